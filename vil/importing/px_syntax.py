"""The statements of a PX file: KEYWORD[language]("of what")=values; as Statistics Sweden's description of the format says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STRING = r'"(?:[^"]|"")*"'
_STATEMENT = r"[A-Z][A-Z0-9-]*(?:\[[^\]\n]*\])?(?:\([^\n]*?\))?\s*="
_HEAD = re.compile(
    r"\s*(?P<keyword>[A-Z][A-Z0-9-]*)(?:\[(?P<language>[^\]\n]*)\])?(?:\((?P<about>[^\n]*?)\))?\s*=", re.IGNORECASE
)
_VALUE = re.compile(rf'(?:{_STRING}|[^";])*;')
_SWALLOWED = re.compile(rf";[ \t]*\r?\n\s*{_STATEMENT}")
"""A statement inside a text: a quotation mark too many or too few has run on into the next line."""
_LINE_END = re.compile(rf";[ \t]*(?:\r?\n(?=\s*(?:{_STATEMENT}|$))|$)")
_NEXT = re.compile(rf"^\s*(?={_STATEMENT})", re.MULTILINE)
_TEXTS = re.compile(rf"\s*{_STRING}(?:\s+{_STRING})*(?:\s*,\s*{_STRING}(?:\s+{_STRING})*)*\s*")
_PAIR = re.compile(r'"\s*:\s*"')
"""HIERARCHIES pairs a member with one below it."""
_ONE_TEXT = re.compile(rf"{_STRING}(?:\s+{_STRING})*")


@dataclass(frozen=True)
class Statement:
    """One statement: its keyword, the language it is in ("" for the file's own), what it is about, and its value as written."""

    keyword: str
    language: str
    about: tuple[str, ...]
    value: str
    is_faulty: bool = False


def split_statements(text: str) -> Iterator[Statement]:
    """Split the part of a PX file before its figures; a statement whose quotation marks do not match is marked as faulty."""
    at = 0
    while head := _HEAD.match(text, at):
        end, is_faulty = _find_end(text, head.end())
        value = text[head.end() : end].rstrip().removesuffix(";").strip()
        texts = read_texts(_PAIR.sub('","', value)) if value.startswith('"') else ()
        about = read_texts(head["about"] or "") or ()
        yield Statement(
            head["keyword"].upper(), (head["language"] or "").lower(), about, value, is_faulty or texts is None
        )
        following = _NEXT.search(text, end) if text[end:].strip() else None
        at = following.end() if following else len(text)


def _find_end(text: str, start: int) -> tuple[int, bool]:
    """Find where a value ends: at the next semicolon outside quotation marks, or else at one that ends a line."""
    found = _VALUE.match(text, start)
    if found and not _SWALLOWED.search(found[0]):
        return found.end(), False
    ended = _LINE_END.search(text, start)
    return (ended.end() if ended else len(text)), True


def read_texts(value: str) -> tuple[str, ...] | None:
    """Read a list of texts in quotation marks, those continued on the next line joined; None when it is no such list.

    >>> read_texts('"Odense","Aar"  "hus; by"')
    ('Odense', 'Aarhus; by')
    """
    if not _TEXTS.fullmatch(value):
        return None
    return tuple(
        "".join(part[1:-1].replace('""', '"') for part in re.findall(_STRING, one)) for one in _ONE_TEXT.findall(value)
    )

"""What else in a column tells of persons: e-mail, telephone, address, names. Light rules that point out and stop nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from vil.model.reading import PersonalKind

_MOST_LOOKED_AT = 2000
_EMAIL = re.compile(r"(?:^|[\s<;,(])[^\s@<>;,()]+@[^\s@<>;,()]+\.[A-Za-zæøå]{2,}")
_PHONE = re.compile(r"(?:(?:\+|00)45 ?)?(?:[2-9]\d \d\d \d\d \d\d|[2-9]\d{3} \d{4}|[2-9]\d{7})")
_SPACED_PHONE = re.compile(r"(?:\+|00)45 ?\d.*|[2-9]\d \d\d \d\d \d\d")
_ADDRESS = re.compile(
    r"[A-ZÆØÅÉ][\w.'’ -]*(?:vej|gade|gården?|allé|alle|plads|stræde|vænge|vænget|toften|parken|bakken|haven|marken|skoven"
    r"|torvet?|boulevard) ?\d+ ?[A-ZÆØÅa-zæøå]?\b.*"
)
_NAME = re.compile(r"[A-ZÆØÅÉ][a-zæøåéöüä]+(?:[ -](?:[A-ZÆØÅÉ][a-zæøåéöüä]+|[A-ZÆØÅ]\.?|von|van|de|af)){1,4}")
_HEADERS = {
    PersonalKind.EMAIL: re.compile(r"e-?mail|mailadresse", re.IGNORECASE),
    PersonalKind.PHONE: re.compile(r"tlf|telefon|mobil(?!itet)|phone", re.IGNORECASE),
    PersonalKind.ADDRESS: re.compile(r"adresse|address|vejnavn|bopæl$", re.IGNORECASE),
    PersonalKind.NAME: re.compile(
        r"(?:^|[\W_])(?:fornavn|efternavn|mellemnavn|fulde navn|borgers?|borgernavn|medarbejder|medarbejdernavn|patient|klient"
        r"|elev|barnets?|personnavn|navn|name|leder|sagsbehandler|kontaktperson|pårørende)(?:$|[\W_])|(?:for|efter|person|borger)navn",
        re.IGNORECASE,
    ),
}
_FEW, _HALF = 0.1, 0.5


def find_contact_marks(header: str, sample: Mapping[str, int]) -> dict[PersonalKind, tuple[int, bool]]:
    """Find what a sample of a column (texts and how often they stand) tells of persons: how many cells, and whether all is such.

    A column is e-mail when half its cells are; telephone, address and names ask the header too, or a form that leaves no doubt
    (+45, pairs of digits; a road and a number; common Danish first names), because units have names and addresses as well.
    """
    some = Counter(dict(list(sample.items())[:_MOST_LOOKED_AT]))
    signs = {*"".join(some)}
    has_letters = any(sign.isalpha() for sign in signs)
    if not has_letters and not any(sign.isdigit() for sign in signs):
        return {}
    found = {}
    for kind, rule in _RULES.items():
        if kind is not PersonalKind.PHONE and not has_letters:
            continue
        cells, is_column = rule(some, _HEADERS[kind].search(header) is not None)
        if cells:
            found[kind] = (cells, is_column)
    return found


def _count(some: Counter[str], fits: re.Pattern[str], *, anywhere: bool = False) -> int:
    match = fits.search if anywhere else fits.fullmatch
    return sum(count for text, count in some.items() if match(text.strip()))


def _judge_email(some: Counter[str], _is_named: bool) -> tuple[int, bool]:
    cells = _count(some, _EMAIL, anywhere=True)
    return cells, cells >= _HALF * some.total()


def _judge_phone(some: Counter[str], is_named: bool) -> tuple[int, bool]:
    cells = _count(some, _PHONE if is_named else _SPACED_PHONE)
    is_column = cells >= _HALF * some.total()
    return (cells, True) if is_column else (0, False)


def _judge_address(some: Counter[str], is_named: bool) -> tuple[int, bool]:
    cells = _count(some, _ADDRESS)
    is_column = cells >= (_FEW if is_named else _HALF) * some.total()
    return (cells, True) if cells and is_column else (0, False)


def _judge_name(some: Counter[str], is_named: bool) -> tuple[int, bool]:
    """Tell names of persons from names of units by the first names among them."""
    known = sum(count for text, count in some.items() if _holds_first_name(text, anywhere=is_named))
    written = _count(some, _NAME) or (known if is_named else 0)
    is_column = known >= (_FEW if is_named else 0.3) * some.total() and written >= _HALF * some.total()
    return (written, True) if is_column else (0, False)


def _holds_first_name(text: str, *, anywhere: bool) -> bool:
    words = re.split(r"[ ,.-]+", text.strip())
    return not _first_names().isdisjoint(words if anywhere else words[:1])


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    """Common first names in Denmark."""
    return frozenset(Path(__file__).with_name("first_names.txt").read_text(encoding="utf-8").split())


_RULES = {
    PersonalKind.EMAIL: _judge_email,
    PersonalKind.PHONE: _judge_phone,
    PersonalKind.ADDRESS: _judge_address,
    PersonalKind.NAME: _judge_name,
}

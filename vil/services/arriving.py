"""Files on their way in: what lies in the inbox, and what a data set made of a file could be called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import Path

from vil.model.period import Period
from vil.model.reading import Reading
from vil.privacy.identifiers import MASK, mask
from vil.settings import Settings

KINDS = ("xlsx", "xls", "xlsb", "ods", "csv", "tsv", "txt", "parquet", "px")
"""Kinds that can be uploaded; DuckDB files are pointed at in the inbox."""
_LONGEST_TITLE = 80


def list_inbox(settings: Settings) -> tuple[Path, ...]:
    """List the files in the inbox, the newest first."""
    if not settings.inbox.is_dir():
        return ()
    found = [path for path in settings.inbox.iterdir() if path.is_file() and not path.name.startswith(".")]
    return tuple(sorted(found, key=lambda path: (-path.stat().st_mtime, path.name)))


def propose_title(file_name: str, titles: Collection[str]) -> str:
    """Propose a title for a data set: the first of the file's own title lines that is one, else its name made readable.

    A line like "Units: Per cent" says how to read, not what; of "A and B by sex, age and time" the first part is the title. CPR
    numbers in the name are left out, and so is the day or month it ends with.
    """
    for line in titles:
        head = re.split(r" (?:by|efter|fordelt på) |\s+\(", line.strip(), maxsplit=1)[0].strip()
        if 3 < len(head) <= _LONGEST_TITLE and ":" not in head:
            return head
    stem = mask(Path(file_name).stem).replace(MASK, "")
    words = re.sub(r"^\d+\s+(?=\D)", "", re.sub(r"[_\-.]+", " ", stem).strip())
    words = re.sub(r"(?<=[^\W\d])\s+(?:19|20)\d\d(?:\s+\d{1,2}){0,2}$", "", words)
    return words[:1].upper() + words[1:]


def propose_period(reading: Reading) -> Period | None:
    """Propose the period that a whole file is, by its name and its titles; None when they say none, or several."""
    from vil.importing import propose_fixed_period

    return propose_fixed_period(reading.file, reading.titles)


def read_period(text: str) -> Period | None:
    """Read a period as a person writes it; None when it is none."""
    from vil.importing import parse_period

    return parse_period(text)


def name_dataset(title: str) -> str:
    """Make the name of a data set's folder from its title: lower case, a to z, digits and hyphens.

    >>> name_dataset("Sygefravær, Center Øst")
    'sygefravaer-center-oest'
    """
    spelled = title.lower()
    for danish, latin in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        spelled = spelled.replace(danish, latin)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "datasaet"

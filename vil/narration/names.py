"""Put names of indicators and units into Danish sentences without knowing their gender or number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vil.model.indicator import Indicator
from vil.model.series import Series, Unit

_ISLANDS = {
    "als", "anholt", "bornholm", "christiansø", "endelave", "falster", "fanø", "fyn", "langeland", "lolland",
    "læsø", "mors", "møn", "orø", "samsø", "sejerø", "sjælland", "tunø", "tåsinge", "ærø",
}  # fmt: skip
_STAND_AT = re.compile(
    r"^(bosted|botilbud|bofællesskab|plejehjem|plejecenter|hospital|skole)\b|(skole|skolen|hjem|hjemmet|gård|gården)$",
    re.IGNORECASE,
)
_EVERYTHING = {"alle", "i alt", "ialt", "total"}
_MEASURED = re.compile(
    r"(,\s*|\s+i\s+)(antal|dage|timer|pct\.?|procent|kr\.?|%|pr\.).*$|\s*[(\[][^)\]]*[)\]]$", re.IGNORECASE
)
_MANY = re.compile(r"^\w+e \w+ere?$")
_DEFINITE = (
    (re.compile(r"fravær$"), "et", "det"),
    (re.compile(r"(hed|tid|ning|grad|andel|alder|trivsel)$"), "en", "den"),
    (re.compile(r"(ninger|elser|heder|tider|sager|dage|timer)$"), "ne", "de"),
)


@dataclass(frozen=True)
class Subject:
    """What a sentence is about: the words, and the pronoun that stands for them ("det" where the gender is not known)."""

    words: str
    pronoun: str


def name_subject(series: Series) -> Subject:
    """Name what a series shows, where it shows it: Sygefraværet i Vest, Bekræftede tilfælde på Ærø."""
    name, pronoun = _definite(tidy_name(series.indicator))
    member = f" ({series.member})" if series.member else ""
    return Subject(f"{raise_first(name)}{member}{place_unit(series.unit)}", pronoun)


def tidy_name(indicator: Indicator) -> str:
    """Take code signs, the måleenhed and a trailing "i alt" off an indicator's name.

    >>> tidy_name(Indicator("x", "Sygefravær, dage pr. medarbejder"))
    'Sygefravær'
    """
    name = " ".join(indicator.name.replace("_", " ").split())
    shorter = _MEASURED.sub("", name).strip(" ,:")
    shorter = re.sub(r",?\s+(i alt|pct\.?|procent)$", "", shorter, flags=re.IGNORECASE) or shorter
    return shorter or name


def place_unit(unit: Unit) -> str:
    """Say where, with a leading space; empty when the unit is simply everything."""
    name = unit.name.strip()
    if not name or name.lower() in _EVERYTHING:
        return ""
    first, *_ = name.split(" ")
    if first.lower() in {"hele", "alle"}:
        return f" i {lower_first(name)}"
    if not name[0].isalpha():
        return f" for {name}"
    stands_at = name.lower() in _ISLANDS or _STAND_AT.search(name)
    return f" {'på' if stands_at else 'i'} {name}"


def raise_first(text: str) -> str:
    """Give a text a capital first letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Give a text a small first letter, unless it begins with an abbreviation (MSB, A-kasse, 2. valg)."""
    is_abbreviation = len(text) > 1 and not text[1].islower() and text[1] != " "
    return text if is_abbreviation else text[:1].lower() + text[1:]


def join_words(words: Sequence[str]) -> str:
    """Put words in a row: a, b og c."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} og {words[-1]}"


def _definite(name: str) -> tuple[str, str]:
    """Set a single word of known gender in the definite; else as it is, with "det", or "de" (Modtagne underretninger)."""
    if " " in name or "-" in name:
        return name, "de" if _MANY.search(name) else "det"
    for ending, article, pronoun in _DEFINITE:
        if ending.search(name):
            return f"{_double(name, article)}{article}", pronoun
    return name, "det"


def _double(name: str, article: str) -> str:
    return "trivsl".join(name.rsplit("trivsel", 1)) if article == "en" and name.lower().endswith("trivsel") else name

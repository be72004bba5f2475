"""Hold a goal's words up against the thirteen pairs: a friendly mirror, never a score."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from vil.content import Pair

_LONG_ENOUGH = 5
"""A beginning of fewer letters is looked for at the start of words only: in the middle of one it may be anything."""


@dataclass(frozen=True)
class Reflection:
    """A word of a goal and the pair it calls up, by its key; `word` is as it was written."""

    key: str
    pair: Pair
    word: str


def find_reflections(
    texts: Iterable[str], pairs: Mapping[str, Pair], dismissed: Collection[str] = ()
) -> tuple[Reflection, ...]:
    """Find the pairs that the texts call up, in the pairs' order, one for each; those dismissed are left out.

    Case, hyphens and line breaks do not matter; a word is found in its forms and in compounds (`egenkontrol`, `KPI'er`).
    """
    text = " \n ".join(texts)
    found = [(key, pair, _find_word(text, pair.words)) for key, pair in pairs.items() if key not in dismissed]
    return tuple(Reflection(key, pair, word) for key, pair, word in found if word)


def _find_word(text: str, beginnings: Iterable[str]) -> str | None:
    matches = [match for beginning in beginnings if (match := _as_pattern(beginning).search(text))]
    first = min(matches, key=lambda match: match.start(), default=None)
    return " ".join(first.group(0).split()) if first else None


def _as_pattern(beginning: str) -> re.Pattern[str]:
    words = ["-?".join(map(re.escape, word)) for word in re.split(r"[\s-]+", beginning.strip())]
    is_compounded = len(words) == 1 and len(beginning) >= _LONG_ENOUGH
    before = r"[\w-]*" if is_compounded else r"(?<!\w)"
    return re.compile(before + r"[\s-]+".join(words) + r"[\w'’-]*", re.IGNORECASE)

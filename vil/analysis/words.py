"""Which words people used in open text, counted by how many people used them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*", re.UNICODE)
_SHORTEST = 3


@dataclass(frozen=True)
class UsedWord:
    """One word in all its forms: `word` is the form most wrote, `people` how many used it, `places` which texts (index)."""

    word: str
    people: int
    places: tuple[int, ...]


def find_words(
    texts: Sequence[str], *, stop_words: Collection[str], language: str = "danish", most: int = 40
) -> tuple[UsedWord, ...]:
    """Count the words of texts, one text for each person, the most used first and ties by the alphabet.

    Forms of one word count as one (Snowball stemming; Porter 2001), and a word counts once in a text however often it is said.
    Stop words, numbers and words under three letters are left out.
    """
    import snowballstemmer

    stemmer = snowballstemmer.stemmer(language)
    passed_over = {word.casefold() for word in stop_words}
    places: dict[str, list[int]] = {}
    forms: dict[str, Counter[str]] = {}
    for place, text in enumerate(texts):
        written = [word for word in (found.casefold() for found in _WORD.findall(text)) if len(word) >= _SHORTEST]
        for word in written:
            if word in passed_over:
                continue
            stem = stemmer.stemWord(word)
            forms.setdefault(stem, Counter())[word] += 1
            if place not in places.setdefault(stem, []):
                places[stem].append(place)
    used = [UsedWord(_name(forms[stem]), len(found), tuple(found)) for stem, found in places.items()]
    return tuple(sorted(used, key=lambda one: (-one.people, one.word))[:most])


def _name(forms: Counter[str]) -> str:
    """Choose the form most wrote; of those written as often the shortest."""
    return min(forms, key=lambda form: (-forms[form], len(form), form))

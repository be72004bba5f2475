"""A file that is one period as a whole: what it covers, and what its name or title says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from vil.importing import recipe_messages as messages
from vil.importing.periods import parse_period
from vil.model.period import Grain, Period
from vil.model.recipe import Recipe

_WORDS = re.compile(r"[\s_\-.,:;()]+")
_MOST_WORDS = 4
_JOINTS = (" ", "-")


def fixed_period(recipe: Recipe) -> Period | None:
    """Find the period that the whole file covers; None where the recipe says none, or none that can be read."""
    try:
        return Period.parse(recipe.fixed_period) if recipe.fixed_period else None
    except ValueError:
        return None


def find_fixed_problems(recipe: Recipe) -> list[str]:
    """Find what is wrong with the period that the whole file is said to cover."""
    if not recipe.fixed_period:
        return []
    if recipe.period or recipe.period_columns:
        return [messages.fixed_period_beside_others(recipe.fixed_period)]
    found = fixed_period(recipe)
    return (
        []
        if found and found.grain is recipe.grain
        else [messages.fixed_period_unreadable(recipe.fixed_period, recipe.grain)]
    )


def propose_fixed_period(file_name: str, titles: Iterable[str] = ()) -> Period | None:
    """Propose the period a whole file covers: the one its name says, else its first title that says one.

    A day says when the file was made, and two different periods say neither: then nothing is proposed.

    >>> propose_fixed_period("2022_traffic.xls").code, propose_fixed_period("fravaer-2026-07.csv").code
    ('2022', '2026-07')
    >>> propose_fixed_period("udtraek-20260731.csv"), propose_fixed_period("fra 2020 til 2024.csv")
    (None, None)
    """
    for text in (Path(file_name).stem, *titles):
        found = {*_find_periods(text)}
        if found:
            return None if len(found) > 1 or any(one.grain is Grain.DAY for one in found) else found.pop()
    return None


def _find_periods(text: str) -> Iterator[Period]:
    """Find the periods in a text, the longest way to read its words first; no word is read twice."""
    words = [word for word in _WORDS.split(text) if word]
    place = 0
    while place < len(words):
        length, found = next(_read_from(words, place), (1, None))
        if found:
            yield found
        place += length


def _read_from(words: list[str], place: int) -> Iterator[tuple[int, Period]]:
    for length in range(min(_MOST_WORDS, len(words) - place), 0, -1):
        for joint in _JOINTS:
            if found := parse_period(joint.join(words[place : place + length])):
                yield length, found

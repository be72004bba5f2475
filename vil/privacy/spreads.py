"""Bars of many: how counts of cases are put together until no bar is of few persons, nor can be worked out from others.

Every unit has the same edges, so that the whole less the units that are shown is the units that are not, bar by bar: a unit with
a small bar is hidden altogether, and further ones with it until what is left over is of many, too.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Counts = Sequence[tuple[int, int]]
"""The cases and the persons behind each bar."""
_ENOUGH_FOR_BARS = 8


@dataclass(frozen=True)
class Shown:
    """Which bars were put together (`groups`, first and last of each), and which units may be shown."""

    groups: tuple[tuple[int, int], ...]
    units: frozenset[str]


def choose_shown(
    whole: Counts, units: Mapping[str, Counts], threshold: int, *, withheld: Collection[str] = ()
) -> Shown | None:
    """Choose the edges all have in common, and who can be shown with them; None where not even the whole can.

    `whole` and each of `units` have the bars of both years after each other, and so an even number. Units `withheld` are not
    shown, but are among those that hide each other.
    """
    half = len(whole) // 2
    groups = _merge_small([(place, place) for place in range(half)], whole, half, threshold)
    while len(groups) >= 2:
        fits = {
            name
            for name, counts in units.items()
            if name not in withheld
            and _count_persons(counts)
            and _has_no_small(_put_together(counts, groups, half), threshold)
        }
        large = {name for name, counts in units.items() if _count_persons(counts) >= 2 * threshold * _ENOUGH_FOR_BARS}
        if large - set(withheld) <= fits or len(groups) <= 4:
            return Shown(tuple(groups), frozenset(_hide_more(fits, units, groups, half, threshold)))
        groups = [(first[0], last[1]) for first, last in _in_pairs(groups)]
    return None


def _merge_small(groups: list[tuple[int, int]], whole: Counts, half: int, threshold: int) -> list[tuple[int, int]]:
    """Put the smallest bar of the whole together with its smaller neighbour until every one is of enough persons."""
    while len(groups) > 1:
        persons = [_fewest(_put_together(whole, [group], half)) for group in groups]
        place = min(range(len(groups)), key=persons.__getitem__)
        if persons[place] >= threshold:
            break
        beside = [other for other in (place - 1, place + 1) if 0 <= other < len(groups)]
        left, right = sorted((place, min(beside, key=persons.__getitem__)))
        groups[left : right + 1] = [(groups[left][0], groups[right][1])]
    return groups


def _in_pairs(groups: list[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(groups[place], groups[min(place + 1, len(groups) - 1)]) for place in range(0, len(groups), 2)]


def _put_together(counts: Counts, groups: Sequence[tuple[int, int]], half: int) -> list[tuple[int, int]]:
    """Put bars together, those of now before those of the year before."""
    ranges = ((begin + first, begin + last + 1) for begin in (0, half) for first, last in groups)
    return [_add(counts[start:end]) for start, end in ranges]


def _add(bars: Counts) -> tuple[int, int]:
    """Add bars up; where a person may be in several, only the largest number of persons is sure."""
    cases, persons = sum(one for one, _ in bars), [two for _, two in bars]
    are_rows = all(one == two for one, two in bars)
    return cases, sum(persons) if are_rows else max(persons, default=0)


def _fewest(bars: Sequence[tuple[int, int]]) -> int:
    return min((persons for cases, persons in bars if cases), default=0)


def _has_no_small(bars: Sequence[tuple[int, int]], threshold: int) -> bool:
    return all(not cases or persons >= threshold for cases, persons in bars)


def _count_persons(counts: Counts) -> int:
    return sum(persons for _, persons in counts)


def _hide_more(
    shown: set[str], units: Mapping[str, Counts], groups: Sequence[tuple[int, int]], half: int, threshold: int
) -> set[str]:
    """Hide the smallest of those shown, one by one, until what is hidden together is of many in every bar."""
    left = sorted(shown, key=lambda name: (_count_persons(units[name]), name))
    while left and not _is_safe([units[name] for name in units if name not in left], groups, half, threshold):
        left.pop(0)
    return set(left)


def _is_safe(hidden: Sequence[Counts], groups: Sequence[tuple[int, int]], half: int, threshold: int) -> bool:
    together = [_put_together(counts, groups, half) for counts in hidden]
    return _has_no_small([_add(bars) for bars in zip(*together, strict=True)], threshold)

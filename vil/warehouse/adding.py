"""How amounts are added: always so that neither the order of the rows nor the number of threads can change the last bit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from vil.warehouse.sql import exact_sum, identifier, number, when

SCALES = (1, 100, 10_000)
"""What numbers may be multiplied by to become whole: none, two or four decimals."""
_LARGEST_EXACT = 2**52


@dataclass(frozen=True)
class Adding:
    """What is known of the rows, and so how they can be added.

    Columns in `scales` are whole when multiplied by their scale, and all of them together stay below 2^52: added as such in plain
    floating point they are exact. All others are added as decimals, which costs several times as much. Columns in `complete` have
    no missing numbers. `has_all_members` says that every row has a member, and `is_units` that every row is of the lowest level.
    """

    scales: Mapping[str, int] = field(default_factory=dict)
    complete: frozenset[str] = frozenset()
    has_all_members: bool = False
    is_units: bool = False

    def number(self, name: str | None) -> str:
        """Name a column of figures, those that are not finite being missing; one that has been looked over has none such."""
        return identifier(str(name)) if name in self.scales else number(name)

    def is_there(self, name: str) -> str | None:
        """Write that a row has a number in a column; None where every row has."""
        return None if name in self.complete else f"{self.number(name)} IS NOT NULL"

    def total(self, condition: str | None, *columns: str | None) -> str:
        """Add up a column, or the product of two, over the rows where a condition holds."""
        amount = when(condition, " * ".join(self.number(name) for name in columns))
        scale = self._scale(columns)
        if scale is None:
            return exact_sum(amount)
        return f"CAST(sum({amount}) AS DOUBLE)" if scale == 1 else f"sum(round({amount} * {scale})) / {scale}"

    def common_scale(self, columns: Sequence[str]) -> int | None:
        """Find one scale for all columns, by which sums of them can be added on; None when some need decimals."""
        scales = [self.scales.get(name) for name in columns]
        return None if None in scales else max((scale for scale in scales if scale), default=1)

    def _scale(self, columns: tuple[str | None, ...]) -> int | None:
        if len(columns) > 1:
            return None
        return self.scales.get(str(columns[0]))


AS_DECIMALS = Adding()


def scales_sql(columns: Sequence[str], rows: str) -> str:
    """Ask the first rows, for each column and scale, whether the numbers are whole when multiplied by it."""
    tests = ", ".join(f"coalesce(bool_and({_is_whole(one, scale)}), TRUE)" for one in columns for scale in SCALES)
    named = ", ".join(map(identifier, columns))
    return f"SELECT {tests} FROM (SELECT {named} FROM {rows} AS shaped LIMIT 50000) AS first_rows"


def choose_scales(columns: Sequence[str], answers: Sequence[bool]) -> dict[str, int]:
    """Give each column the smallest scale that its first rows allow; none for a column with more decimals."""
    scales = {}
    for place, name in enumerate(columns):
        fits = answers[place * len(SCALES) : (place + 1) * len(SCALES)]
        if any(fits):
            scales[name] = SCALES[fits.index(True)]
    return scales


def survey_sql(scales: Mapping[str, int], rows: str) -> tuple[str, ...]:
    """Ask all rows whether the scales hold and which columns are complete, and whether members are missing or levels differ.

    Three questions, because texts looked at together with numbers cost ten times what they do alone.
    """
    tests = []
    for name, scale in scales.items():
        column = identifier(name)
        tests.append(f"coalesce(bool_and({_is_whole(name, scale)}), TRUE)")
        tests.append(f"coalesce(sum(CAST(abs({column}) AS DOUBLE)) < {_LARGEST_EXACT // max(SCALES)}, TRUE)")
        tests.append(f"count({column}) = count(*)")
    questions = (
        ", ".join(tests) or "TRUE",
        "count(member) = count(*)",
        "coalesce(bool_and(unit_level = 'unit'), FALSE)",
    )
    return tuple(f"SELECT {question} FROM {rows} AS shaped" for question in questions)


def choose_adding(scales: Mapping[str, int], answers: Sequence[Sequence[Any]]) -> Adding:
    """Choose how to add from what all rows answered."""
    tests, (has_all_members,), (is_units,) = answers
    by_column = {name: tests[place * 3 : place * 3 + 3] for place, name in enumerate(scales)}
    holding = {name: scales[name] for name, (is_whole, is_small, _) in by_column.items() if is_whole and is_small}
    complete = frozenset(name for name in holding if by_column[name][2])
    return Adding(holding, complete, bool(has_all_members), bool(is_units))


def _is_whole(name: str, scale: int) -> str:
    column = identifier(name)
    return f"round({column}) = {column}" if scale == 1 else f"round({column} * {scale}) / {scale} = {column}"

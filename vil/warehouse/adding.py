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
    With `is_assumed` the scales are those of the first rows: a sum is infinite where some row breaks them.
    """

    scales: Mapping[str, int] = field(default_factory=dict)
    complete: frozenset[str] = frozenset()
    has_all_members: bool = False
    is_units: bool = False
    is_assumed: bool = False

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
        whole = amount if scale == 1 else f"round({amount} * {scale})"
        if self.is_assumed:
            is_whole = f"round({amount}) = {amount}" if scale == 1 else f"{whole} / {scale} = {amount}"
            whole = f"CASE WHEN {is_whole} THEN {whole} WHEN {amount} IS NOT NULL THEN CAST('inf' AS DOUBLE) END"
        return f"CAST(sum({whole}) AS DOUBLE)" if scale == 1 else f"sum({whole}) / {scale}"

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


def whole_sql(scales: Mapping[str, int], rows: str) -> str:
    """Ask all rows whether the scales hold."""
    tests = (f"coalesce(bool_and({_is_whole(name, scale)}), TRUE)" for name, scale in scales.items())
    return f"SELECT {', '.join(tests) or 'TRUE'} FROM {rows} AS shaped"


def survey_sql(scales: Mapping[str, int], rows: str) -> tuple[str, ...]:
    """Ask all rows how large the numbers are, how many there are, and whether all are lowest units.

    Three questions, because bounds and counts asked alone are answered by the statistics of a Parquet file.
    """
    columns = [identifier(name) for name in scales]
    questions = (
        [f"coalesce(CAST({bound}({one}) AS DOUBLE), 0)" for one in columns for bound in ("min", "max")],
        ["count(*)", "count(member)", *(f"count({one})" for one in columns)],
        ["coalesce(bool_and(unit_level = 'unit'), FALSE)"],
    )
    return tuple(f"SELECT {', '.join(asked) or 'TRUE'} FROM {rows} AS shaped" for asked in questions)


def choose_adding(
    scales: Mapping[str, int], answers: Sequence[Sequence[Any]], are_whole: Sequence[bool] | None = None
) -> Adding:
    """Choose how to add from what all rows answered; that the scales hold is assumed where they have not been asked."""
    bounds, (rows, members, *present), (is_units,) = answers
    most = _LARGEST_EXACT / (max(rows, 1) * max(scales.values(), default=1))
    holding, complete = {}, set()
    for place, (name, scale) in enumerate(scales.items()):
        if (are_whole is None or are_whole[place]) and -most < bounds[2 * place] <= bounds[2 * place + 1] < most:
            holding[name] = scale
            complete |= {name} if present[place] == rows else set()
    return Adding(holding, frozenset(complete), members == rows, bool(is_units), is_assumed=are_whole is None)


def _is_whole(name: str, scale: int) -> str:
    """Write that a number is finite and whole when multiplied; the statistics of a file may pass over what is not finite."""
    column = identifier(name)
    whole = f"round({column}) = {column}" if scale == 1 else f"round({column} * {scale}) / {scale} = {column}"
    return f"{column} - {column} = 0 AND {whole}"

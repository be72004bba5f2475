"""How amounts are added: always so that neither the order of the rows nor the number of threads can change the last bit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vil.warehouse.sql import exact_sum, identifier, number, when

SCALES = (1, 100, 10_000)
"""What numbers may be multiplied by to become whole: none, two or four decimals."""
_LARGEST_EXACT = 2**53


@dataclass(frozen=True)
class Adding:
    """How the columns of a data set are added.

    Columns in `scales` are taken to be whole when multiplied by their scale, and are added as such in plain floating point, which
    is exact as long as that is so and the sum stays below 2^53; `check` says whether it was. All others are added as decimals,
    which always holds and costs several times as much.
    """

    scales: Mapping[str, int] = field(default_factory=dict)

    def number(self, name: str | None) -> str:
        """Name a column of figures, those that are not finite being missing; a checked column has none such."""
        return identifier(str(name)) if name in self.scales else number(name)

    def total(self, condition: str | None, *columns: str | None) -> str:
        """Add up a column, or the product of two, over the rows where a condition holds."""
        amount = when(condition, " * ".join(self.number(name) for name in columns))
        scale = self._scale(columns)
        if scale is None:
            return exact_sum(amount)
        return f"CAST(sum({amount}) AS DOUBLE)" if scale == 1 else f"sum(round({amount} * {scale})) / {scale}"

    def check(self, condition: str | None, *columns: str | None) -> str | None:
        """Write whether adding up was exact; None where it always is."""
        scale = self._scale(columns)
        if scale is None:
            return None
        amount = when(condition, " * ".join(self.number(name) for name in columns))
        is_whole = f"round({amount}) = {amount}" if scale == 1 else f"round({amount} * {scale}) / {scale} = {amount}"
        bound = f"CAST(max(abs({amount})) AS DOUBLE) * count({amount}) * {scale} < {_LARGEST_EXACT}"
        return f"coalesce(bool_and({is_whole}) AND {bound}, TRUE)"

    def without(self, columns: frozenset[str]) -> Adding:
        """Add some columns as decimals after all."""
        return Adding({name: scale for name, scale in self.scales.items() if name not in columns})

    def _scale(self, columns: tuple[str | None, ...]) -> int | None:
        scales = [self.scales.get(str(name)) for name in columns]
        known = [scale for scale in scales if scale is not None]
        if len(known) < len(scales) or (len(known) > 1 and max(known) > 1):
            return None
        return known[0]


AS_DECIMALS = Adding()


def scales_sql(columns: list[str], rows: str) -> str:
    """Ask the first rows, for each column and scale, whether the numbers are whole when multiplied by it."""
    tests = ", ".join(
        f"coalesce(bool_and(round({one} * {scale}) / {scale} = {one} AND abs({one}) < {_LARGEST_EXACT}), TRUE)"
        for one in map(identifier, columns)
        for scale in SCALES
    )
    named = ", ".join(map(identifier, columns))
    return f"SELECT {tests} FROM (SELECT {named} FROM {rows} AS shaped LIMIT 50000) AS first_rows"


def choose_scales(columns: list[str], answers: tuple[bool, ...]) -> Adding:
    """Give each column the smallest scale that its first rows allow; none for a column with more decimals."""
    scales = {}
    for place, name in enumerate(columns):
        fits = answers[place * len(SCALES) : (place + 1) * len(SCALES)]
        if any(fits):
            scales[name] = SCALES[fits.index(True)]
    return Adding(scales)

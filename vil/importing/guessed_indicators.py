"""Make the indicator that a column of figures most likely is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vil.importing.engine import fetch_one
from vil.importing.measures import counts_things, find_measure, is_average, is_stock
from vil.model.indicator import Aggregation, Indicator, Measure

if TYPE_CHECKING:
    import duckdb


def guess_one(
    engine: duckdb.DuckDBPyConnection, sample: str, column: str, name: str, about: str, measure: str | None
) -> Indicator:
    """Propose how the figures of `sample` (SQL with one column, v) are put together, from what is said about them."""
    decimals = _count_decimals(engine, sample)
    averaged = is_average(f"{about} {measure or ''}", decimals > 0)
    is_level = decimals == 0 and counts_things(measure or "") and is_stock(f"{about} {name}")
    unit = measure if measure is not None else (find_measure(about) or "")
    return Indicator(
        id=identifier(name),
        name=name,
        aggregation=Aggregation.STOCK if is_level else Aggregation.MEAN if averaged else Aggregation.SUM,
        measure=Measure(unit, decimals),
        value=column,
    )


def _count_decimals(engine: duckdb.DuckDBPyConnection, sample: str) -> int:
    """Count the decimals that figures are written with, at most two."""
    tests = ", ".join(
        f"coalesce(bool_and(abs(v * {10**places} - round(v * {10**places})) < 1e-6), true)" for places in (0, 1)
    )
    whole, tenths = fetch_one(engine, f"SELECT {tests} FROM ({sample})")
    return 0 if whole else 1 if tenths else 2


_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "é": "e"})


def identifier(name: str) -> str:
    """Make the id of an indicator from its name: a to z, digits and low lines."""
    return re.sub(r"[^a-z0-9]+", "_", name.casefold().translate(_FOLDED)).strip("_")[:60] or "indicator"


def with_own_ids(indicators: Sequence[Indicator]) -> tuple[Indicator, ...]:
    """Number the ids that several share."""
    taken: dict[str, int] = {}
    unique = []
    for indicator in indicators:
        taken[indicator.id] = taken.get(indicator.id, 0) + 1
        number = taken[indicator.id]
        unique.append(indicator if number == 1 else replace(indicator, id=f"{indicator.id}_{number}"))
    return tuple(unique)

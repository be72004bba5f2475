"""Read how single cases lie from a published version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vil.model.series import View
from vil.model.spread import Bar, Middle, Spread
from vil.warehouse.cells import open_cube
from vil.warehouse.folders import CUBE
from vil.warehouse.spreads import SPANS, find_spans
from vil.warehouse.versions import load_version


def load_spread(datasets: Path, view: View) -> Spread | None:
    """Load the bars of a view's number and unit; None where the version has none. Raises NotFound without such a version."""
    version = load_version(datasets, view.dataset, view.version)
    if view.unit not in dict(version.spreads).get(view.indicator, ()):
        return None
    cursor = open_cube(datasets / version.dataset / str(version.number) / CUBE)
    asked = (view.indicator, view.unit)
    try:
        bars = cursor.execute(
            "SELECT low, high, max(cases) FILTER (span = 'now'), max(cases) FILTER (span = 'before') FROM spreads "
            "WHERE indicator = ? AND unit = ? GROUP BY place, low, high ORDER BY place",
            asked,
        ).fetchall()
        found = cursor.execute("SELECT * FROM middles WHERE indicator = ? AND unit = ?", asked).fetchall()
    finally:
        cursor.close()
    now, before = find_spans(version.last.start, version.recipe.grain)
    return Spread(now, before, tuple(Bar(*bar) for bar in bars), _find_middles(found))


def _find_middles(found: list[tuple[Any, ...]]) -> tuple[Middle | None, Middle | None]:
    by_span = {span: Middle(*ends) for _, _, span, *ends in found}
    now, before = (by_span.get(span) for span in SPANS)
    return now, before

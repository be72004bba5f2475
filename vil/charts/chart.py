"""A finished chart."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True)
class Chart:
    """A chart as Vega-Lite, as wide as its container.

    It is kept as plain values: wrapping and checking the same chart in Altair's classes costs a hundred times as long
    as making it. `to_altair` gives those classes to who wants them.
    """

    spec: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Give a copy of the Vega-Lite, which the receiver may change."""
        return copy.deepcopy(self.spec)

    def to_altair(self) -> alt.LayerChart:
        """Give the chart as an Altair chart, checked against the schema."""
        import altair as alt

        chart: alt.LayerChart = alt.LayerChart.from_dict(self.spec)
        return chart

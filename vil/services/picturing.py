"""Draw what a page or a report shows of a view, by the view's lens."""

from __future__ import annotations

from datetime import date

from vil.charts import Chart, Palette, draw_series
from vil.charts.funnel import draw_funnel
from vil.charts.moving import draw_contributions, draw_decomposition
from vil.charts.ours import NOTHING, Ours
from vil.charts.spread import draw_spread
from vil.model.round import Expectation
from vil.narration.spread import name_bar
from vil.services.comparing import Units
from vil.services.exploring import Sight
from vil.services.moving import Moving
from vil.services.spreading import Spreading


def draw_sight(
    sight: Sight,
    palette: Palette,
    *,
    expectation: Expectation | None = None,
    starts_on: date | None = None,
    ours: Ours = NOTHING,
    height: int = 340,
) -> Chart:
    """Draw a sight; where the lens found nothing that can be drawn, the development over time stands in its place."""
    indicator = sight.series.indicator
    match sight.finding:
        case Moving(added=added) if added is not None:
            return draw_contributions(added, measure=indicator.measure, palette=palette)
        case Moving(divided=divided) if divided is not None:
            return draw_decomposition(divided, measure=indicator.measure, scale=indicator.scale, palette=palette)
        case Spreading(spread=spread):
            names = [name_bar(bar, indicator.measure) for bar in spread.bars]
            return draw_spread(spread, names, palette=palette, height=height)
        case Units(funnel=found) as units if found is not None:
            return draw_funnel(
                found,
                names=units.names,
                sizes=units.denominators,
                own=sight.series.unit.name,
                measure=indicator.measure,
                scale=indicator.scale,
                palette=palette,
                height=height,
            )
    return draw_series(
        sight.series,
        sight.pattern,
        palette=palette,
        compared=sight.compared,
        half=sight.half,
        expectation=expectation,
        starts_on=starts_on,
        evidence=sight.beside.evidence,
        ours=ours,
        height=height,
    )

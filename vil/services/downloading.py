"""Let a chart leave the product with all that must go with it: picture, slide or sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from vil.analysis.funnels import funnel_limits
from vil.charts import LIGHT, to_png, to_svg
from vil.charts.ours import NOTHING, Ours, list_guessed
from vil.formats import format_date, format_number, format_period, format_period_short
from vil.model.card import Beside
from vil.model.indicator import Measure
from vil.model.round import Expectation
from vil.model.series import CellState, View
from vil.model.spread import Spread
from vil.narration.comparing import HALF_OF_OTHERS, name_compared
from vil.narration.place import name_place, note_pins
from vil.narration.provisional import note_points
from vil.narration.spread import name_bar
from vil.report.exhibit import Exhibit, Form, Strand
from vil.services.comparing import Units
from vil.services.exploring import Sight, look
from vil.services.moving import Moving
from vil.services.overviewing import Overview
from vil.services.picturing import draw_sight
from vil.services.spreading import Spreading

KINDS = ("png", "svg", "pptx", "xlsx")
_STATES = {CellState.MISSING: "mangler", CellState.HIDDEN: "skjult"}
_CURVE_POINTS = 40


def make_download(datasets: Path, view: View, beside: Beside, kind: str, ours: Ours = NOTHING) -> bytes:
    """Make the file of a view's chart, with what a team laid on it: `png`, `svg`, `pptx` (one slide) or `xlsx` (its numbers)."""
    sight = look(datasets, view, beside)
    if kind == "png":
        return to_png(draw_sight(sight, LIGHT, ours=ours), width=1000)
    if kind == "svg":
        return to_svg(draw_sight(sight, LIGHT, ours=ours), width=1000).encode()
    from vil.report.sheet import write_sheet
    from vil.report.slide import write_slide

    exhibit = make_exhibit(sight, ours=ours)
    return write_slide(exhibit) if kind == "pptx" else write_sheet(exhibit)


def name_download(sight: Sight, kind: str) -> str:
    """Name the file after what it shows: letters, digits and hyphens."""
    words = f"{sight.series.indicator.name} {sight.series.unit.name} udgave {sight.version.number}"
    name = re.sub(r"[^\w]+", "-", words.lower()).strip("-")[:80]
    return f"{name}.{kind}"


def make_exhibit(sight: Sight, hoped: Expectation | None = None, ours: Ours = NOTHING) -> Exhibit:
    """Gather what a sight shows into an exhibit, by its lens; a line also with the level hoped for and what is `ours`."""
    form, categories, strands, columns, rows = _gather(sight, ours)
    if form is Form.LINE and hoped is not None and hoped.target is not None:
        strands = (*strands, Strand("Vores bud", (hoped.target,) * len(categories), is_quiet=True, is_hoped=True))
    recipe, measure = sight.version.recipe, sight.series.indicator.measure
    pins = tuple(f"Undren: {name_place(pin)}" for pin in ours.pins if form is Form.LINE)
    return Exhibit(
        headline=sight.narrative.headline,
        sentences=sight.narrative.sentences,
        source=_write_source(sight),
        events=(*(f"{format_date(event.start)}: {event.name}" for event in sight.series.events), *pins),
        form=form,
        categories=categories,
        strands=strands,
        columns=columns,
        rows=rows,
        unit="procent" if measure.is_percentage else measure.name or "antal",
        is_synthetic=recipe.synthetic,
        is_percentage=measure.is_percentage,
        alt=sight.narrative.alt_text,
    )


def _write_source(sight: Sight) -> str:
    recipe, version = sight.version.recipe, sight.version
    source = sight.series.indicator.source or recipe.source or version.source_file
    return f"{recipe.title} · {source} · udgave {version.number} fra {format_date(version.published_at)}"


_Gathered = tuple[
    Form, tuple[str, ...], tuple[Strand, ...], tuple[str, ...], tuple[tuple[str | float | None, ...], ...]
]


def _gather(sight: Sight, ours: Ours) -> _Gathered:
    match sight.finding:
        case Moving(added=added) if added is not None:
            return _gather_added(sight.finding)
        case Moving(divided=divided) if divided is not None:
            return _gather_divided(sight.finding, sight.series.indicator.scale)
        case Spreading(spread=spread):
            return _gather_bars(spread, sight.series.indicator.measure)
        case Units(funnel=found) if found is not None:
            return _gather_units(sight, sight.finding)
        case Overview() as overview:
            return _gather_curves(sight, overview)
    return _gather_series(sight, ours)


def _gather_series(sight: Sight, ours: Ours = NOTHING) -> _Gathered:
    points, centre = sight.series.points, sight.pattern.centre
    names = tuple(format_period(point.period) for point in points)
    short = tuple(format_period_short(point.period) for point in points)
    strands = [Strand(f"{sight.series.indicator.name}, {sight.series.unit.name}", sight.series.values)]
    if centre is not None:
        middles = {place: one.centre for one in sight.pattern.phases for place in range(one.start, one.end + 1)}
        strands.append(
            Strand("Midten", tuple(middles.get(place, centre) for place in range(len(points))), is_quiet=True)
        )
    more = tuple(_gather_more(sight, ours))
    notes = zip(note_points(sight.series), note_pins(points, ours.pins), strict=True)
    rows = tuple(
        (
            names[place],
            points[place].value,
            *(strand.values[place] for strand in more),
            " · ".join(filter(None, (_STATES.get(points[place].state, note), pinned))),
        )
        for place, (note, pinned) in enumerate(notes)
    )
    columns = ("Periode", sight.series.indicator.name, *(strand.name for strand in more), "Bemærk")
    return Form.LINE, short, (*strands, *more), columns, rows


def _gather_more(sight: Sight, ours: Ours) -> Iterable[Strand]:
    """Gather what stands beside a line: what it is held against, and what the team guessed."""
    periods = [point.period for point in sight.series.points]
    for name, other in name_compared(sight.compared, sight.view.comparison):
        known = {point.period: point.value for point in other.points}
        yield Strand(name, tuple(known.get(period) for period in periods), is_quiet=True)
    if sight.half is not None:
        for word, values in (("fra", sight.half.low), ("til", sight.half.high)):
            yield Strand(f"{HALF_OF_OTHERS}, {word}", values, is_quiet=True)
    guessed = {point.period: point.value for point in list_guessed(sight.series, ours.guess)}
    if guessed:
        yield Strand("Vores gæt", tuple(guessed.get(period) for period in periods), is_hoped=True)


def _gather_added(found: Moving) -> _Gathered:
    units = found.added.units if found.added else ()
    names = tuple(name for name, *_ in units)
    strand = Strand("Bidrag til ændringen", tuple(size for *_, size in units))
    return Form.BARS, names, (strand,), ("Del", "Før", "Nu", "Bidrag"), (*units, *_left_out(found.left_out))


def _gather_divided(found: Moving, scale: float) -> _Gathered:
    groups = tuple(
        (name, mix * scale, rate * scale) for name, mix, rate in (found.divided.groups if found.divided else ())
    )
    strands = (
        Strand("Inde i delen", tuple(rate for _, _, rate in groups)),
        Strand("Fordelingen mellem delene", tuple(mix for _, mix, _ in groups)),
    )
    columns = ("Del", "Fordelingen mellem delene", "Inde i delen")
    return Form.BARS, tuple(name for name, *_ in groups), strands, columns, (*groups, *_left_out(found.left_out))


def _gather_bars(spread: Spread, measure: Measure) -> _Gathered:
    names = tuple(name_bar(bar, measure) for bar in spread.bars)
    shares = [tuple(None if one is None else one * 100 for one in both) for both in spread.shares()]
    strands = (
        Strand("Seneste år, procent", tuple(now for now, _ in shares)),
        Strand("Året før, procent", tuple(before for _, before in shares)),
    )
    rows = tuple(
        (name, bar.now, now, bar.before, before)
        for name, bar, (now, before) in zip(names, spread.bars, shares, strict=True)
    )
    columns = ("Fra og til", "Seneste år", "Procent", "Året før", "Procent året før")
    return Form.BARS_BESIDE, names, strands, columns, rows


def _left_out(names: Iterable[str]) -> Iterable[tuple[str | float | None, ...]]:
    return ((name, None, None, "skjult eller mangler") for name in names)


def _gather_units(sight: Sight, units: Units) -> _Gathered:
    scale, own = sight.series.indicator.scale, sight.series.unit.name
    ratios = [top / low * scale for top, low in zip(units.numerators, units.denominators, strict=True)]
    places = [units.names.index(own)] if own in units.names else []
    others = [place for place in range(len(units.names)) if place not in places]
    clouds = [
        Strand(name, tuple(ratios[place] for place in chosen), tuple(units.denominators[place] for place in chosen))
        for name, chosen in ((own, places), ("De andre enheder", others))
        if chosen
    ]
    rows = tuple(zip(units.names, ratios, units.numerators, units.denominators, strict=True))
    columns = ("Enhed", sight.series.indicator.name, "Tæller", "Nævner")
    return Form.POINTS, (), (*_gather_limits(units, scale), *clouds), columns, (*rows, *_left_out(units.left_out))


def _gather_limits(units: Units, scale: float) -> Iterable[Strand]:
    """Give the outer limits as two quiet curves."""
    if units.funnel is None:
        return
    largest = max(units.denominators)
    sizes = tuple(largest * (step / _CURVE_POINTS) ** 2 for step in range(6, _CURVE_POINTS + 1))
    outer = [funnel_limits(units.funnel, size)[1] for size in sizes]
    for name, side in (("Yderste linje, lav", 0), ("Yderste linje, høj", 1)):
        yield Strand(name, tuple((limits[side] or 0.0) * scale for limits in outer), sizes, is_quiet=True)


def _gather_curves(sight: Sight, overview: Overview) -> _Gathered:
    form, names, strands, _, _ = _gather_series(sight)
    rows = tuple(
        (curve.series.unit.name, curve.series.indicator.name, format_number(curve.pattern.points), curve.pattern.centre)
        for curve in overview.curves
    )
    return form, names, strands, ("Enhed", "Indikator", "Målinger", "Midten"), rows

"""The numbers behind a chart, as the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vil.charts.ours import NOTHING, Ours
from vil.formats import format_number, format_period, format_value
from vil.model.indicator import Measure
from vil.model.period import Period
from vil.model.series import CellState, Series
from vil.model.spread import Spread
from vil.narration.evidence import KINDS
from vil.narration.provisional import note_points
from vil.narration.runs import follows_year
from vil.narration.spread import name_bar
from vil.services.comparing import Units
from vil.services.exploring import Sight
from vil.services.moving import Moving
from vil.services.overviewing import Curve, Overview
from vil.services.spreading import Spreading
from vil.ui.labels import HANGS_ON_PROVISIONAL, VERDICTS

Row = dict[str, str]
_STATE_WORDS = {CellState.MISSING: "mangler", CellState.HIDDEN: "skjult"}


def list_rows(sight: Sight, ours: Ours = NOTHING) -> list[Row]:
    """List what the chart of a sight shows, one row for each thing in it, with what a team has laid on the line."""
    measure, scale = sight.series.indicator.measure, sight.series.indicator.scale
    match sight.finding:
        case Moving() as found:
            return _list_parts(found, measure, scale)
        case Overview() as overview:
            return _list_curves(overview)
        case Spreading(spread=spread):
            return _list_bars(spread, measure)
        case Units() as units:
            return _list_units(units, measure, scale)
    return list_points(sight.series, lambda period: _list_remarks(sight, ours, period))


def list_points(series: Series, remark: Callable[[Period], Iterable[str]] = lambda _period: ()) -> list[Row]:
    """List the periods of a series, the latest first, with its own notes and what `remark` says of a period."""
    measure = series.indicator.measure
    noted = zip(series.points, note_points(series), strict=True)
    return [
        {
            "Periode": format_period(point.period),
            series.indicator.name: format_value(point.value, measure)
            if point.value is not None
            else _STATE_WORDS.get(point.state, ""),
            "Bemærk": " · ".join(filter(None, (note, *remark(point.period)))),
        }
        for point, note in reversed(list(noted))
    ]


def _list_remarks(sight: Sight, ours: Ours, period: Period) -> Iterable[str]:
    yield from _list_happened(sight, period)
    yield from _list_laid(ours, period, sight.series.indicator.measure)


def _list_happened(sight: Sight, period: Period) -> Iterable[str]:
    """List what the chart marks in a period: what happened, and what was seen and heard."""
    yield from (event.name for event in sight.series.events if period.start <= event.start <= period.end)
    for number, one in enumerate(sight.beside.evidence, 1):
        if period.start <= one.starts_on <= period.end:
            yield f"{KINDS[one.kind]} {number}"


def _list_laid(ours: Ours, period: Period, measure: Measure) -> Iterable[str]:
    """List what a team has laid on the line in a period: its guess, and where it wonders."""
    for point in ours.guess.told if ours.guess else ():
        if point.period == period and point.value is not None:
            yield f"vores gæt: {format_value(point.value, measure)}"
    if any(pin.first.start <= period.end and period.start <= pin.last.end for pin in ours.pins):
        yield "undren"


def _list_parts(found: Moving, measure: Measure, scale: float) -> list[Row]:
    left_out = [{"Del": name, "Bemærk": "skjult eller mangler"} for name in found.left_out]
    if found.added:
        return [
            {
                "Del": name,
                "Før": format_value(before, measure),
                "Nu": format_value(after, measure),
                "Bidrag": format_value(size, measure),
            }
            for name, before, after, size in found.added.units
        ] + left_out
    groups = found.divided.groups if found.divided else ()
    points = Measure("procentpoint" if measure.is_percentage else measure.name, max(1, measure.decimals))
    return [
        {
            "Del": name,
            "Fordelingen mellem delene": format_value(mix * scale, points),
            "Inde i delen": format_value(rate * scale, points),
        }
        for name, mix, rate in groups
    ] + left_out


def _list_bars(spread: Spread, measure: Measure) -> list[Row]:
    """List the bars, lowest first: how many, and their share of the year."""
    return [
        {
            "Fra og til": name_bar(bar, measure),
            "Seneste år": _write_count(bar.now),
            "Andel": _write_share(now),
            "Året før": _write_count(bar.before),
            "Andel året før": _write_share(before),
        }
        for bar, (now, before) in zip(spread.bars, spread.shares(), strict=True)
    ]


def _write_count(count: float | None) -> str:
    return "skjult" if count is None else format_number(count)


def _write_share(share: float | None) -> str:
    return "" if share is None else f"{format_number(share * 100, 1)} %"


def _list_units(units: Units, measure: Measure, scale: float) -> list[Row]:
    """List units by name and never by their number."""
    rows = zip(units.names, units.numerators, units.denominators, strict=True)
    return [
        {
            "Enhed": name,
            "Tal": format_value(top / low * scale, measure),
            "Tæller": format_number(top),
            "Nævner": format_number(low),
        }
        for name, top, low in rows
    ] + [{"Enhed": name, "Tal": "skjult eller mangler"} for name in units.left_out]


def _list_curves(overview: Overview) -> list[Row]:
    return [
        {
            "Enhed": curve.series.unit.name,
            "Indikator": curve.series.indicator.name,
            "Det viser den": _write_verdict(curve),
        }
        for curve in overview.curves
    ]


def _write_verdict(curve: Curve) -> str:
    """Write what a curve shows; one that follows the year says so, as its waves are then no news."""
    if curve.hangs_on_provisional:
        return HANGS_ON_PROVISIONAL
    has_year = follows_year(curve.series, has_season=curve.pattern.has_season)
    return f"{VERDICTS[curve.pattern.verdict]}{' · følger årets gang' if has_year else ''}"

"""The numbers behind a chart, as the rows of a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from vil.charts.ours import NOTHING, Ours, list_guessed
from vil.formats import format_middle, format_number, format_period, format_period_short, format_value
from vil.model.indicator import Measure
from vil.model.period import Period
from vil.model.series import CellState, Point, Series
from vil.model.spread import Spread
from vil.narration.comparing import HALF_OF_OTHERS, name_compared
from vil.narration.evidence import KINDS
from vil.narration.place import note_pins
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
_NOTHING: Mapping[Any, Sequence[str]] = {}


def list_rows(sight: Sight, ours: Ours = NOTHING) -> list[Row]:
    """List what the chart of a sight shows, one row for each thing in it, with what a team has laid on the line."""
    measure, scale = sight.series.indicator.measure, sight.series.indicator.scale
    match sight.finding:
        case Moving() as found:
            return _list_parts(found, measure, scale)
        case Overview() as overview:
            return _list_lifted(overview)
        case Spreading(spread=spread):
            return _list_bars(spread, measure)
        case Units() as units:
            return _list_units(units, measure, scale)
    return list_points(sight.series, _list_remarks(sight, ours), _list_alongside(sight))


def list_points(
    series: Series, remarks: Mapping[int, Sequence[str]] = _NOTHING, alongside: Mapping[str, Sequence[str]] = _NOTHING
) -> list[Row]:
    """List the periods of a series, the latest first, with its own notes and the `remarks` on its places.

    `alongside` are further columns, by their name, with a text for each place.
    """
    measure, name, notes = series.indicator.measure, series.indicator.name, note_points(series)
    return [
        {
            "Periode": format_period(point.period),
            name: _write_cell(point, measure),
            **{column: texts[place] for column, texts in alongside.items()},
            "Bemærk": " · ".join(filter(None, (notes[place], *remarks.get(place, ())))),
        }
        for place, point in reversed(list(enumerate(series.points)))
    ]


def _list_alongside(sight: Sight) -> dict[str, list[str]]:
    """List what a number is held against, as columns: each line, or between what half of many lie."""
    measure, found = sight.series.indicator.measure, {}
    for name, other in name_compared(sight.compared, sight.view.comparison):
        known = {point.period: point for point in other.points}
        points = [known.get(point.period) for point in sight.series.points]
        found[name] = [_write_cell(point, measure) if point else "" for point in points]
    if sight.half is not None:
        pairs = zip(sight.half.low, sight.half.high, strict=True)
        found[HALF_OF_OTHERS] = [_write_stretch(low, high, measure) for low, high in pairs]
    return found


def _write_cell(point: Point, measure: Measure) -> str:
    return format_value(point.value, measure) if point.value is not None else _STATE_WORDS.get(point.state, "")


def _write_stretch(low: float | None, high: float | None, measure: Measure) -> str:
    if low is None or high is None:
        return ""
    return f"{format_number(low, measure.decimals)} til {format_value(high, measure)}"


def _list_remarks(sight: Sight, ours: Ours) -> dict[int, list[str]]:
    """List what the chart marks, by place: what happened, what was seen and heard, the guess, and where the team wonders."""
    points, measure = sight.series.points, sight.series.indicator.measure
    starts = [point.period.start for point in points]
    noted = [(event.start, event.name) for event in sight.series.events]
    noted += [(one.starts_on, f"{KINDS[one.kind]} {number}") for number, one in enumerate(sight.beside.evidence, 1)]
    guessed = list_guessed(sight.series, ours.guess)
    noted += [(one.period.start, f"vores gæt: {format_value(one.value or 0.0, measure)}") for one in guessed]
    found: dict[int, list[str]] = {}
    for day, text in noted:
        place = bisect_right(starts, day) - 1
        if place >= 0 and day <= points[place].period.end:
            found.setdefault(place, []).append(text)
    for place, pinned in enumerate(note_pins(points, ours.pins)):
        if pinned:
            found.setdefault(place, []).append(pinned)
    return found


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


def _list_lifted(overview: Overview) -> list[Row]:
    """List the numbers of the small charts, a row for each period and a column for each chart, the latest first."""
    found: dict[Period, Row] = {}
    names = [f"{curve.series.indicator.name}, {curve.series.unit.name}" for curve in overview.shown]
    for name, curve in zip(names, overview.shown, strict=True):
        for point in curve.series.points:
            row = found.setdefault(point.period, {"Periode": format_period(point.period), **dict.fromkeys(names, "")})
            row[name] = _write_cell(point, curve.series.indicator.measure)
    return [row for _, row in sorted(found.items(), reverse=True)]


def list_curves(overview: Overview) -> list[Row]:
    """List every curve of an overview, with its latest number and its middle, in the overview's own order."""
    return [
        {
            "Enhed": curve.series.unit.name,
            "Indikator": curve.series.indicator.name,
            "Det viser den": _write_verdict(curve),
            "Seneste": _write_latest(curve),
            "Midten": ""
            if curve.pattern.centre is None
            else format_middle(curve.pattern.centre, curve.series.indicator.measure),
        }
        for curve in overview.curves
    ]


def _write_latest(curve: Curve) -> str:
    if curve.pattern.latest is None:
        return ""
    point = curve.series.points[curve.pattern.latest]
    return f"{_write_cell(point, curve.series.indicator.measure)} ({format_period_short(point.period)})"


def _write_verdict(curve: Curve) -> str:
    """Write what a curve shows; one that follows the year says so, as its waves are then no news."""
    if curve.hangs_on_provisional:
        return HANGS_ON_PROVISIONAL
    has_year = follows_year(curve.series, has_season=curve.pattern.has_season)
    return f"{VERDICTS[curve.pattern.verdict]}{' · følger årets gang' if has_year else ''}"

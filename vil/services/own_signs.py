"""Own counts as an indicator like any other: seen at once on their own page, and published where a round works with them.

A publication holds the weeks that are over, so that nothing in a round changes while it is counted. It is made anew when a week
has ended or one was put right, and the round's later readings find it as they find any new version.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vil.analysis import Pattern, find_pattern
from vil.charts import Chart, Palette, draw_series
from vil.errors import PersonNumberWritten
from vil.model.evidence import Evidence
from vil.model.indicator import Disclosure, Indicator, Measure
from vil.model.own_series import OwnSeries
from vil.model.period import Grain, Period, span
from vil.model.recipe import Event, Recipe
from vil.model.series import CellState, DatasetVersion, Point, Series, Unit
from vil.narration import Narrative, describe_series
from vil.narration.evidence import describe_marks
from vil.privacy import mask
from vil.records import Store
from vil.services.cards import add_event, find_beside
from vil.services.evidence import list_at_count
from vil.services.exploring import find_published
from vil.settings import Settings

OWN_COUNT = "Vores egen optælling"
_PREFIX = "egne-tegn-"
_EVERYONE, _ID = "Alle", "antal"
_NOTE = "Tallet er teamets egen optælling: hver uge er det, der blev talt, og en uge uden optælling mangler."


@dataclass(frozen=True)
class OwnSight:
    """What an own series shows until now."""

    series: Series
    pattern: Pattern
    narrative: Narrative
    evidence: tuple[Evidence, ...] = ()


def look_at_own(
    own: OwnSeries, today: date, events: tuple[Event, ...] = (), evidence: tuple[Evidence, ...] = ()
) -> OwnSight | None:
    """See what an own series shows, with what was noted, seen and heard beside it; None until a counted week is over.

    The week that is not over is only partly there.
    """
    if not _list_whole(own, today):
        return None
    series = replace(_as_series(own, today), events=events)
    pattern = find_pattern(series)
    narrative = describe_series(series, pattern)
    if evidence:
        narrative = replace(narrative, alt_text=f"{narrative.alt_text} {describe_marks(evidence)}")
    return OwnSight(series, pattern, narrative, evidence)


def list_seen(store: Store, own: OwnSeries) -> tuple[Evidence, ...]:
    """List what was seen and heard and belongs on the timeline of an own series, oldest first."""
    return list_at_count(store, own.id, name_dataset(own))


def note_what_happened(store: Store, own: OwnSeries, day: date, text: str) -> None:
    """Note what was seen or happened on a day: it stands on the curve here, and wherever the number is used.

    Raises EventUnnamed without a text, PersonNumberWritten with a CPR number in it.
    """
    if mask(text) != text:
        raise PersonNumberWritten
    add_event(store, name_dataset(own), _ID, Event(day, " ".join(text.split()), indicator=_ID))


def list_notes(store: Store, own: OwnSeries) -> tuple[Event, ...]:
    """List what was noted beside an own series."""
    return find_beside(store, name_dataset(own), _ID).events


def draw_own(sight: OwnSight, palette: Palette) -> Chart:
    """Draw an own series with the chart of any other."""
    return draw_series(sight.series, sight.pattern, palette=palette, evidence=sight.evidence)


def _as_series(own: OwnSeries, today: date) -> Series:
    figures = dict(own.weeks)
    periods = span(*(Period.containing(own.weeks[place][0], Grain.WEEK) for place in (0, -1)))
    points = tuple(
        Point(period, CellState.VALUE, float(figures[period.start]), is_partial=period.end >= today)
        if period.start in figures
        else Point(period, CellState.MISSING)
        for period in periods
    )
    return Series(_indicator(own), Unit(own.team or _EVERYONE), Grain.WEEK, points)


def _indicator(own: OwnSeries) -> Indicator:
    told = [f"{own.name}: talt af teamet selv, uge for uge."]
    told += [_end(f"Hvorfor: {own.why}")] if own.why else []
    told += [_end(f"For hvem: {own.for_whom}")] if own.for_whom else []
    return Indicator(_ID, own.name, measure=Measure(), value="value", definition=" ".join(told), source=OWN_COUNT)


def _end(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!", "…")) else f"{sentence}."


def name_dataset(own: OwnSeries) -> str:
    """Name the data set an own series is published as."""
    return f"{_PREFIX}{own.id[:8]}"


def is_own_count(version: DatasetVersion) -> bool:
    """Tell whether a data set is what a team has counted itself."""
    return version.dataset.startswith(_PREFIX)


def publish_own(settings: Settings, own: OwnSeries, today: date) -> DatasetVersion | None:
    """Publish the weeks that are over, unless the version in force holds just those; None while there are none."""
    from vil.warehouse import RowsGiven, publish

    figures = _list_whole(own, today)
    if not figures:
        return None
    recipe = _make_recipe(own)
    print_of = hashlib.sha256(f"{recipe}{figures}".encode()).hexdigest()
    published = find_published(settings.datasets, recipe.dataset)
    if published and published.source_hash == print_of:
        return published
    return publish(
        RowsGiven(recipe.single_unit, figures),
        recipe,
        datasets=settings.datasets,
        source_file=OWN_COUNT,
        source_hash=print_of,
        published_by=own.team or _EVERYONE,
    )


def _list_whole(own: OwnSeries, today: date) -> list[tuple[date, float]]:
    return [(week, float(figure)) for week, figure in own.weeks if week + timedelta(days=6) < today]


def keep_up(settings: Settings, own: OwnSeries, today: date) -> DatasetVersion | None:
    """Publish anew what is published already and has changed; an own series no round has asked for stays unpublished."""
    if find_published(settings.datasets, name_dataset(own)) is None:
        return None
    return publish_own(settings, own, today)


def _make_recipe(own: OwnSeries) -> Recipe:
    return Recipe(
        name_dataset(own),
        own.name,
        (_indicator(own),),
        Grain.WEEK,
        single_unit=own.team or _EVERYONE,
        source=OWN_COUNT,
        disclosure=Disclosure.OPEN,
        notes=(_NOTE,),
    )

"""A practice case as it is looked at: the words it is told in, the ways to look, and what is drawn and said of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from vil.analysis import Pattern, PatternVerdict, RateDecomposition, find_pattern, rate_decomposition
from vil.charts import Chart, Palette, draw_series
from vil.charts.moving import draw_decomposition
from vil.content.practice import PracticeTexts
from vil.errors import NotFound
from vil.formats import format_period
from vil.model.practice import Case, Truth
from vil.model.series import Comparison, Series
from vil.narration import Narrative, describe_moving, describe_series
from vil.narration.series import describe_picture
from vil.practice import Facit, PracticeLines, draw_lines, find_case, find_facit
from vil.practice.lines import Cast, first_and_last_year, part_by_year
from vil.services.alongside import shift_a_year


class Way(StrEnum):
    """A way of looking at a case."""

    CURVE = "curve"
    LAST_YEAR = "last_year"
    UNITS = "units"
    BY_UNIT = "by_unit"
    BY_GROUP = "by_group"


@dataclass(frozen=True)
class Scene:
    """A case with the words it is told in."""

    case: Case
    title: str
    area: str
    story: str
    told: str
    field: tuple[str, ...]
    lines: PracticeLines

    @property
    def truth(self) -> Truth:
        """What was put into the numbers."""
        return self.case.truth


@dataclass(frozen=True)
class PracticeSight:
    """One way of looking at a scene. While nothing may be told, `narrative` says only what is drawn."""

    series: Series
    pattern: Pattern
    compared: tuple[Series, ...]
    divided: RateDecomposition | None
    narrative: Narrative


def open_scene(texts: PracticeTexts, code: str) -> Scene:
    """Open a case made ready or made by seed; raises NotFound when the code names none."""
    ready = texts.cases.get(code)
    case = ready.as_case(code) if ready else find_case(code)
    if case is None:
        raise NotFound("Opgaven", code)
    names = tuple(texts.settings)
    setting = texts.settings[ready.setting if ready else names[case.seed % len(names)]]
    cast = Cast(setting.indicator, setting.units, setting.groups, setting.whole, setting.event)
    lines = draw_lines(case, cast)
    truth = texts.truth(case.truth)
    told, field = (ready.told, ready.field) if ready else (truth.told, truth.field)
    title = ready.title if ready else f"{texts.levels[case.difficulty.value]} opgave {case.seed}"
    return Scene(case, title, setting.area, ready.story if ready else setting.story, fill_in(told, lines), field, lines)


def fill_in(text: str, lines: PracticeLines) -> str:
    """Put the case's own month, unit and groups into what is told of it."""
    return text.format(
        month=format_period(lines.begins) if lines.begins else "",
        unit=lines.carrier or lines.shown.unit.name,
        group_a=lines.groups[0].member,
        group_b=lines.groups[1].member,
    )


def list_ways(scene: Scene) -> tuple[Way, ...]:
    """List the ways a scene can be looked at; the whole can also be parted on its units."""
    is_whole = scene.lines.shown.unit.name not in {line.unit.name for line in scene.lines.units}
    return tuple(way for way in Way if way is not Way.BY_UNIT or is_whole)


def best_way(scene: Scene) -> Way:
    """Find the way of looking in which what was true is seen best."""
    seen_best = {
        Truth.SEASON: Way.LAST_YEAR,
        Truth.MIX: Way.BY_GROUP,
        Truth.ONE_UNIT: Way.BY_UNIT,
        Truth.REGISTRATION: Way.UNITS,
    }
    return seen_best.get(scene.truth, Way.CURVE)


@lru_cache(maxsize=128)
def look_at_scene(scene: Scene, way: Way, *, is_told: bool) -> PracticeSight:
    """Look at a scene in one way; what the rules say is only there when it may be told."""
    shown = scene.lines.shown
    pattern = find_pattern(shown)
    compared = _find_compared(scene, way)
    parts = {Way.BY_UNIT: scene.lines.units, Way.BY_GROUP: scene.lines.groups}.get(way)
    divided = rate_decomposition(*part_by_year(parts)) if parts else None
    if not is_told:
        return PracticeSight(shown, _still(pattern), compared, divided, _say_only_what_is_drawn(shown, pattern))
    if divided:
        said = describe_moving(shown, pattern, first_and_last_year(shown), added=None, divided=divided)
    else:
        comparison = {Way.LAST_YEAR: Comparison.LAST_YEAR, Way.UNITS: Comparison.OTHER_UNITS}.get(way)
        said = describe_series(shown, pattern, compared=compared, comparison=comparison or Comparison.OWN_HISTORY)
    return PracticeSight(shown, pattern, compared, divided, said)


def _find_compared(scene: Scene, way: Way) -> tuple[Series, ...]:
    shown = scene.lines.shown
    if way is Way.LAST_YEAR:
        return (shift_a_year(shown, shown),)
    if way is Way.UNITS:
        return tuple(line for line in scene.lines.units if line.unit.name != shown.unit.name)
    return ()


def _still(pattern: Pattern) -> Pattern:
    """Take out of a pattern what would give the answer away when it is drawn."""
    return replace(pattern, verdict=PatternVerdict.CALM, run=None, unusual=())


def _say_only_what_is_drawn(series: Series, pattern: Pattern) -> Narrative:
    headline = f"{series.indicator.name}, {series.unit.name}"
    return Narrative(headline, (), describe_picture(series, pattern, headline))


def draw_practice(sight: PracticeSight, palette: Palette, *, height: int = 340) -> Chart:
    """Draw a way of looking at a scene, with the charts of real numbers."""
    indicator = sight.series.indicator
    if sight.divided:
        return draw_decomposition(sight.divided, measure=indicator.measure, scale=indicator.scale, palette=palette)
    return draw_series(sight.series, sight.pattern, palette=palette, compared=sight.compared, height=height)


@lru_cache(maxsize=64)
def find_scene_facit(scene: Scene) -> Facit:
    """Find what the rules say of a scene and how sure one could be."""
    return find_facit(scene.lines)

"""The words at the right end of the plot: what each line is, and its figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from vil.analysis.usable import usable_values
from vil.charts import foreground
from vil.charts.ours import list_guessed
from vil.charts.placing import EndLabel, spread
from vil.charts.story import Story
from vil.charts.targets import holds_to_the_end
from vil.charts.theme import LARGE, SMALL, Palette
from vil.formats import format_middle, format_number, format_period_short
from vil.model.indicator import Measure
from vil.model.period import Grain, Period
from vil.model.series import Series


def place_ends(story: Story, palette: Palette, plot_height: float) -> tuple[EndLabel, ...]:
    """Choose the words at the right end, and move them apart; `plot_height` is in px."""
    labels = [*_label_centre(story, palette), *_label_latest(story, palette), *_label_compared(story, palette)]
    labels += [*_label_expectation(story, palette), *_label_target(story, palette), *_label_guess(story, palette)]
    px_per_unit = plot_height / (story.axis.high - story.axis.low)
    return spread(labels, px_per_unit, story.axis.low, plot_height)


def _label_centre(story: Story, palette: Palette) -> Iterable[EndLabel]:
    if story.centre is not None:
        word = "midten før" if story.is_frozen else "midten"
        figure = format_middle(story.centre, Measure("", story.series.indicator.measure.decimals))
        yield EndLabel(story.centre, (word, figure), palette.stone, SMALL)


def _label_latest(story: Story, palette: Palette) -> Iterable[EndLabel]:
    latest = story.pattern.latest
    if latest is None or (value := story.series.points[latest].value) is None:
        return
    if foreground.has_few_points(story) and not story.ends_with_latest:
        return
    colour = palette.amber_ink if foreground.is_lit(story, latest) else palette.fjord
    when = "" if story.ends_with_latest else format_period_short(story.series.points[latest].period)
    figure = format_number(value, story.series.indicator.measure.decimals)
    yield EndLabel(value, (figure,), colour, LARGE, 600, under=when)


def _label_compared(story: Story, palette: Palette) -> Iterable[EndLabel]:
    if len(story.compared) > 3:
        return
    own = [other for other in story.compared if other.unit == story.series.unit]
    for other in story.compared:
        known = [value for value in usable_values(other) if value is not None]
        if known and known[-1] <= story.axis.high:
            word = _name_year(own, other) if other in own else other.unit.name
            yield EndLabel(known[-1], _wrap(word), palette.stone, SMALL)


def _name_year(years: Sequence[Series], year: Series) -> str:
    return "året før" if len(years) == 1 else f"{years.index(year) + 1} år før"


def _label_expectation(story: Story, palette: Palette) -> Iterable[EndLabel]:
    if story.expectation is not None and story.expectation.target is not None:
        figure = format_number(story.expectation.target, story.series.indicator.measure.decimals)
        yield EndLabel(story.expectation.target, ("vores bud", figure), palette.plum, SMALL, 600)


def _label_guess(story: Story, palette: Palette) -> Iterable[EndLabel]:
    """Name the guess by its last period."""
    guessed = list_guessed(story.series, story.ours.guess)
    if guessed and guessed[-1].value is not None:
        figure = format_number(guessed[-1].value, story.series.indicator.measure.decimals)
        yield EndLabel(guessed[-1].value, ("vores gæt", figure), palette.plum, SMALL, 600)


def _label_target(story: Story, palette: Palette) -> Iterable[EndLabel]:
    """Name the target that still holds, and the month it began."""
    if story.targets and holds_to_the_end(story, story.targets[-1]):
        target = story.targets[-1].target
        began = format_period_short(Period.containing(target.starts_on, Grain.MONTH))
        figure = format_number(target.value, story.series.indicator.measure.decimals)
        yield EndLabel(target.value, ("mål", figure), palette.plum, SMALL, 600, under=f"fra {began}")


def _wrap(word: str) -> tuple[str, ...]:
    spaces = [index for index, letter in enumerate(word) if letter == " " and not word[index - 1].isdigit()]
    if len(word) <= 12 or not spaces:
        return (word if len(word) <= 16 else f"{word[:15]}…",)
    middle = min(spaces, key=lambda index: abs(index - len(word) / 2))
    return tuple(part if len(part) <= 14 else f"{part[:13]}…" for part in (word[:middle], word[middle + 1 :]))


def write_ends(labels: tuple[EndLabel, ...]) -> Iterable[dict[str, Any]]:
    """Write the words at the right end."""
    for label in labels:
        line = label.size * 1.15
        top = label.shift - label.height / 2
        yield _write_end(label, list(label.lines), top + line / 2, label.size, label.weight)
        if label.under:
            below = top + len(label.lines) * line + SMALL * 1.15 / 2
            yield _write_end(label, [label.under], below, SMALL, 400)


def _write_end(label: EndLabel, lines: list[str], dy: float, size: int, weight: int) -> dict[str, Any]:
    return {
        "data": {"values": [{"y": label.value}]},
        "mark": {
            "type": "text",
            "text": lines,
            "align": "left",
            "baseline": "middle",
            "dx": 8,
            "dy": round(dy, 1),
            "lineHeight": round(size * 1.15, 1),
            "fontSize": size,
            "fontWeight": weight,
            "color": label.colour,
            "tooltip": None,
        },
        "encoding": {"x": {"value": "width"}},
    }

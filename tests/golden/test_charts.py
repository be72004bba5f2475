"""Charts kept as they are, each with what it means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from tests.golden.situations import PALETTES, SITUATIONS, Situation, write
from tests.unit.builders import CALM, CASES, DEADLINES, SICKNESS, make_series
from tests.unit.test_narration_guess import make_guess
from vil.analysis import find_pattern
from vil.charts import DARK, LIGHT, Palette, draw_series, find_palette, to_png, to_svg
from vil.charts.calibration import draw_calibration
from vil.charts.gaps import WIDTHS
from vil.charts.ours import Ours
from vil.model.card import Target
from vil.model.indicator import Direction
from vil.model.period import Grain
from vil.model.recipe import Event
from vil.model.round import Expectation
from vil.ui.tables import list_guesses

BY_NAME = {situation.name: situation for situation in SITUATIONS}
Layer = dict[str, Any]


def draw(name: str) -> dict[str, Any]:
    return BY_NAME[name].draw().to_dict()


def list_texts(spec: dict[str, Any]) -> list[str]:
    texts = []
    for layer in spec["layer"]:
        if layer["mark"]["type"] == "text":
            own = layer["mark"].get("text")
            texts += [" ".join(own)] if own else [row["t"] for row in layer["data"]["values"]]
    return texts


def find_layers(spec: dict[str, Any], **mark: Any) -> Iterator[Layer]:
    return (layer for layer in spec["layer"] if mark.items() <= layer["mark"].items())


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_the_chart_is_as_it_was_kept(situation: Situation) -> None:
    assert write(situation.draw()) == situation.file.read_text(encoding="utf-8")


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_the_chart_is_valid_vega_lite(situation: Situation) -> None:
    assert situation.draw().to_altair().to_dict()["layer"]


def test_a_long_run_is_told_by_shape_and_ground_and_not_by_colour_alone() -> None:
    spec = draw("long_low_run")
    assert sum(row.get("s", 0) for row in spec["data"]["values"]) == 11
    assert len(list(find_layers(spec, shape="diamond"))) == 1
    assert len(list(find_layers(spec, type="rect", color=LIGHT.amber))) == 1


def test_a_missing_month_is_a_gap_with_the_word() -> None:
    spec = draw("long_low_run")
    assert [row["y"] for row in spec["data"]["values"]].count(None) == 1
    assert "mangler" in list_texts(spec)


def test_the_middle_and_the_latest_value_stand_at_the_end_in_danish_figures() -> None:
    texts = list_texts(draw("long_low_run"))
    assert "midten 6,6" in texts
    assert "4,7" in texts
    assert "Ny fraværspraksis" in texts


def test_a_guess_is_dashed_with_a_shape_of_its_own_and_named_at_the_end() -> None:
    spec = draw("a_guess_beside_the_line_and_two_wonders_pinned")
    [squares] = find_layers(spec, shape="square")
    assert [row["y"] for row in squares["data"]["values"]] == [7.0, 6.0]
    assert squares["mark"]["stroke"] == LIGHT.plum
    [dashed] = find_layers(spec, type="line", color=LIGHT.plum)
    assert dashed["mark"]["strokeDash"]
    assert dashed["data"]["values"][0]["y"] == CALM[-3]
    assert "vores gæt 6,0" in list_texts(spec)
    told = [row for layer in spec["layer"] for row in layer.get("data", {}).get("values", ()) if "g" in row]
    assert {(row["g"], row["v"]) for row in told} == {("7,0", "7,8"), ("6,0", "7,0")}
    assert len(told) == 4  # at the guess and at the number


def test_a_wonder_is_a_ring_round_a_point_or_a_bar_under_a_stretch() -> None:
    spec = draw("a_guess_beside_the_line_and_two_wonders_pinned")
    ring, knots = find_layers(spec, shape="circle", stroke=LIGHT.thread)
    assert [row["n"] for row in ring["data"]["values"]] == ["Undren 1"]
    assert len(knots["data"]["values"]) == 2
    assert len(list(find_layers(spec, type="rule", stroke=LIGHT.thread))) == 1
    assert {"1", "2"} <= set(list_texts(spec))


def test_a_point_can_be_chosen_by_any_pointer_and_a_stretch_by_the_mouse_alone() -> None:
    series = make_series(list(CALM))
    chart = draw_series(series, find_pattern(series), palette=LIGHT, ours=Ours(is_pickable=True))
    [choices] = [layer["params"] for layer in chart.to_dict()["layer"] if "params" in layer]
    assert [choice["name"] for choice in choices] == ["spot", "span"]
    assert "mouse" in choices[1]["select"]["on"]
    assert chart.to_altair().to_dict()["layer"]


def test_guesses_are_dots_by_how_far_the_number_fell_from_them() -> None:
    guesses = [make_guess([(7.0, 9.0)]), make_guess([(7.0, 6.5)]), make_guess([(7.0, 9.0)], swing=None)]
    chart = draw_calibration(guesses, palette=LIGHT)
    round_ones, diamonds = find_layers(chart.to_dict(), type="point")
    assert [row["y"] for row in round_ones["data"]["values"]] == [-0.5]
    assert [row["y"] for row in diamonds["data"]["values"]] == [2.0]
    rows = list_guesses(guesses, lambda _: SICKNESS)
    assert [(row["Vores gæt"], row["Tallet blev"], row["Overrasket"]) for row in rows] == [
        ("7,0 dage", "9,0 dage", "ja"),
        ("7,0 dage", "6,5 dage", "nej"),
    ]
    assert chart.to_altair().to_dict()["layer"]


def test_a_calm_series_has_nothing_in_amber() -> None:
    assert LIGHT.amber not in write(BY_NAME["calm"].draw())


def test_few_points_carry_their_figures_and_no_middle() -> None:
    texts = list_texts(draw("six_school_years"))
    assert {"5,8", "6,0", "5,9", "6,4", "7,1", "6,9"} <= set(texts)
    assert not any("midten" in text for text in texts)


def test_hidden_is_hatched_with_the_word_and_no_figure() -> None:
    spec = draw("weeks_hidden_missing_and_partial")
    hatched = [layer for layer in find_layers(spec, type="rect") if "gradient" in layer["mark"]["color"]]
    assert len(hatched[0]["data"]["values"]) == 2
    assert "skjult" in list_texts(spec)
    assert [row["y"] for row in spec["data"]["values"]][1:3] == [None, None]


def test_a_period_that_is_only_partly_there_is_an_open_circle() -> None:
    spec = draw("weeks_hidden_missing_and_partial")
    (circle,) = find_layers(spec, fill=LIGHT.paper, stroke=LIGHT.fjord)
    assert [row["y"] for row in circle["data"]["values"]] == [5.0]
    assert spec["data"]["values"][-1]["y"] is None


def test_an_axis_that_does_not_begin_at_zero_says_so() -> None:
    spec = draw("an_axis_that_does_not_begin_at_zero")
    low = spec["encoding"]["y"]["scale"]["domain"][0]
    assert low > 0
    assert spec["title"]["text"] == f"procent · aksen begynder ved {low:g}"


def test_an_axis_of_percentages_goes_no_higher_than_a_hundred() -> None:
    full = make_series([97.0, 98.2, 99.0, 100.0, 98.0, 97.4, 96.1, 99.2, 100.0, 98.8, 97.2, 98.3], indicator=DEADLINES)
    spec = draw_series(full, find_pattern(full), palette=LIGHT).to_dict()
    assert spec["encoding"]["y"]["scale"]["domain"][1] == 100
    assert max(spec["encoding"]["y"]["axis"]["values"]) == 100


def test_a_number_and_what_it_counts_stand_on_the_same_line() -> None:
    series = make_series(list(CALM))
    other = make_series(list(CALM), unit="Andel over 20 % i alt")
    spec = draw_series(series, find_pattern(series), palette=LIGHT, compared=(other,)).to_dict()
    lines = [layer["mark"]["text"] for layer in find_layers(spec, type="text", align="left") if "text" in layer["mark"]]
    assert any("20 %" in line for text in lines for line in text)


def test_an_axis_begins_at_zero_where_it_can_be_read() -> None:
    assert draw("long_low_run")["encoding"]["y"]["scale"]["domain"] == [0.0, 10.0]


def test_an_expectation_is_dashed_and_the_middle_is_that_from_before() -> None:
    spec = draw("an_expectation_and_what_came")
    (line,) = find_layers(spec, type="line", color=LIGHT.plum)
    assert line["mark"]["strokeDash"]
    assert line["data"]["values"][1]["y"] == 5.5
    assert {"vores bud 5,5", "midten før 7,0", "Start"} <= set(list_texts(spec))


def test_an_expectation_without_a_day_is_a_level_to_the_end_and_has_no_mark() -> None:
    spec = draw("an_expectation_without_a_day")
    (line,) = find_layers(spec, type="line", color=LIGHT.plum)
    begin, end = line["data"]["values"]
    assert begin["y"] == end["y"] == 6.5
    assert end["x"] == spec["encoding"]["x"]["scale"]["domain"][1] > spec["data"]["values"][-1]["x"]
    assert line["mark"]["strokeDash"]
    assert not list(find_layers(spec, shape="triangle-up"))
    assert "vores bud 6,5" in list_texts(spec)


@pytest.mark.parametrize("starts_on", [None, date(2026, 7, 1), date(2027, 7, 1)])
def test_an_expectation_without_a_day_has_room_after_the_last_point_and_a_start_to_come(starts_on: date | None) -> None:
    series = make_series(list(CALM) * 2)
    hoped = Expectation(Direction.DOWN, 6.5)
    spec = draw_series(series, find_pattern(series), palette=LIGHT, expectation=hoped, starts_on=starts_on).to_dict()
    (line,) = find_layers(spec, type="line", color=LIGHT.plum)
    begin, end = line["data"]["values"]
    assert end["x"] - begin["x"] > 60


def test_the_middle_before_a_start_is_not_drawn_over_an_older_level() -> None:
    spec = draw("a_start_after_a_lasting_shift")
    places = [row["x"] for row in spec["data"]["values"]]
    over, after = find_layers(spec, type="rule", color=LIGHT.stone)
    (before,), (then,) = over["data"]["values"], after["data"]["values"]
    assert places[11] < before["x"] < places[12]
    assert before["x2"] == then["x"] == places[24]
    assert after["mark"]["opacity"] < 1


def test_the_latest_whole_figure_stands_by_its_own_point_when_a_part_of_a_year_follows() -> None:
    spec = draw("years_with_the_last_one_partly_there")
    large = list(find_layers(spec, type="text", fontSize=18))
    assert {tuple(row.items()) for layer in large for row in layer["data"]["values"]} == {
        (("x", spec["data"]["values"][5]["x"]), ("y", 5.2), ("t", "5,2"))
    }


def test_the_latest_whole_figure_names_its_period_when_it_stands_after_a_part_of_one() -> None:
    texts = list_texts(draw("thirteen_years_with_the_last_one_partly_there"))
    assert texts[texts.index("5,2") + 1] == "2025"
    assert "oktober" not in " ".join(list_texts(draw("calm")))


@pytest.mark.parametrize("width", WIDTHS)
def test_words_for_gaps_give_way_on_a_small_plot(width: int) -> None:
    spec = draw("many_months_hidden_and_missing")
    first, last = spec["encoding"]["x"]["scale"]["domain"]
    words = [
        row
        for layer in find_layers(spec, type="text", stroke=LIGHT.paper)
        for row in layer["data"]["values"]
        if row["w"] <= width < row["v"]
    ]
    places = sorted((row["x"] - first) / (last - first) * width for row in words)
    assert all(right - left >= 37 for left, right in pairwise(places))
    if width < 420:
        assert len({row["t"] for row in words}) == len(words) <= 2


def test_points_are_smaller_when_they_stand_closer_than_six_pixels() -> None:
    (points,) = find_layers(draw("many_months_hidden_and_missing"), type="point", color=LIGHT.fjord)
    assert points["mark"]["size"]["expr"] == "width < 348 ? 9 : width < 420 ? 26 : 48"


def test_a_hatch_is_the_same_however_wide_it_is() -> None:
    (hatched,) = find_layers(draw("many_months_hidden_and_missing"), type="rect")
    assert hatched["mark"]["color"]["x1"] == hatched["mark"]["color"]["x2"]


def test_one_other_line_is_named_directly() -> None:
    assert "Alle enheder" in list_texts(draw("beside_the_whole"))


def test_many_units_become_their_middle_half_and_nobody_is_named() -> None:
    spec = draw("beside_many_units")
    assert len(list(find_layers(spec, type="area"))) == 1
    assert "Enhed" not in write(BY_NAME["beside_many_units"].draw())


def test_names_of_events_close_together_stand_in_rows_of_their_own() -> None:
    spec = draw("three_events_close_together")
    rows = {layer["encoding"]["y"]["value"] for layer in find_layers(spec, type="text", color=LIGHT.plum)}
    assert len(rows) == 3


def test_nothing_to_show_names_no_value() -> None:
    spec = draw("nothing_to_show")
    assert spec["encoding"]["y"]["axis"]["labelExpr"].startswith('["", ""]')


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.name)
def test_no_two_labels_at_the_end_lie_on_each_other(situation: Situation) -> None:
    spec = situation.draw().to_dict()
    low, high = spec["encoding"]["y"]["scale"]["domain"]
    boxes = []
    for layer in find_layers(spec, type="text", align="left"):
        lines = layer["mark"].get("text")
        if lines:
            first = (high - layer["data"]["values"][0]["y"]) / (high - low) * 280 + layer["mark"]["dy"]
            boxes.append(
                (first - layer["mark"]["fontSize"] / 2, first + (len(lines) - 0.5) * layer["mark"]["lineHeight"])
            )
    boxes.sort()
    assert all(end <= start + 6 for (_, end), (start, _) in pairwise(boxes))


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_text_can_be_read_on_its_ground(palette: Palette) -> None:
    for colour in (palette.ink, palette.fjord, palette.plum, palette.stone, palette.amber_ink):
        assert contrast(colour, palette.paper) >= 4.5


def test_any_other_theme_than_dark_is_light() -> None:
    assert find_palette("dark") is DARK
    assert find_palette("light") is find_palette("") is LIGHT


def test_a_thousand_days_are_a_small_chart() -> None:
    series = make_series(
        [40 + index % 17 for index in range(1000)], indicator=CASES, grain=Grain.DAY, first=date(2020, 3, 1)
    )
    chart = draw_series(series, find_pattern(series), palette=LIGHT)
    assert len(json.dumps(chart.spec)) < 200_000


def test_a_changed_copy_leaves_the_chart_as_it_was() -> None:
    chart = BY_NAME["calm"].draw()
    chart.to_dict()["layer"].clear()
    assert chart.spec["layer"]


def test_a_series_without_periods_is_refused() -> None:
    series = replace(make_series([1.0]), points=())
    with pytest.raises(ValueError, match="without periods"):
        draw_series(series, find_pattern(series), palette=LIGHT)


def test_a_picture_is_drawn_in_our_own_type_without_a_network() -> None:
    chart = BY_NAME["long_low_run"].draw()
    svg = to_svg(chart)
    assert "IBM Plex Sans" in svg
    assert "mangler" in svg
    assert to_png(chart, scale=1).startswith(b"\x89PNG")


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_target_is_a_dashed_step_that_says_since_when() -> None:
    spec = draw("a_target_that_was_lowered")
    (steps,) = find_layers(spec, type="rule", strokeDash=[9, 4])
    assert [(row["y"], row["n"]) for row in steps["data"]["values"]] == [
        (7.0, "Mål 7,0 dage fra 1. jan. 2023"),
        (6.5, "Mål 6,5 dage fra 1. jan. 2025"),
    ]
    assert steps["data"]["values"][0]["x2"] == steps["data"]["values"][1]["x"]
    assert {"mål 6,5", "fra jan 25"} <= set(list_texts(spec))


def test_a_target_that_holds_is_named_beside_the_plot_and_never_on_the_line() -> None:
    series = replace(make_series(list(CALM) * 2), targets=(Target(6.5, date(2023, 1, 1)),))
    spec = draw_series(series, find_pattern(series), palette=LIGHT).to_dict()
    (name,) = [layer for layer in find_layers(spec, type="text") if layer["mark"].get("text") == ["mål", "6,5"]]
    assert name["encoding"]["x"] == {"value": "width"}


def test_a_target_that_ended_is_not_named_on_top_of_the_numbers() -> None:
    series = replace(make_series([6.0, 7.0] * 12), targets=(Target(6.5, date(2024, 1, 1), date(2025, 6, 30)),))
    spec = draw_series(series, find_pattern(series), palette=LIGHT).to_dict()
    assert list(find_layers(spec, strokeDash=[9, 4]))
    assert not any("mål" in text.casefold() for text in list_texts(spec))


def test_a_teams_own_bid_stands_without_the_target_beside_it() -> None:
    series = BY_NAME["a_target_that_was_lowered"].series
    hoped = Expectation(Direction.DOWN, 5.5, date(2026, 12, 31))
    spec = draw_series(series, find_pattern(series), palette=LIGHT, expectation=hoped).to_dict()
    assert not list(find_layers(spec, strokeDash=[9, 4]))


def test_a_target_far_from_the_numbers_is_still_in_the_picture() -> None:
    series = replace(make_series(list(CALM) * 2), targets=())
    reached = replace(series, targets=(Target(12.0, date(2023, 1, 1)),))
    spec = draw_series(reached, find_pattern(reached), palette=LIGHT).to_dict()
    assert spec["encoding"]["y"]["scale"]["domain"][1] >= 12


def test_an_event_that_lasted_is_a_soft_ground_from_its_first_day_to_its_last() -> None:
    lasting = Event(date(2024, 9, 1), "Ombygning", end=date(2024, 11, 30))
    series = make_series(list(CALM) * 2, events=(lasting, Event(date(2025, 3, 1), "Ny leder")))
    spec = draw_series(series, find_pattern(series), palette=LIGHT).to_dict()
    (ground,) = find_layers(spec, type="rect", color=LIGHT.plum)
    assert [row["x2"] - row["x"] for row in ground["data"]["values"]] == [91]


def test_a_target_that_ended_is_named_where_there_is_room() -> None:
    series = replace(make_series([6.0, 7.0] * 12), targets=(Target(3.0, date(2024, 1, 1), date(2025, 6, 30)),))
    spec = draw_series(series, find_pattern(series), palette=LIGHT).to_dict()
    assert "Mål 3,0 dage" in list_texts(spec)


def test_what_was_seen_and_heard_is_numbered_as_in_the_text_and_told_apart_by_shape() -> None:
    spec = draw("seen_and_heard_beside_an_event")
    numbers = [one["encoding"]["text"]["value"] for one in find_layers(spec, type="text", fontWeight=600, dy=0.5)]
    assert numbers == ["2", "3", "4"], "the first lies before the line begins"
    signs = [layer["mark"] for layer in spec["layer"] if layer["mark"].get("size") == 300]
    assert [(sign["shape"], sign["fill"] == LIGHT.plum) for sign in signs] == [
        ("circle", True),
        ("square", True),
        ("circle", False),
    ]
    heights = [layer["encoding"]["y"]["value"] for layer in spec["layer"] if layer["mark"].get("size") == 300]
    assert heights[0] != heights[1], "two close together stand in two rows"

"""The charts of what moved a number: each bar from zero, signs in words, parts summing to the change."""

from __future__ import annotations

from typing import Any

import pytest

from vil.analysis import contributions, rate_decomposition
from vil.charts import LIGHT, Chart
from vil.charts.moving import draw_contributions, draw_decomposition
from vil.model.indicator import Measure


def bars(chart: Chart) -> list[dict[str, Any]]:
    values: list[dict[str, Any]] = chart.spec["layer"][0]["data"]["values"]
    return values


def texts(chart: Chart) -> list[str]:
    return [
        row["t"] for layer in chart.spec["layer"] if layer["mark"]["type"] == "text" for row in layer["data"]["values"]
    ]


def test_every_part_is_a_bar_from_zero_with_its_signed_size() -> None:
    chart = draw_contributions(
        contributions({"Nord": 10, "Syd": 20}, {"Nord": 40, "Syd": 15}), measure=Measure(), palette=LIGHT
    )
    assert [(bar["part"], bar["from"], bar["to"]) for bar in bars(chart)] == [("Nord", 0, 30), ("Syd", 0, -5)]
    assert texts(chart) == ["+30", "−5"]


def test_beyond_a_dozen_parts_the_smallest_are_put_together() -> None:
    before = {f"Enhed {place}": 0.0 for place in range(30)}
    after = {name: float(place + 1) for place, name in enumerate(before)}
    chart = draw_contributions(contributions(before, after), measure=Measure(), palette=LIGHT)
    assert len(bars(chart)) == 12
    assert bars(chart)[-1]["part"] == "19 andre"
    assert sum(bar["to"] for bar in bars(chart)) == sum(after.values())


def test_mix_and_rate_are_told_by_fill_and_by_words() -> None:
    divided = rate_decomposition({"Nord": (80, 100), "Syd": (20, 100)}, {"Nord": (16, 20), "Syd": (40, 180)})
    chart = draw_decomposition(divided, measure=Measure("pct.", 1), scale=100, palette=LIGHT)
    assert {bar["kind"] for bar in bars(chart)} == {"inde i delen", "fordelingen mellem delene"}
    assert chart.spec["title"]["text"] == ["procentpoint · fyldt: inde i delen", "omrids: fordelingen mellem delene"]


@pytest.mark.parametrize("parts", [{}, {"Nord": 5.0}])
def test_the_chart_is_valid_vega_lite(parts: dict[str, float]) -> None:
    chart = draw_contributions(contributions(parts, {**parts, "Syd": 2.0}), measure=Measure("kr.", 0), palette=LIGHT)
    assert chart.to_altair().to_dict()["layer"]

"""What is worth wondering about: the clearest signs first, chance said aloud, nobody ranked."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from tests.services.test_moving import publish_units, whole_of
from tests.unit.reading_ease import find_lix
from tests.unit.test_narration_series import NEVER
from tests.unit.test_season import wave
from tests.warehouse.builders import MEAN
from vil.analysis import PatternVerdict, find_pattern
from vil.analysis.chance import find_false_alarm_rate
from vil.charts import LIGHT
from vil.charts.small import draw_small
from vil.model.period import Grain
from vil.model.series import Lens, Unit, View
from vil.narration import describe_overview
from vil.services import exploring
from vil.services.overviewing import MOST_LIFTED, Overview, find_overview
from vil.ui.numbers import list_curves


def publish_curves(folder: Path, shifted: int, calm: int) -> Path:
    chance = np.random.default_rng(11)
    steady = {
        f"Rolig {place}": [(float(value),) for value in chance.normal(60, 4, 24).round()] for place in range(calm)
    }
    moved = {
        f"Flyttet {place}": [(float(value),) for value in chance.normal(60, 4, 24).round() + np.repeat([0, 20], 12)]
        for place in range(shifted)
    }
    return publish_units(folder, {**steady, **moved})


def look_over(datasets: Path, unit: str | None = None) -> Overview:
    view = View("prøve", 1, "antal", unit or whole_of(datasets), Grain.MONTH, lens=Lens.OVERVIEW)
    return find_overview(datasets, view)


def test_curves_with_a_sign_stand_first_and_at_most_five_are_lifted(tmp_path: Path) -> None:
    found = look_over(publish_curves(tmp_path, shifted=7, calm=4))
    assert len(found.curves) == 12  # eleven units and all of them together
    signs = [curve.pattern.has_signal for curve in found.curves]
    assert signs == sorted(signs, reverse=True)
    assert len(found.lifted) == MOST_LIFTED


def test_a_number_that_only_follows_the_year_stands_behind_one_that_moved(tmp_path: Path) -> None:
    season = [(round(100 * value),) for value in wave(4, random.Random(1))]
    moved = [(float(60 + 3 * (month % 5) + 10 * (month > 35)),) for month in range(48)]
    curves = look_over(publish_units(tmp_path, {"Bølger": season, "Flyttet": moved})).curves
    signs = [curve for curve in curves if curve.pattern.has_signal]
    assert signs[0].series.unit.name == "Flyttet"
    assert [curve.pattern.has_season for curve in signs] == [False, True, True]


def test_how_many_signs_chance_would_give_is_said_aloud(tmp_path: Path) -> None:
    found = look_over(publish_curves(tmp_path, shifted=3, calm=30))
    assert found.expected == pytest.approx(34 * 0.029)
    assert found.narrative.sentences[0] == "Af 34 kurver ville omkring 1 vise tegn ved ren tilfældighed."


@pytest.mark.parametrize(
    ("verdicts", "headline", "first"),
    [
        ([PatternVerdict.CALM] * 3, "Ingen af 3 kurver skiller sig ud", "Af 3 kurver ville færre end 1 vise tegn"),
        (
            [PatternVerdict.HIGHER] + [PatternVerdict.CALM] * 39,
            "1 af 40 kurver bevæger sig mere, end den plejer",
            "Af 40 kurver ville omkring 1 vise tegn ved ren tilfældighed. Så det her kan være tilfældigt.",
        ),
    ],
)
def test_whole_sentences(verdicts: list[PatternVerdict], headline: str, first: str) -> None:
    placed = describe_overview(verdicts, 0.0, of_unit=Unit("Vest"))
    assert placed.headline == headline.replace(" kurver ", " kurver i Vest ")
    said = describe_overview(verdicts, len(verdicts) * 0.029, of_unit=None)
    assert said.headline == headline
    assert said.spoken.startswith(first)
    text = " ".join((said.headline, *said.sentences))
    assert not [word for word in NEVER if word in text]
    assert find_lix(text) <= 40


def test_a_curve_that_follows_the_year_says_so_beside_its_verdict(tmp_path: Path) -> None:
    cells = [(round(value, 1),) for value in wave(4, random.Random(1))]
    datasets = publish_units(tmp_path, {"Nord": cells, "Syd": [(40.0 + place % 3,) for place in range(48)]}, MEAN)
    view = View("prøve", 1, MEAN.id, "Nord", Grain.MONTH, lens=Lens.OVERVIEW)
    (row,) = list_curves(find_overview(datasets, view))
    assert row["Det viser den"] == "bevæger sig i lange bølger · følger årets gang"


def test_a_unit_is_seen_with_all_its_numbers(tmp_path: Path) -> None:
    found = look_over(publish_curves(tmp_path, shifted=1, calm=1), unit="Rolig 0")
    assert [(curve.view.unit, curve.view.indicator) for curve in found.curves] == [("Rolig 0", "antal")]


@pytest.mark.parametrize(("points", "rate"), [(11, 0.0), (12, 0.012), (24, 0.029), (30, 0.035), (200, 0.040)])
def test_the_rate_of_false_alarms_is_the_measured_one(points: int, rate: float) -> None:
    assert find_false_alarm_rate(points) == pytest.approx(rate)


def test_the_page_reads_the_overview_through_its_lens(tmp_path: Path) -> None:
    datasets = publish_curves(tmp_path, shifted=1, calm=2)
    sight = exploring.look(datasets, View("prøve", 1, "antal", whole_of(datasets), Grain.MONTH, lens=Lens.OVERVIEW))
    assert isinstance(sight.finding, Overview)
    assert sight.narrative == sight.finding.narrative


def test_a_small_chart_lights_its_run_by_shape_too(tmp_path: Path) -> None:
    curve = look_over(publish_curves(tmp_path, shifted=1, calm=1)).lifted[0]
    chart = draw_small(curve.series, find_pattern(curve.series), palette=LIGHT)
    assert chart.to_altair().to_dict()["layer"]
    assert any(layer["mark"].get("shape") == "diamond" for layer in chart.spec["layer"])

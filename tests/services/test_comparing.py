"""The units held against each other: only what their size does not explain."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.services.test_moving import publish_units
from tests.unit.reading_ease import find_lix
from tests.unit.test_narration_series import NEVER
from tests.warehouse.builders import COUNT, MEAN, RATE
from vil.analysis import Funnel
from vil.charts import LIGHT
from vil.charts.funnel import draw_funnel
from vil.model.indicator import Disclosure, Indicator, Measure
from vil.model.period import Grain
from vil.model.series import View
from vil.services.comparing import Units, find_units

SIZES = {"Nord": 400, "Syd": 300, "Øst": 200, "Vest": 120, "Midt": 80, "Holmen": 60, "Lunden": 40, "Bakken": 24}


def publish_rates(folder: Path, *, odd: str | None = None, seed: int = 3) -> Path:
    chance = np.random.default_rng(seed)
    figures = {
        name: [(float(chance.binomial(size, 0.85 if name == odd else 0.5)), float(size)) for _ in range(14)]
        for name, size in SIZES.items()
    }
    return publish_units(folder, figures, RATE)


def compare(datasets: Path, unit: str = "Nord", indicator: Indicator = RATE) -> Units:
    return find_units(datasets, View("prøve", 1, indicator.id, unit, Grain.MONTH))


def test_units_that_differ_by_chance_are_all_inside(tmp_path: Path) -> None:
    found = compare(publish_rates(tmp_path))
    assert found.funnel is not None
    assert found.funnel.outside998 == ()
    assert found.narrative.headline == "Andel: forskellen på enhederne kan være tilfældig"
    assert found.denominators[found.names.index("Nord")] == 400 * 12


def test_a_unit_its_size_does_not_explain_is_named_without_being_ranked(tmp_path: Path) -> None:
    found = compare(publish_rates(tmp_path, odd="Vest"), unit="Vest")
    text = " ".join((found.narrative.headline, *found.narrative.sentences))
    assert "1 enhed ligger uden for det, størrelsen kan forklare" in text
    assert "Uden for de yderste linjer ligger Vest." in text
    assert not [word for word in NEVER if word in text]
    assert find_lix(text) <= 40


def test_units_that_lack_months_are_named_and_the_span_is_not_said_to_be_theirs(tmp_path: Path) -> None:
    figures: dict[str, Any] = {name: [(size / 2, float(size))] * 14 for name, size in SIZES.items()}
    figures["Midt"] = [*figures["Midt"][:8], (None, None), (None, None), *figures["Midt"][10:]]
    found = compare(publish_units(tmp_path, figures, RATE))
    assert (found.gaps, found.periods) == (("Midt",), 12)
    assert "lagt sammen. Midt mangler tal for nogle af de 12 perioder og er med med resten." in " ".join(
        found.narrative.sentences
    )


@pytest.mark.parametrize("indicator", [COUNT, MEAN])
def test_without_numerator_and_denominator_units_are_not_compared(tmp_path: Path, indicator: Indicator) -> None:
    datasets = publish_units(tmp_path, {name: [(float(size),)] * 14 for name, size in SIZES.items()}, indicator)
    found = compare(datasets, indicator=indicator)
    assert found.funnel is None
    assert "tæller og nævner" in found.narrative.spoken


def test_a_hidden_unit_is_left_out_and_named(tmp_path: Path) -> None:
    figures = {name: [(size / 2, float(size))] * 14 for name, size in SIZES.items()}
    figures["Lille"] = [(2.0, 4.0)] * 14
    found = compare(publish_units(tmp_path, figures, RATE, disclosure=Disclosure.PERSONS))
    assert found.left_out == ("Bakken", "Lille")
    assert "Bakken og Lille er skjult eller mangler og er ikke med." in found.narrative.sentences


def draw(found: Units, own: str) -> dict[str, Any]:
    assert isinstance(found.funnel, Funnel)
    chart = draw_funnel(
        found.funnel,
        names=found.names,
        sizes=found.denominators,
        own=own,
        measure=Measure("pct.", 1),
        scale=100,
        palette=LIGHT,
    )
    assert chart.to_altair().to_dict()["layer"]
    return chart.spec


def test_the_funnel_names_the_readers_own_unit_and_nobody_else(tmp_path: Path) -> None:
    spec = draw(compare(publish_rates(tmp_path, odd="Vest")), own="Nord")
    texts = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    assert {row["t"] for layer in texts for row in layer["data"]["values"]} == {"Nord"}
    assert "'diamond'" in str(spec)


PER_EXPOSURE = replace(RATE, measure=Measure("pr. borger", 2), scale=1.0)


def test_counts_per_exposure_are_compared_too(tmp_path: Path) -> None:
    chance = np.random.default_rng(8)
    figures = {
        name: [(float(chance.poisson(size * 2)), float(size)) for _ in range(14)] for name, size in SIZES.items()
    }
    found = compare(publish_units(tmp_path, figures, PER_EXPOSURE), unit="Nord", indicator=PER_EXPOSURE)
    assert found.funnel is not None
    assert found.funnel.is_per_exposure
    text = " ".join(found.narrative.sentences)
    assert found.narrative.headline == "Andel: forskellen på enhederne kan være tilfældig"
    assert text.startswith("I Nord er tallet 1,99 pr. borger, i alt 2,00 pr. borger. Det er inden for")
    assert find_lix(text) <= 40
    chart = draw_funnel(
        found.funnel,
        names=found.names,
        sizes=found.denominators,
        own="Nord",
        measure=PER_EXPOSURE.measure,
        scale=1.0,
        palette=LIGHT,
    )
    assert chart.to_altair().to_dict()["layer"]


def test_a_rate_of_what_is_not_counted_says_why_units_are_not_compared(tmp_path: Path) -> None:
    figures = {name: [(size * 2.345, float(size))] * 14 for name, size in SIZES.items()}
    found = compare(publish_units(tmp_path, figures, PER_EXPOSURE), indicator=PER_EXPOSURE)
    assert found.funnel is None
    assert found.narrative.sentences == ("Her er ikke talt noget, som størrelsen kan holdes op imod.",)

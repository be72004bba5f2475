"""Numbers that later versions usually change are drawn open, said aloud, and judged by no rule: late registration is no fall."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.unit.reading_ease import find_lix
from tests.unit.test_narration_series import check_manners, whole_text
from tests.warehouse.builders import RATE, months, publish_rows, recipe, write_rows
from vil.analysis import PatternVerdict, find_outcome, find_pattern
from vil.analysis.natural import find_natural_limits
from vil.charts import LIGHT, draw_series
from vil.model.claim import ClaimVerdict
from vil.model.indicator import Direction
from vil.model.period import Grain
from vil.model.round import Expectation, Verdict
from vil.model.series import Comparison, Lens, Versus, View
from vil.services.claims import make_claim
from vil.services.comparing import find_units
from vil.services.exploring import Sight, look
from vil.services.moving import find_moving
from vil.services.overviewing import find_overview
from vil.services.picturing import draw_sight
from vil.ui.numbers import list_curves, list_rows
from vil.warehouse import load_series

LATE = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
"""How much of a month is there when it is so many months old."""
MONTHS, VERSIONS = 33, 6
UNITS = {"Nord": 400, "Syd": 600, "Vest": 500}


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six versions, a month apart; nothing happens but that the newest nine months are not all registered yet."""
    folder = tmp_path_factory.mktemp("late")
    chance = np.random.default_rng(5)
    shares = {unit: 0.6 + chance.normal(0, 0.02, MONTHS) for unit in UNITS}
    for count in range(MONTHS - VERSIONS + 1, MONTHS + 1):
        rows = [
            (
                month,
                unit,
                "unit",
                None,
                float(round(size * shares[unit][place] * _there(count - 1 - place))),
                float(size),
            )
            for place, month in enumerate(months(count))
            for unit, size in UNITS.items()
        ]
        publish_rows(folder, write_rows(folder / "r", ["taeller", "naevner"], rows), recipe(RATE))
    return folder / "datasets"


def _there(age: int) -> float:
    return LATE[age] if age < len(LATE) else 1.0


def view_of(unit: str = "Vest", **fields: object) -> View:
    return View("prøve", VERSIONS, "andel", unit, Grain.MONTH, **fields)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sight(datasets: Path) -> Sight:
    return look(datasets, view_of())


def test_months_that_still_grow_are_no_fall(datasets: Path, sight: Sight) -> None:
    assert find_pattern(load_series(datasets, view_of())).verdict is PatternVerdict.LOWER
    assert sight.pattern.verdict is PatternVerdict.CALM
    assert len(sight.pattern.provisional) >= 5
    assert sight.pattern.latest == sight.pattern.provisional[0] - 1
    assert not sight.pattern.unusual
    limits = find_natural_limits(sight.series)
    assert all(limits.chart.values[place] is None for place in sight.pattern.provisional)


def test_what_is_provisional_is_said_and_the_latest_number_is_one_that_is_settled(sight: Sight) -> None:
    latest = sight.series.points[sight.pattern.latest or 0]
    assert sight.narrative.spoken.startswith("Det seneste tal, der ligger fast, er ")
    assert latest.value is not None
    assert any(
        "er foreløbige og tæller ikke med: tallet for september 2026" in said for said in sight.narrative.sentences
    )
    assert "nyeste tal er foreløbige." in sight.narrative.alt_text
    check_manners(sight.narrative)
    assert find_lix(whole_text(sight.narrative)) <= 40


def test_provisional_months_are_open_circles_with_the_word(sight: Sight) -> None:
    spec = draw_sight(sight, LIGHT).to_dict()
    drawn = spec["data"]["values"]
    assert all(drawn[place]["y"] is None for place in sight.pattern.provisional)
    assert "åbne punkter: foreløbige" in spec["title"]["text"]
    rows = [row for layer in spec["layer"] for row in layer.get("data", {}).get("values", ())]
    assert sum("(foreløbigt)" in row.get("p", "") for row in rows) == len(sight.pattern.provisional)
    assert [row["Bemærk"] for row in list_rows(sight)][:2] == ["foreløbigt tal"] * 2


def test_no_claim_rests_on_provisional_months(datasets: Path) -> None:
    for comparison in (Comparison.OWN_HISTORY, Comparison.LAST_YEAR):
        claim = make_claim(datasets, view_of(), direction=Direction.DOWN, comparison=comparison)
        assert claim.finding.verdict is ClaimVerdict.UNDECIDED


def test_what_moved_the_number_is_asked_of_the_latest_settled_month(datasets: Path, sight: Sight) -> None:
    settled = sight.series.points[sight.pattern.latest or 0].period
    whole = next(iter(sight.version.units)).name
    for versus in Versus:
        found = find_moving(datasets, view_of(whole, lens=Lens.MOVERS, versus=versus))
        assert found.spans is not None
        assert found.spans[1][1] == settled


def test_units_are_held_against_each_other_over_a_settled_year(datasets: Path, sight: Sight) -> None:
    found = find_units(datasets, view_of(lens=Lens.UNITS))
    settled = sight.series.points[sight.pattern.latest or 0].period
    assert found.span == (settled.shifted(-11), settled)


def test_the_overview_calls_a_sign_that_hangs_on_provisional_months_provisional(datasets: Path) -> None:
    found = find_overview(datasets, view_of(lens=Lens.OVERVIEW))
    assert not found.lifted
    assert all(curve.hangs_on_provisional for curve in found.curves)
    assert "skiller kun foreløbige tal sig ud. De er ikke talt med." in " ".join(found.narrative.sentences)
    assert {row["Det viser den"] for row in list_curves(found)} == {"foreløbigt: kun de nyeste tal skiller sig ud"}


def test_last_year_is_held_against_settled_months_alone(datasets: Path) -> None:
    told = look(datasets, view_of(comparison=Comparison.LAST_YEAR)).narrative.sentences
    counted = next(said for said in told if said.startswith("I ") and "året før" in said)
    assert f"af {MONTHS - 12 - len(look(datasets, view_of()).pattern.provisional)} måneder" in counted


def test_an_action_is_not_judged_by_provisional_months(sight: Sight) -> None:
    start = sight.series.points[sight.pattern.provisional[0]].period.start
    outcome = find_outcome(sight.series, starts_on=start, expectation=Expectation(Direction.DOWN))
    assert outcome.verdict is Verdict.NO_DATA
    drawn = draw_series(sight.series, sight.pattern, palette=LIGHT, starts_on=start)
    assert drawn.to_dict()["layer"]

"""A claim is held against the numbers, and again when new ones come."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.test_moving import publish_units
from tests.unit.builders import CALM, HIDDEN, make_series
from tests.unit.reading_ease import find_lix
from tests.unit.test_narration_series import NEVER
from tests.warehouse.builders import COUNT, months, publish_rows, recipe, write_rows
from vil.analysis.claims import ClaimReason, check_claim
from vil.model.claim import Claim, ClaimVerdict
from vil.model.indicator import Aggregation, Direction
from vil.model.period import Grain
from vil.model.series import Comparison, View
from vil.records import Store
from vil.services import claims, rounds
from vil.services.reporting import write_report
from vil.settings import Settings

LOW_AT_END = [*CALM, *(value - 3 for value in CALM[:9])]
VIEW = View("prøve", 1, "antal", "Nord", Grain.MONTH)


@pytest.mark.parametrize(
    ("cells", "direction", "verdict", "reason"),
    [
        (LOW_AT_END, Direction.DOWN, ClaimVerdict.SUPPORTED, ClaimReason.LONG_RUN),
        (LOW_AT_END, Direction.UP, ClaimVerdict.OPPOSED, ClaimReason.LONG_RUN),
        (list(CALM), Direction.UP, ClaimVerdict.UNDECIDED, ClaimReason.BOTH_SIDES),
        (list(CALM[:8]), Direction.UP, ClaimVerdict.UNDECIDED, ClaimReason.TOO_FEW),
        ([*CALM, *[HIDDEN] * 6], Direction.UP, ClaimVerdict.UNDECIDED, ClaimReason.HIDDEN),
    ],
)
def test_a_claim_about_the_own_history_is_judged_by_the_run_chart(
    cells: list[float | str], direction: Direction, verdict: ClaimVerdict, reason: ClaimReason
) -> None:
    found = check_claim(make_series(cells), None, direction)
    assert (found.verdict, found.reason) == (verdict, reason)


def test_a_mirrored_series_mirrors_its_verdict() -> None:
    mirrored = make_series([20 - value for value in LOW_AT_END])
    assert check_claim(mirrored, None, Direction.UP).verdict is ClaimVerdict.SUPPORTED


def test_a_series_is_held_against_another_period_by_period() -> None:
    other = make_series([value + 1 for value in CALM])
    found = check_claim(make_series(CALM), other, Direction.DOWN)
    assert found.verdict is ClaimVerdict.SUPPORTED
    assert found.distance == pytest.approx(-1.0)


def publish_again(folder: Path, values: list[float]) -> None:
    rows = [
        (month, unit, "unit", None, value)
        for unit in ("Nord", "Syd")
        for month, value in zip(months(len(values)), values, strict=True)
    ]
    publish_rows(folder, write_rows(folder / "rows.parquet", ["antal"], rows), recipe(COUNT))


def test_a_claim_is_tried_again_on_new_numbers_and_flagged_when_it_no_longer_holds(tmp_path: Path) -> None:
    low = [*[50.0, 54, 49, 55, 51, 53] * 2, *[40.0, 42] * 6]
    datasets = publish_units(tmp_path, {"Nord": [(value,) for value in low], "Syd": [(value,) for value in low]})
    made = claims.make_claim(datasets, VIEW, direction=Direction.DOWN, comparison=Comparison.OWN_HISTORY)
    assert made.finding.verdict is ClaimVerdict.SUPPORTED
    assert made.sentence == "Antal i Nord ligger lavere, end det plejer."
    publish_again(tmp_path, [*low, 60.0, 38.0, 61.0, 37.0])
    again = claims.check_again(datasets, made.claim)
    assert again is not None
    assert again.finding.verdict is ClaimVerdict.UNDECIDED
    assert again.has_fallen


def test_a_reading_that_no_longer_holds_is_found_and_said_in_the_report(sqlite_store: Store, tmp_path: Path) -> None:
    low = [*[50.0, 54, 49, 55, 51, 53] * 2, *[40.0, 42] * 6]
    datasets = publish_units(tmp_path, {"Nord": [(value,) for value in low], "Syd": [(value,) for value in low]})
    made = claims.make_claim(datasets, VIEW, direction=Direction.DOWN, comparison=Comparison.OWN_HISTORY)
    thread = rounds.start_round(sqlite_store, title="Prøve")
    wonder = rounds.pin_wonder(sqlite_store, thread.id, view=VIEW, headline="Det falder", sentence="Som vi så.")
    reading = rounds.add_interpretation(sqlite_store, wonder.id, text="Det er lavere nu")
    rounds.save_claim(sqlite_store, reading.id, version=1, claim=made.claim)
    thread = rounds.load_round(sqlite_store, thread.id)
    assert claims.find_fallen(datasets, thread) == ()

    publish_again(tmp_path, [*low, 60.0, 38.0, 61.0, 37.0])
    assert [fallen.text for fallen in claims.find_fallen(datasets, thread)] == ["Det er lavere nu"]
    target = tmp_path / "r.html"
    write_report(Settings(tmp_path), sqlite_store, thread.id, format="html", target=target)
    text = target.read_text(encoding="utf-8")
    assert "Tallene kan ikke afgøre det:</strong> Antal i Nord ligger lavere, end det plejer." in text
    assert "Prøvet på udgave 2." in text
    change = "Da læsningen blev skrevet, støttede tallene den (udgave 1). Nu kan tallene ikke afgøre det (udgave 2)."
    assert change in text


def test_an_amount_is_not_held_against_the_whole_it_is_a_part_of(tmp_path: Path) -> None:
    share = replace(COUNT, aggregation=Aggregation.MEAN, weight="*")
    for indicator, is_possible in ((COUNT, False), (share, True)):
        rows = [(month, unit, "unit", None, 10.0) for month in months(24) for unit in ("A", "B")]
        version = publish_rows(tmp_path, write_rows(tmp_path / "rows.parquet", ["antal"], rows), recipe(indicator))
        view = View(version.dataset, version.number, indicator.id, "A", Grain.MONTH)
        assert (Comparison.WHOLE in claims.list_compared(version, view)) is is_possible
        assert Comparison.LAST_YEAR in claims.list_compared(version, view)


def test_a_claim_about_a_unit_that_is_gone_is_not_judged_on_another(tmp_path: Path) -> None:
    datasets = publish_units(tmp_path, {name: [(5.0,)] * 14 for name in ("Nord", "Syd")})
    gone = Claim(replace(VIEW, unit="Øst"), Direction.UP)
    assert claims.check_again(datasets, gone) is None
    assert claims.check_again(datasets, Claim(replace(VIEW, dataset="andet"), Direction.UP)) is None


@pytest.mark.parametrize("comparison", claims.COMPARED)
@pytest.mark.parametrize("direction", [Direction.UP, Direction.DOWN])
def test_the_words_of_a_claim_never_explain_and_read_easily(
    tmp_path: Path, comparison: Comparison, direction: Direction
) -> None:
    cells = [(value * 10,) for value in (*LOW_AT_END, *CALM)]
    datasets = publish_units(tmp_path, dict.fromkeys(("Nord", "Syd", "Øst"), cells))
    made = claims.make_claim(datasets, VIEW, direction=direction, comparison=comparison)
    text = f"{made.sentence} {made.answer}. {made.reason}"
    assert not [word for word in NEVER if word in text]
    assert find_lix(text) <= 40


def test_a_claim_is_kept_with_its_reading_and_can_be_taken_away(store: Store) -> None:
    thread = rounds.start_round(store, title="Prøve")
    wonder = rounds.pin_wonder(store, thread.id, view=VIEW, headline="Det falder", sentence="Som vi så.")
    reading = rounds.add_interpretation(store, wonder.id)
    claim = Claim(VIEW, Direction.DOWN, "Det falder i Nord.", ClaimVerdict.SUPPORTED)
    kept = rounds.save_claim(store, reading.id, version=reading.version, claim=claim)
    assert rounds.load_round(store, thread.id).wonders[0].interpretations[0].claim == claim
    rounds.save_claim(store, reading.id, version=kept.version, claim=None)
    assert rounds.load_round(store, thread.id).wonders[0].interpretations[0].claim is None

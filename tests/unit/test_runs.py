"""Run charts against the reference package and the rules in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vil.analysis import run_chart
from vil.analysis.runs import crossings_limit, longest_run_limit

REFERENCE = json.loads((Path(__file__).parent.parent / "data" / "spc" / "anhoej.json").read_text())
VALUES = st.lists(st.none() | st.integers(0, 9).map(float), min_size=1, max_size=60)


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=lambda case: case["id"])
def test_every_phase_equals_the_reference(case: dict[str, Any]) -> None:
    params = case["params"]
    chart = run_chart(
        case["values"],
        phases=params["phase_starts"] or (),
        baseline=params["baseline_n"],
        exclude=params["exclude"] or (),
        centre=params["centre_line"],
    )
    assert len(chart.phases) == len(case["expected"]["phases"])
    for phase, expected in zip(chart.phases, case["expected"]["phases"], strict=True):
        assert phase.centre == pytest.approx(expected["centre"], rel=1e-9, abs=1e-9)
        assert (phase.start, phase.end, phase.n_observed, phase.n_useful) == (
            expected["start"],
            expected["end"],
            expected["n_obs"],
            expected["n_useful"],
        )
        assert (phase.longest_run, phase.longest_run_limit) == (expected["longest_run"], expected["longest_run_max"])
        assert (phase.crossings, phase.crossings_limit) == (expected["n_crossings"], expected["n_crossings_min"])
        assert phase.has_signal is expected["runs_signal"]


def test_the_limits_equal_the_reference_for_1_to_300_points() -> None:
    for row in REFERENCE["limits_table"]:
        assert longest_run_limit(row["n"]) == row["longest_run_max"]
        assert crossings_limit(row["n"]) == row["n_crossings_min"]


def test_points_on_the_median_neither_lengthen_a_run_nor_cross() -> None:
    with_ties = run_chart([1.0, 5.0, 1.0, 5.0, 9.0, 5.0, 9.0], centre=5.0).phases[0]
    without = run_chart([1.0, 1.0, 9.0, 9.0], centre=5.0).phases[0]
    assert (with_ties.longest_run, with_ties.crossings, with_ties.n_useful) == (
        without.longest_run,
        without.crossings,
        without.n_useful,
    )


def test_a_baseline_is_ignored_when_phases_are_given() -> None:
    values = [1.0, 2.0, 3.0, 7.0, 8.0, 9.0]
    assert run_chart(values, phases=[3], baseline=2) == run_chart(values, phases=[3])


def test_an_empty_series_has_no_phase() -> None:
    assert run_chart([]).phases == ()


@pytest.mark.parametrize("options", [{"phases": [0]}, {"phases": [9]}, {"baseline": 0}, {"exclude": [-1]}])
def test_an_index_outside_the_series_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"series|baseline"):
        run_chart([1.0, 2.0, 3.0], **options)


@given(VALUES)
def test_turning_a_series_round_changes_no_count(values: list[float | None]) -> None:
    forward, backward = run_chart(values).phases[0], run_chart(values[::-1]).phases[0]
    assert (forward.longest_run, forward.crossings) == (backward.longest_run, backward.crossings)


@given(VALUES)
def test_missing_points_at_the_end_change_no_verdict(values: list[float | None]) -> None:
    plain, longer = run_chart(values).phases[0], run_chart([*values, None, None]).phases[0]
    assert (plain.centre, plain.longest_run, plain.crossings) == (longer.centre, longer.longest_run, longer.crossings)

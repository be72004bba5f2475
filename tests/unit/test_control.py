"""Control charts against the reference packages, and where ours differ on purpose."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from vil.analysis import ControlChart, p_chart, u_chart, xmr_chart

FOLDER = Path(__file__).parent.parent / "data" / "spc"
XMR = json.loads((FOLDER / "xmr.json").read_text())["cases"]
PU = json.loads((FOLDER / "pu.json").read_text())["cases"]
QUICKER_FACTOR = 3 / 1.128
PU_CASES = [(case, kind) for case in PU for kind in case["expected"] if kind in {"p", "pp", "u", "up"}]


def same(found: float | None, expected: float | None, precision: float = 1e-9) -> bool:
    if found is None or expected is None:
        return found is expected
    return abs(found - expected) <= precision * max(1.0, abs(expected))


def all_same(found: Sequence[float | None], expected: Sequence[float | None]) -> bool:
    return len(found) == len(expected) and all(same(*pair) for pair in zip(found, expected, strict=True))


def draw(case: dict[str, Any], *, screened: bool) -> ControlChart:
    params = case["params"]
    return xmr_chart(
        case["values"], phases=params["phase_starts"] or (), baseline=params["baseline_n"], screened=screened
    )


GUARDED = {"x_constant_decimal_n14", "x_constant_spike_n24"}
REFERENCE = [(case, way) for case in XMR for way in ("screened", "unscreened") if case["id"] not in GUARDED]


@pytest.mark.parametrize(("case", "way"), REFERENCE, ids=[f"{case['id']}-{way}" for case, way in REFERENCE])
def test_natural_limits_equal_the_references(case: dict[str, Any], way: str) -> None:
    chart = draw(case, screened=way == "screened")
    nhs, other = case["expected"]["nhs"][way], case["expected"]["qicharts2"][way]
    for phase in nhs.get("phases", ()):
        for index in range(phase["start"], phase["end"] + 1):
            assert same(chart.centre[index], phase["centre"])
            assert same(chart.lower[index], phase["lpl"])
            assert same(chart.upper[index], phase["upl"])
    for phase in other["phases"]:
        for index in range(phase["start"], phase["end"] + 1):
            assert same(chart.centre[index], phase["centre"])
            assert same(narrower(chart, index), phase["lcl"])
    if "outside" in nhs:
        assert chart.outside == tuple(nhs["outside"])


def narrower(chart: ControlChart, index: int) -> float | None:
    """The lower limit as 3 sigma / 1.128, which the one reference uses where ours is 2.66."""
    centre, lower = chart.centre[index], chart.lower[index]
    return None if centre is None or lower is None else centre - (centre - lower) / 2.66 * QUICKER_FACTOR


def test_a_constant_series_has_an_exact_centre_and_no_limits() -> None:
    for screened in (True, False):
        chart = xmr_chart([0.1] * 14, screened=screened)
        assert set(chart.centre) == {0.1}
        assert set(chart.lower) == set(chart.upper) == {None}


def test_a_constant_series_with_rounding_noise_has_no_limits() -> None:
    chart = xmr_chart([0.1 + 0.2, 0.3] * 8)
    assert set(chart.lower) == {None}


def test_a_spike_in_a_constant_series_falls_back_to_unscreened_and_says_so() -> None:
    case = next(case for case in XMR if case["id"] == "x_constant_spike_n24")
    chart = draw(case, screened=True)
    expected = case["expected"]["nhs"]["unscreened"]["phases"][0]
    assert same(chart.lower[0], expected["lpl"])
    assert chart.outside == (12,)
    assert chart.phases[0].fell_back


def test_no_moving_range_is_taken_across_a_missing_value() -> None:
    assert xmr_chart([1.0, None, 9.0]).lower == (None, None, None)


@pytest.mark.parametrize(("case", "kind"), PU_CASES, ids=[f"{case['id']}-{kind}" for case, kind in PU_CASES])
def test_limits_of_rates_equal_the_reference(case: dict[str, Any], kind: str) -> None:
    params, scale = case["params"], case["params"]["multiply"]
    for way, expected in case["expected"][kind].items():
        chart = (p_chart if kind[0] == "p" else u_chart)(
            case["numerator"],
            case["denominator"],
            phases=params["phase_starts"] or (),
            baseline=params["baseline_n"],
            exclude=params["exclude"] or (),
            laney=len(kind) == 2,
            screened=way != "unscreened",
        )
        for found, name in (
            (chart.values, "value"),
            (chart.centre, "centre"),
            (chart.lower, "lcl"),
            (chart.upper, "ucl"),
        ):
            assert all_same([value and value * scale for value in found], expected[name]), name
        assert chart.outside == tuple(expected["outside"])


def test_a_missing_part_makes_the_point_missing_also_in_the_centre() -> None:
    chart = p_chart([1.0, None, 3.0], [10.0, 10.0, 10.0])
    assert chart.values == (0.1, None, 0.3)
    assert chart.centre[0] == pytest.approx(0.2)


def test_a_denominator_of_zero_gives_no_value_and_no_limits() -> None:
    chart = u_chart([1.0, 0.0, 3.0], [10.0, 0.0, 10.0])
    assert (chart.values[1], chart.lower[1], chart.upper[1]) == (None, None, None)


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        p_chart([1.0], [2.0, 3.0])

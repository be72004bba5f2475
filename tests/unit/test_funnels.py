"""Funnel plots against the reference package."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from tests.unit.test_control import same
from vil.analysis import Funnel, funnel
from vil.analysis.gamma import gamma_quantile, gamma_share

CASES = json.loads((Path(__file__).parent.parent / "data" / "spc" / "funnel.json").read_text())["cases"]
SETTINGS = [(case, setting) for case in CASES for setting in case["expected"] if setting != "cqc_adjusted"]
NAMES = {"lower95": "lcl95", "upper95": "ucl95", "lower998": "lcl998", "upper998": "ucl998"}


@pytest.mark.parametrize(("case", "setting"), SETTINGS, ids=[f"{case['id']}-{setting}" for case, setting in SETTINGS])
def test_every_limit_equals_the_reference(case: dict[str, Any], setting: str) -> None:
    expected = case["expected"][setting]
    found = funnel(
        case["numerator"],
        case["denominator"],
        kind="proportion" if case["data_type"] == "PR" else "ratio",
        adjusted=setting != "unadjusted",
        trim=case["params"]["trim_by"],
    )
    for name in ("target", "phi", "tau2"):
        assert same(getattr(found, name), expected[name], 1e-7), name
    assert found.adjusted_used is expected["adjusted_used"]
    skipped = set(expected.get("fold_quirk") or ())
    for name, theirs in NAMES.items():
        theirs = f"od_{theirs}" if found.adjusted_used else theirs
        for index, (mine, value) in enumerate(zip(getattr(found, name), expected[theirs], strict=True)):
            assert index in skipped or same(mine, value, 1e-7), (name, index)
    for mine, flags in ((found.outside95, "outlier_95"), (found.outside998, "outlier_998")):
        assert mine == tuple(index for index, flag in enumerate(expected[flags]) if flag)


def draw(numerator: list[float | None], denominator: list[float | None], **options: Any) -> Funnel:
    return funnel(numerator, denominator, **options)


def test_limits_never_fold_back_at_the_edges() -> None:
    sizes = [float(size) for size in range(1, 200)]
    found = draw([0.02 * size for size in sizes], list(sizes), adjusted=False)
    lower = [value for value in found.lower998 if value is not None]
    upper = [value for value in found.upper998 if value is not None]
    assert lower == sorted(lower)
    assert upper == sorted(upper, reverse=True)
    assert min(lower) == 0.0
    assert max(upper) <= 1.0


def test_units_too_small_to_show_a_halving_or_a_doubling_are_named() -> None:
    found = draw([1.0, 2.0, 900.0], [10.0, 20.0, 9000.0])
    assert found.too_small == (0, 1)


def test_a_unit_without_a_denominator_has_no_ratio_and_no_say() -> None:
    with_gap = draw([10.0, None, 20.0, 3.0], [100.0, 50.0, 180.0, 0.0])
    assert with_gap.ratio == (0.1, None, pytest.approx(1 / 9), None)
    assert with_gap.target == draw([10.0, 20.0], [100.0, 180.0]).target


def test_a_ratio_with_nothing_observed_is_finite_everywhere() -> None:
    found = draw([0.0, 5.0, 7.0, 6.0], [4.0, 5.0, 6.0, 7.0], kind="ratio")
    assert math.isfinite(found.phi)
    assert found.ratio[0] == 0.0


@pytest.mark.parametrize(
    ("numerator", "denominator", "options"),
    [
        ([1.0], [2.0, 3.0], {}),
        ([3.0], [2.0], {}),
        ([1.0], [2.0], {"kind": "count"}),
        ([1.0], [2.0], {"trim": 0.5}),
        ([], [], {}),
    ],
)
def test_what_makes_no_funnel_is_refused(numerator: list[Any], denominator: list[Any], options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        draw(numerator, denominator, **options)


@pytest.mark.parametrize("shape", [0.2, 0.9, 1.0, 3.7, 58.3, 700.0, 25_000.0])
@pytest.mark.parametrize("share", [0.001, 0.025, 0.5, 0.975, 0.999])
def test_a_gamma_quantile_gives_its_share_back(shape: float, share: float) -> None:
    assert gamma_share(shape, gamma_quantile(share, shape)) == pytest.approx(share, rel=1e-9)


def test_the_gamma_quantile_of_shape_one_is_exponential() -> None:
    assert gamma_quantile(0.975, 1.0) == pytest.approx(-math.log(0.025), rel=1e-13)

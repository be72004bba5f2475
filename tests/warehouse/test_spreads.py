"""How single cases lie is published in bars of many, from which no single case can be seen or worked out."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reading_ease import find_lix
from tests.unit.test_narration_series import NEVER
from tests.warehouse.builders import months, publish_rows, recipe, write_cases
from vil.charts import LIGHT
from vil.model.indicator import EVERY_ROW, Aggregation, Disclosure, Indicator, Measure
from vil.model.period import Grain
from vil.model.recipe import Bands
from vil.model.series import DatasetVersion, Lens, View
from vil.privacy.spreads import choose_shown
from vil.services.downloading import make_exhibit
from vil.services.exploring import look
from vil.services.lenses import list_lenses
from vil.services.linking import view_from_query, view_to_query
from vil.services.picturing import draw_sight
from vil.services.spreading import Spreading
from vil.warehouse import load_spread

WAIT = Indicator("ventetid", "Ventetid", Aggregation.MEDIAN, Measure("dage"), value="dage")
CASES = Indicator("sager", "Sager", Aggregation.COUNT)
WHOLE = "Alle enheder"
BARS = st.lists(st.integers(0, 40), min_size=12, max_size=12)


@settings(max_examples=150, deadline=None)
@given(st.lists(BARS, min_size=1, max_size=7), st.integers(3, 10))
def test_no_bar_is_of_few_and_none_of_those_left_out_can_be_worked_out(counts: list[list[int]], threshold: int) -> None:
    units = {str(place): [(one, one) for one in unit] for place, unit in enumerate(counts)}
    whole = [sum(column) for column in zip(*counts, strict=True)]
    shown = choose_shown([(one, one) for one in whole], units, threshold)
    if shown is None:
        return

    def add(unit: list[int]) -> list[int]:
        return [sum(unit[begin + low : begin + high + 1]) for begin in (0, 6) for low, high in shown.groups]

    seen = [add(counts[int(name)]) for name in shown.units]
    left_over = [all_of - sum(unit[bar] for unit in seen) for bar, all_of in enumerate(add(whole))]
    assert [bar for unit in (*seen, add(whole), left_over) for bar in unit if 0 < bar < threshold] == []
    assert [low for low, _ in shown.groups] == [0, *(high + 1 for _, high in shown.groups[:-1])]


def publish_waits(
    folder: Path, per_month: dict[str, int], *, few_persons: bool = False, quiet: str = ""
) -> DatasetVersion:
    """Publish two years of cases that wait from 0 to 60 days, five days longer in the second, and one that waited for years.

    The unit that is `quiet` has two cases in July 2025.
    """
    rng = random.Random(7)
    cases = [
        {
            "period_start": month,
            "unit": unit,
            "dage": float(round(rng.triangular(0, 60, 15)) + (5 if place >= 12 else 0)),
            "borger": f"{unit}{one % 6 if few_persons else f'{place}-{one}'}",
        }
        for place, month in enumerate(months(24))
        for unit, count in per_month.items()
        for one in range(2 if unit == quiet and month == date(2025, 7, 1) else count)
    ]
    cases.append({"period_start": date(2025, 12, 1), "unit": "Stor", "dage": 913.0, "borger": "den længste"})
    how = recipe(WAIT, CASES, disclosure=Disclosure.PERSON_ROWS, person_key="borger")
    return publish_rows(folder, write_cases(folder / "r", cases), how)


def see(version: DatasetVersion, unit: str, indicator: str = "ventetid") -> View:
    return View(version.dataset, version.number, indicator, unit, Grain.MONTH, lens=Lens.SPREAD)


def test_single_cases_become_bars_of_many_and_the_longest_wait_is_never_told(tmp_path: Path) -> None:
    version = publish_waits(tmp_path, {"Stor": 60, "Mellem": 40, "Lille": 2})
    shown = dict(version.spreads)["ventetid"]
    assert "Stor" in shown
    assert "Lille" not in shown
    assert "Mellem" not in shown, "else the small unit is the whole less the two others"
    spread = load_spread(tmp_path / "datasets", see(version, "Stor"))
    assert spread is not None
    assert spread.counts == (12 * 60 + 1, 12 * 60)
    assert all(not count or count >= 5 for bar in spread.bars for count in (bar.now, bar.before))
    assert (spread.bars[0].low, spread.bars[-1].high) == (None, None)
    assert max(bar.low or 0 for bar in spread.bars) < 100
    now, before = spread.middles
    assert now is not None
    assert before is not None
    assert now.median - before.median == pytest.approx(5, abs=3)


def test_bars_that_add_up_to_a_hidden_month_are_not_told(tmp_path: Path) -> None:
    version = publish_waits(tmp_path, {"Stor": 60, "Mellem": 50, "Stille": 60}, quiet="Stille")
    shown = dict(version.spreads)["ventetid"]
    assert shown == ("Stor", WHOLE), "the year of the two others less eleven shown months is the month that is hidden"


def test_many_cases_of_few_persons_tell_no_middle(tmp_path: Path) -> None:
    version = publish_waits(tmp_path, {"Stor": 60, "Mellem": 60}, few_persons=True)
    for unit in dict(version.spreads).get("ventetid", ()):
        spread = load_spread(tmp_path / "datasets", see(version, unit))
        assert spread is not None
        assert spread.middles == (None, None)


def test_the_lens_is_offered_where_there_are_bars_and_says_them_without_a_cause(tmp_path: Path) -> None:
    version = publish_waits(tmp_path, {"Stor": 60, "Mellem": 50})
    datasets, view = tmp_path / "datasets", see(version, "Stor")
    assert Lens.SPREAD in list_lenses(version, view)
    assert Lens.SPREAD not in list_lenses(version, see(version, "Stor", "sager"))
    sight = look(datasets, view)
    assert sight.narrative.headline.startswith("Ventetid i Stor: halvdelen ligger mellem ")
    text = " ".join(sight.narrative.sentences)
    assert "lige mange ligger under og over" in text
    assert "Året før lå halvdelen mellem" in text
    assert "Der vises aldrig ét tilfælde alene" in text
    assert not [word for word in NEVER if word in text]
    assert find_lix(text) <= 40
    assert draw_sight(sight, LIGHT).to_altair().to_dict()["layer"]
    assert sum(share or 0 for share in make_exhibit(sight).strands[0].values) == pytest.approx(100)
    assert view_from_query(datasets, view_to_query(view)) == view


def test_bands_of_age_are_a_spread_too_and_a_hidden_band_is_no_number(tmp_path: Path) -> None:
    ages = [("0-17", 3), ("18-44", 20), ("45-66", 40), ("67+", 12)]
    cases = [
        {"period_start": month, "unit": "A", "member": member, "borger": f"{member}{one}"}
        for month in months(24)
        for member, count in ages
        for one in range(count)
    ]
    bands = (Bands("Alder", "alder", (0.0, 18.0, 45.0, 67.0)),)
    how = recipe(CASES, disclosure=Disclosure.PERSON_ROWS, person_key="borger", dimensions=("Alder",), bands=bands)
    with_ages = [{**case, "alder": 1.0} for case in cases]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", with_ages), how)
    view = replace(see(version, "A", "sager"))
    assert Lens.SPREAD in list_lenses(version, view)
    sight = look(tmp_path / "datasets", view)
    assert isinstance(sight.finding, Spreading)
    found = [(bar.name, bar.now) for bar in sight.finding.spread.bars]
    assert found == [
        ("0-17", None),
        ("18-44", 240.0),
        ("45-66", 480.0),
        ("67+", None),
    ]  # hidden alone, 0-17 would be left over
    assert sight.narrative.sentences[:3] == (
        "Flest er i gruppen 45-66: 67 % af de tilfælde, der vises.",
        "Året før var det 67 %.",
        "Tallene er for januar 2025 til december 2025: 720 tilfælde, der vises, mod 720 året før.",
    )


def test_an_average_of_rows_has_bars_and_a_count_has_none(tmp_path: Path) -> None:
    mean = Indicator("snit", "Ventetid", Aggregation.MEAN, Measure("dage"), value="dage", weight=EVERY_ROW)
    cases = [{"period_start": month, "dage": float(one)} for month in months(14) for one in range(40)]
    version = publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(mean))
    assert dict(version.spreads) == {"snit": ("A",)}
    assert publish_rows(tmp_path, write_cases(tmp_path / "r", cases), recipe(CASES)).spreads == ()

"""What a number is held against, where the lines are too many to be told apart."""

from __future__ import annotations

import statistics
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tests.services.test_moving import publish_units
from vil.analysis.quartiles import find_middle_half, halve
from vil.analysis.usable import usable_values
from vil.charts import LIGHT
from vil.model.period import Grain
from vil.model.series import Comparison, Lens, View
from vil.narration import describe_overview
from vil.services.datasets import list_datasets
from vil.services.exploring import look
from vil.services.overviewing import find_readable_grain
from vil.services.picturing import draw_sight
from vil.services.revising import read_all_units, read_middle_half
from vil.settings import Settings
from vil.ui.numbers import list_rows
from vil.warehouse import load_all_units, load_values

some = st.floats(-1e6, 1e6, width=32) | st.just(float("nan"))


@given(arrays.arrays(np.float64, st.tuples(st.integers(1, 9), st.integers(1, 4)), elements=some))
def test_the_middle_half_lies_between_the_quartiles_of_the_values_that_are_there(table: np.ndarray) -> None:
    half = halve(table)
    for place, column in enumerate(table.T):
        known = [float(value) for value in column if np.isfinite(value)]
        if len(known) > 1:
            low, _, high = statistics.quantiles(known, n=4, method="inclusive")
            assert (half.low[place], half.high[place]) == pytest.approx((low, high))
        else:
            assert half.low[place] == half.high[place] == (known[0] if known else None)
        assert half.counts[place] == len(known)


def test_values_read_as_a_table_are_those_of_the_units_own_lines(with_samples: Settings) -> None:
    for version in list_datasets(with_samples):
        members = [None, *(member for _, found in version.dimensions for member in found)]
        for indicator in version.recipe.indicators:
            for grain in version.grains:
                view = View(version.dataset, version.number, indicator.id, "", grain, members[-1], 14)
                lines = [usable_values(line) for line in load_all_units(with_samples.datasets, view)]
                read = load_values(with_samples.datasets, view, without="")
                assert np.array_equal(np.array(lines, dtype=float), read, equal_nan=True)


def test_against_many_units_the_middle_half_is_drawn_told_and_in_the_table(with_samples: Settings) -> None:
    view = View("sygefravaer", 1, "sygefravaer", "Kompasset", Grain.MONTH, comparison=Comparison.OTHER_UNITS)
    sight = look(with_samples.datasets, view)
    others = [line for line in read_all_units(with_samples.datasets, view) if line.unit.name != view.unit]
    assert len(others) == 11
    assert sight.compared == ()
    assert sight.half == read_middle_half(with_samples.datasets, view) == find_middle_half(others, sight.series)
    assert "gråt: halvdelen af de andre" in draw_sight(sight, LIGHT).to_dict()["title"]["text"]
    assert "ligger halvdelen af de andre mellem" in " ".join(sight.narrative.sentences)
    assert " til " in list_rows(sight)[0]["Halvdelen af de andre"]
    few = look(with_samples.datasets, replace(view, comparison=Comparison.WHOLE))
    assert list_rows(few)[0].keys() == {"Periode", "Sygefravær", few.compared[0].unit.name, "Bemærk"}


def test_an_overview_of_days_shows_no_more_points_than_can_be_read(tmp_path: Path) -> None:
    datasets = publish_units(tmp_path, {"Nord": [(10.0,)] * 60, "Syd": [(20.0,)] * 60})
    sight = look(datasets, View("prøve", 1, "antal", "Nord", Grain.MONTH, lens=Lens.OVERVIEW))
    assert find_readable_grain(sight.version, Grain.MONTH) is Grain.MONTH
    assert (
        find_readable_grain(replace(sight.version, first=sight.version.first.shifted(-400)), Grain.MONTH)
        is Grain.QUARTER
    )
    told = describe_overview([], 0.0, of_unit=None, grain=Grain.QUARTER).sentences
    assert told[0] == "Her er et punkt for hvert kvartal. De kortere perioder er for mange til at blive læst."

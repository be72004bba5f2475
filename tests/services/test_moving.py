"""What moved the number, part by part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.reading_ease import find_lix
from tests.unit.test_narration_series import NEVER
from tests.warehouse.builders import COUNT, MEAN, RATE, months, publish_rows, recipe, write_rows
from vil.model.indicator import Disclosure, Indicator
from vil.model.period import Grain
from vil.model.series import Versus, View
from vil.services.moving import Moving, find_moving, find_trail, list_parts


def publish_units(
    folder: Path, figures: dict[str, Sequence[tuple[float | None, ...]]], indicator: Indicator = COUNT, **fields: Any
) -> Path:
    columns = (
        ["taeller", "naevner"]
        if indicator.aggregation is RATE.aggregation
        else ["snit" if indicator is MEAN else "antal"]
    )
    rows = [
        (month, unit, "unit", None, *cell)
        for unit, cells in figures.items()
        for month, cell in zip(months(len(cells)), cells, strict=True)
        if cell[0] is not None
    ]
    publish_rows(folder, write_rows(folder / "rows.parquet", columns, rows), recipe(indicator, **fields))
    return folder / "datasets"


def move(
    datasets: Path, indicator: Indicator = COUNT, versus: Versus = Versus.LAST_YEAR, unit: str = "Hele datasættet"
) -> Moving:
    view = View("prøve", 1, indicator.id, unit, Grain.MONTH, versus=versus)
    return find_moving(datasets, view)


def whole_of(datasets: Path) -> str:
    from vil.warehouse import load_version

    return load_version(datasets, "prøve").units[0].name


def test_contributions_sum_to_the_change_and_the_largest_comes_first(tmp_path: Path) -> None:
    datasets = publish_units(
        tmp_path, {"Nord": [(10.0,)] * 12 + [(40.0,)], "Syd": [(20.0,)] * 12 + [(15.0,)], "Øst": [(5.0,)] * 13}
    )
    found = move(datasets, unit=whole_of(datasets))
    assert found.added is not None
    assert [unit[0] for unit in found.added.units] == ["Nord", "Syd", "Øst"]
    assert math.fsum(unit[3] for unit in found.added.units) == found.added.change == 25.0
    assert found.narrative.sentences[:3] == (
        "Januar 2025 mod januar 2024: tallet er 25 højere.",
        "Mest flyttede Nord (+30) og Syd (−5).",
        "Af 3 dele gik 1 op og 1 ned.",
    )


def test_a_rate_that_moved_because_the_mix_did_is_said_to_have_done_so(tmp_path: Path) -> None:
    datasets = publish_units(
        tmp_path,
        {"Nord": [(80.0, 100.0)] * 12 + [(16.0, 20.0)], "Syd": [(20.0, 100.0)] * 12 + [(36.0, 180.0)]},
        RATE,
    )
    found = move(datasets, RATE, unit=whole_of(datasets))
    assert found.divided is not None
    assert found.divided.mix + found.divided.rate == pytest.approx(found.divided.change, abs=1e-15)
    assert "Inde i delene er tallet næsten, som det var." in found.narrative.sentences


def test_a_hidden_part_is_named_and_stands_in_no_figure(tmp_path: Path) -> None:
    datasets = publish_units(
        tmp_path,
        {"Nord": [(30.0,)] * 13, "Syd": [(20.0,)] * 13, "Øst": [(9.0,)] * 12 + [(2.0,)]},
        disclosure=Disclosure.PERSONS,
    )
    found = move(datasets, unit=whole_of(datasets))
    assert found.left_out == ("Syd", "Øst")
    assert found.added is not None
    assert found.added.after == 30.0  # without Øst and Syd that covers it: what they are alone cannot be read anywhere
    assert found.narrative.headline.endswith("fra 30 til 30 i de dele, der kan ses")
    assert found.narrative.sentences[0].endswith("tallet er det samme i de dele, der kan ses.")


def test_a_unit_that_came_since_is_named_and_counted_from_nothing(tmp_path: Path) -> None:
    datasets = publish_units(
        tmp_path, {"Nord": [(10.0,)] * 13, "Syd": [(10.0,)] * 13, "Ny": [(None,)] * 9 + [(4.0,)] * 4}
    )
    found = move(datasets, unit=whole_of(datasets))
    assert found.added is not None
    assert found.added.came == ("Ny",)
    assert "Ny: Ny." in found.narrative.sentences


def test_a_part_that_is_only_late_is_left_out_and_not_called_gone(tmp_path: Path) -> None:
    datasets = publish_units(
        tmp_path, {"Nord": [(10.0,)] * 13, "Syd": [(10.0,)] * 12 + [(None,)], "Øst": [(1.0,)] * 13}
    )
    found = move(datasets, unit="Nord")
    assert found.added is None
    whole = move(datasets, unit=whole_of(datasets))
    assert whole.added is None or "Syd" in whole.left_out


def test_an_average_is_not_parted(tmp_path: Path) -> None:
    datasets = publish_units(tmp_path, {"Nord": [(10.0,)] * 13, "Syd": [(12.0,)] * 13}, MEAN)
    found = move(datasets, MEAN, unit="Nord")
    assert (found.added, found.divided) == (None, None)
    assert found.narrative.headline.endswith("tallet kan ikke deles op")


def test_a_year_is_held_against_the_year_before_month_by_month(tmp_path: Path) -> None:
    datasets = publish_units(tmp_path, {"Nord": [(1.0,)] * 12 + [(2.0,)] * 12, "Syd": [(3.0,)] * 24})
    found = move(datasets, versus=Versus.WHOLE_YEAR, unit=whole_of(datasets))
    assert found.added is not None
    assert (found.added.before, found.added.after) == (48.0, 60.0)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(5, 500), st.integers(5, 500)), min_size=2, max_size=6))
def test_parts_sum_to_the_whole_bit_for_bit(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    figures = {f"Enhed {place}": [(old / 7,)] * 12 + [(new / 7,)] for place, (old, new) in enumerate(cells)}
    datasets = publish_units(folder, figures)
    found = move(datasets, unit=whole_of(datasets))
    assert found.added is not None
    assert math.fsum(unit[3] for unit in found.added.units) == found.added.change


def test_the_words_place_the_change_and_never_explain_it(tmp_path: Path) -> None:
    datasets = publish_units(tmp_path, {"Nord": [(10.0,)] * 12 + [(40.0,)], "Syd": [(20.0,)] * 13})
    said = move(datasets, unit=whole_of(datasets)).narrative
    text = " ".join((said.headline, *said.sentences))
    assert not [word for word in NEVER if word in text]
    assert find_lix(text) <= 40
    assert said.sentences[-1] == "Det viser, hvor tallet flyttede sig, ikke hvorfor."


def test_the_trail_leads_from_the_top_to_the_unit(tmp_path: Path) -> None:
    from vil.warehouse import load_version

    datasets = publish_units(tmp_path, {"Nord": [(10.0,)] * 13, "Syd": [(20.0,)] * 13})
    version = load_version(datasets, "prøve")
    assert find_trail(version, "Syd") == (version.units[0].name, "Syd")
    assert [
        part.name for part in list_parts(version, View("prøve", 1, "antal", version.units[0].name, Grain.MONTH))
    ] == [
        "Nord",
        "Syd",
    ]

"""Only questions a number can answer are offered."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from tests.services.test_moving import publish_units, whole_of
from tests.warehouse.builders import COUNT, MEAN, RATE
from vil.model.indicator import Indicator
from vil.model.period import Grain
from vil.model.series import Comparison, Lens, Versus, View
from vil.services import exploring, linking
from vil.services.lenses import Missing, list_lenses, list_missing
from vil.ui.labels import MISSING_LENSES
from vil.warehouse import load_version

CELLS = {COUNT: (40.0,), MEAN: (4.0,), RATE: (40.0, 80.0)}


@pytest.mark.parametrize(
    ("indicator", "lenses"),
    [
        (COUNT, (Lens.OVERVIEW, Lens.DEVELOPMENT, Lens.MOVERS)),
        (MEAN, (Lens.OVERVIEW, Lens.DEVELOPMENT)),
        (RATE, (Lens.OVERVIEW, Lens.DEVELOPMENT, Lens.MOVERS, Lens.UNITS)),
    ],
    ids=["count", "mean", "rate"],
)
def test_a_number_is_asked_only_what_its_kind_can_answer(
    tmp_path: Path, indicator: Indicator, lenses: tuple[Lens, ...]
) -> None:
    datasets = publish_units(tmp_path, {name: [CELLS[indicator]] * 13 for name in ("Nord", "Syd", "Øst")}, indicator)
    version = load_version(datasets, "prøve")
    assert list_lenses(version, View("prøve", 1, indicator.id, "Nord", Grain.MONTH)) == lenses


@pytest.mark.parametrize(
    ("indicator", "units", "reasons"),
    [
        (COUNT, 3, (Missing.NO_SHARE,)),
        (MEAN, 3, (Missing.MEAN,)),
        (RATE, 3, ()),
        (RATE, 2, (Missing.FEW_UNITS,)),
        (RATE, 1, (Missing.NO_PARTS,)),
    ],
)
def test_what_cannot_be_asked_has_a_reason(
    tmp_path: Path, indicator: Indicator, units: int, reasons: tuple[Missing, ...]
) -> None:
    datasets = publish_units(
        tmp_path, {name: [CELLS[indicator]] * 13 for name in ("Nord", "Syd", "Øst")[:units]}, indicator
    )
    view = View("prøve", 1, indicator.id, "Nord", Grain.MONTH)
    assert list_missing(load_version(datasets, "prøve"), view) == reasons
    assert set(Missing) == set(MISSING_LENSES)


def test_asking_a_unit_without_parts_what_moved_it_goes_to_the_one_above(tmp_path: Path) -> None:
    datasets = publish_units(tmp_path, {name: [(40.0,)] * 13 for name in ("Nord", "Syd", "Øst")})
    view = exploring.fit_view(
        load_version(datasets, "prøve"), View("prøve", 1, "antal", "Nord", Grain.MONTH, lens=Lens.MOVERS)
    )
    assert (view.lens, view.unit) == (Lens.MOVERS, whole_of(datasets))


def test_a_lens_that_cannot_be_used_gives_way_to_the_development(tmp_path: Path) -> None:
    datasets = publish_units(tmp_path, {name: [(4.0,)] * 13 for name in ("Nord", "Syd", "Øst")}, MEAN)
    view = exploring.fit_view(
        load_version(datasets, "prøve"), View("prøve", 1, "snit", "Nord", Grain.MONTH, lens=Lens.UNITS)
    )
    assert view.lens is Lens.DEVELOPMENT


def test_a_link_restores_the_lens_and_old_links_still_open(tmp_path: Path) -> None:
    datasets = publish_units(tmp_path, {name: [(40.0,)] * 13 for name in ("Nord", "Syd")})
    whole = whole_of(datasets)
    view = View("prøve", 1, "antal", whole, Grain.MONTH, lens=Lens.MOVERS)
    assert linking.view_from_query(datasets, linking.view_to_query(view)) == view
    old = linking.view_to_query(View("prøve", 1, "antal", whole, Grain.MONTH))
    assert not {"syn", "over"} & set(old)
    restored = linking.view_from_query(datasets, old)
    assert restored is not None
    assert restored.lens is Lens.DEVELOPMENT


def test_a_link_restores_every_way_of_looking_and_holds_names_of_things_alone(tmp_path: Path) -> None:
    cells = {name: [CELLS[RATE]] * 26 for name in ("Nord", "Syd", "Øst")}
    datasets = publish_units(tmp_path, cells, RATE)
    version = load_version(datasets, "prøve")
    start = View("prøve", 1, RATE.id, "Nord", Grain.MONTH, periods=24)
    for lens in list_lenses(version, start):
        for versus, comparison in product(Versus, Comparison):
            view = exploring.fit_view(version, replace(start, lens=lens, versus=versus, comparison=comparison))
            query = linking.view_to_query(view)
            assert linking.view_from_query(datasets, query) == view
            assert set(query.values()) <= {"prøve", "1", RATE.id, *(unit.name for unit in version.units), "24", *CODES}


CODES = {str(code) for kind in (Grain, Lens, Versus, Comparison) for code in kind}


@pytest.mark.parametrize(
    "query", [{}, {"syn": "kugle", "over": "alt", "perioder": "mange"}, {"enhed": "Vest", "tal": "x"}]
)
def test_an_old_or_a_broken_link_still_opens_on_the_development(tmp_path: Path, query: dict[str, str]) -> None:
    datasets = publish_units(tmp_path, {name: [CELLS[COUNT]] * 13 for name in ("Nord", "Syd")}, COUNT)
    view = linking.view_from_query(datasets, {"data": "prøve", "enhed": "Nord", **query})
    assert view is not None
    assert (view.lens, view.unit, view.periods) == (Lens.DEVELOPMENT, "Nord", None)

"""A change of registration written on a card parts the numbers wherever they are judged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.services.test_moving import publish_units, whole_of
from tests.unit.builders import CALM
from vil.analysis import PatternVerdict
from vil.model.card import Beside
from vil.model.claim import ClaimVerdict
from vil.model.indicator import Direction
from vil.model.period import Grain
from vil.model.recipe import Event
from vil.model.series import Comparison, Lens, View
from vil.records import Store, open_store
from vil.services import cards
from vil.services.claims import make_claim
from vil.services.exploring import look
from vil.services.moving import find_moving
from vil.services.overviewing import find_overview
from vil.services.rereading import Kind, find_rereadings

HIGHER = [*[value * 10 for value in CALM], *[value * 10 + 40 for value in CALM]]
BROKEN = "Praksis for registrering blev ændret imellem."


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Beside]:
    folder = tmp_path_factory.mktemp("practice")
    datasets = publish_units(folder, {unit: [(round(value),) for value in HIGHER] for unit in ("Nord", "Syd", "Vest")})
    return datasets, _write_card(folder)


def _write_card(folder: Path) -> Beside:
    store: Store = open_store(f"sqlite:///{folder / 'records.sqlite'}")
    cards.add_event(store, "prøve", "antal", Event(date(2025, 1, 1), "Ny praksis", breaks_series=True))
    cards.add_event(store, "prøve", "antal", Event(date(2025, 2, 1), "Ny leder"))
    found = cards.find_practices(store)
    assert [event.name for event in cards.find_beside(store, "prøve", "antal").events] == ["Ny praksis", "Ny leder"]
    store.close()
    return found


def view_of(unit: str = "Vest", **fields: object) -> View:
    return View("prøve", 1, "antal", unit, Grain.MONTH, **fields)  # type: ignore[arg-type]


def test_only_changes_of_registration_are_found(published: tuple[Path, Beside]) -> None:
    assert [(dataset, event.name) for dataset, event in published[1].practices] == [("prøve", "Ny praksis")]


def test_the_curve_and_the_overview_say_the_same(published: tuple[Path, Beside]) -> None:
    datasets, beside = published
    whole = view_of(whole_of(datasets), lens=Lens.OVERVIEW)
    assert len(find_overview(datasets, whole).lifted) == 4
    found = find_overview(datasets, whole, beside)
    assert not found.lifted
    assert {curve.pattern.verdict for curve in found.curves} == {PatternVerdict.CALM}
    assert look(datasets, view_of(), beside).pattern.verdict is PatternVerdict.CALM
    assert look(datasets, view_of()).pattern.verdict is PatternVerdict.HIGHER


def test_what_moved_the_number_says_that_registration_changed_in_between(published: tuple[Path, Beside]) -> None:
    datasets, beside = published
    view = view_of(whole_of(datasets), lens=Lens.MOVERS)
    assert BROKEN in find_moving(datasets, view, beside).narrative.sentences
    assert BROKEN not in find_moving(datasets, view).narrative.sentences


def test_last_year_is_said_to_be_registered_in_another_way_also_where_the_change_is_not_shown(
    published: tuple[Path, Beside],
) -> None:
    datasets, beside = published
    view = view_of(comparison=Comparison.LAST_YEAR, periods=6)
    assert BROKEN in look(datasets, view, beside).narrative.sentences
    assert BROKEN not in look(datasets, view).narrative.sentences


@pytest.mark.parametrize("comparison", [Comparison.OWN_HISTORY, Comparison.LAST_YEAR])
def test_a_claim_is_not_held_across_the_change(published: tuple[Path, Beside], comparison: Comparison) -> None:
    datasets, beside = published
    made = make_claim(datasets, view_of(), direction=Direction.UP, comparison=comparison)
    assert made.finding.verdict is ClaimVerdict.SUPPORTED
    held = make_claim(datasets, view_of(), direction=Direction.UP, comparison=comparison, beside=beside)
    assert held.finding.verdict is ClaimVerdict.UNDECIDED


def test_the_time_since_the_change_is_another_way_to_read_it(published: tuple[Path, Beside]) -> None:
    datasets, beside = published
    kinds: Iterator[Kind] = (one.kind for one in find_rereadings(datasets, view_of(), beside))
    assert Kind.SINCE_BREAK in kinds

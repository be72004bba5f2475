"""The footprint of what a team wonders about, in the stories of the sample data."""

from __future__ import annotations

from datetime import date

import pytest

from vil.analysis.footprint import ElsewhereAnswer, TogetherAnswer
from vil.analysis.turning import TurnKind
from vil.model.period import Grain
from vil.model.series import Lens, View
from vil.services.exploring import look
from vil.services.footprints import find_footprint, follow_since
from vil.settings import Settings


@pytest.mark.parametrize(
    ("dataset", "indicator", "unit", "kind", "together", "elsewhere"),
    [
        ("sygefravaer", "sygefravaer", "Kompasset", TurnKind.RUN, TogetherAnswer.FEW, ElsewhereAnswer.ONLY_HERE),
        (
            "underretninger",
            "inden_24_timer",
            "Distrikt Bakken",
            TurnKind.PRACTICE,
            TogetherAnswer.ALL,
            ElsewhereAnswer.ALSO_ELSEWHERE,
        ),
        ("underretninger", "inden_24_timer", "Alle enheder", TurnKind.PRACTICE, TogetherAnswer.ALL, None),
        ("afgang", "afgang", "Jobteam Vest", TurnKind.RUN, TogetherAnswer.CANNOT_TELL, ElsewhereAnswer.ONLY_HERE),
        (
            "sagsbehandling",
            "afgjorte_sager",
            "Team Anker",
            TurnKind.RUN,
            TogetherAnswer.ALL,
            ElsewhereAnswer.ALSO_ELSEWHERE,
        ),
    ],
)
def test_each_story_leaves_its_footprint(
    with_samples: Settings,
    dataset: str,
    indicator: str,
    unit: str,
    kind: TurnKind,
    together: TogetherAnswer,
    elsewhere: ElsewhereAnswer | None,
) -> None:
    view = View(dataset, 1, indicator, unit, Grain.MONTH, lens=Lens.OVERVIEW)
    found = find_footprint(with_samples.datasets, view)
    assert found.turn is not None
    assert found.turn.kind is kind
    assert found.together is not None
    assert found.together.answer is together
    assert (found.elsewhere.answer if found.elsewhere else None) is elsewhere
    assert found.crosses_practice is (kind is TurnKind.PRACTICE)


def test_noise_that_looks_like_a_trend_leaves_none(with_samples: Settings) -> None:
    view = View("bosteder", 1, "magtanvendelser", "Bosted Elmen", Grain.MONTH)
    assert find_footprint(with_samples.datasets, view).turn is None


def test_amounts_are_followed_in_per_cent_and_rates_in_their_own_unit(with_samples: Settings) -> None:
    amount = find_footprint(with_samples.datasets, View("sagsbehandling", 1, "afgjorte_sager", "Team Bro", Grain.MONTH))
    assert amount.is_relative
    assert all(change.before == 100.0 for change in amount.changes)
    assert amount.names == {"Team Bro"}
    days = View("sagsbehandling", 1, "sagsbehandlingstid", "Team Bro", Grain.MONTH)
    assert not find_footprint(with_samples.datasets, days).is_relative


def test_an_action_that_worked_is_seen_only_here(with_samples: Settings) -> None:
    sight = look(with_samples.datasets, View("afgang", 1, "afgang", "Jobteam Vest", Grain.MONTH))
    found, measure = follow_since(with_samples.datasets, sight, date(2025, 9, 1))
    assert found is not None
    assert found.answer is ElsewhereAnswer.ONLY_HERE
    assert measure is not None
    assert 3 < found.own < 5
    whole = look(with_samples.datasets, View("afgang", 1, "afgang", "I alt", Grain.MONTH))
    assert follow_since(with_samples.datasets, whole, date(2025, 9, 1))[0] is None

"""How often guesses held a surprise: in a round, in all rounds of a team, and in an operating area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from vil.model.guess import Guess
from vil.model.round import Round
from vil.records import Store
from vil.services.exploring import list_published
from vil.services.rounds import list_rounds


class Scope(StrEnum):
    """Whose guesses are counted."""

    ROUND = "round"
    TEAM = "team"
    AREA = "area"


def find_past_guesses(datasets: Path, store: Store, current: Round) -> Mapping[Scope, tuple[Guess, ...]]:
    """Find the guesses that have been held against their numbers, oldest first, by scope.

    A wider scope is left out where it holds no more than the one inside it, and the team's where the round names no team.
    """
    rounds = list_rounds(store)
    areas = {version.dataset: version.recipe.area for version in list_published(datasets)}
    here = {areas.get(guess.view.dataset, "") for guess in current.guesses} - {""}
    team = current.team.strip().casefold()
    found = {
        Scope.ROUND: _list_told([current]),
        Scope.TEAM: _list_told(one for one in rounds if team and one.team.strip().casefold() == team),
        Scope.AREA: tuple(guess for guess in _list_told(rounds) if areas.get(guess.view.dataset) in here),
    }
    return _keep_those_that_add(found)


def _list_told(rounds: Iterable[Round]) -> tuple[Guess, ...]:
    told = [guess for one in rounds for guess in one.guesses if guess.told]
    return tuple(sorted(told, key=lambda guess: guess.guessed_at))


def _keep_those_that_add(found: Mapping[Scope, tuple[Guess, ...]]) -> Mapping[Scope, tuple[Guess, ...]]:
    kept: dict[Scope, tuple[Guess, ...]] = {}
    most = 0
    for scope, guesses in found.items():
        if len(guesses) > most:
            kept[scope], most = guesses, len(guesses)
    return kept

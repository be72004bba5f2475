"""Guess first: what a team expects of a number before its line is shown, and the gap when it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from vil.analysis.guesses import find_swing
from vil.analysis.usable import usable_values
from vil.errors import GuessShown, NotFound
from vil.model.card import Beside
from vil.model.guess import Guess, GuessPoint, has_same_number
from vil.model.period import Grain, Period
from vil.model.round import Round
from vil.model.series import Lens, Series, View
from vil.records import Store, reading
from vil.records.editing import change_card, open_card
from vil.records.tables import GuessPointRow, GuessRow, RoundRow
from vil.services.exploring import as_history, look
from vil.services.saving import add_card, save_card

_ASKED_FOR = {
    Grain.DAY: 5,
    Grain.WEEK: 4,
    Grain.MONTH: 3,
    Grain.QUARTER: 2,
    Grain.HALF: 2,
    Grain.YEAR: 1,
    Grain.SCHOOLYEAR: 1,
}
"""How many of the latest periods are guessed at: a season's worth of talk, and no more fields than are filled in ten seconds."""
_NEW_AT_MOST = 6
_KNOWN_AT_LEAST = 4
"""With less of the line to look at, a guess is only a number out of the air."""
_ALONE = Beside()


@dataclass(frozen=True)
class Task:
    """What is to be guessed: the line as it was known before (`known`), and the periods after it. `view` shows all of it."""

    view: View
    known: Series
    periods: tuple[Period, ...]


def find_task(datasets: Path, view: View, *, beside: Beside = _ALONE, since: int | None = None) -> Task | None:
    """Find what a team can guess at before it sees a number: the latest periods, or those that are new since version `since`.

    Only periods that rules may use are guessed at, so that no guess is held against a number that will change. None where too
    little of the line is known, or nothing is new.
    """
    whole = as_history(view, periods=None)
    series = look(datasets, whole, beside).series
    places = [place for place, value in enumerate(usable_values(series)) if value is not None]
    asked = _find_new(datasets, whole, series, places, since) if since else places[-_ASKED_FOR[view.grain] :]
    if not asked or sum(place < asked[0] for place in places) < _KNOWN_AT_LEAST:
        return None
    known = replace(series, points=series.points[: asked[0]])
    return Task(whole, known, tuple(series.points[place].period for place in asked))


def _find_new(datasets: Path, view: View, series: Series, places: list[int], since: int) -> list[int]:
    try:
        before = look(datasets, replace(view, version=since)).series
    except (NotFound, KeyError):
        return []
    values = usable_values(before)
    seen = [point.period for point, value in zip(before.points, values, strict=True) if value is not None]
    return [place for place in places if not seen or series.points[place].period > seen[-1]][-_NEW_AT_MOST:]


def find_seen(current: Round, view: View) -> int | None:
    """Find the latest version in which a round has been shown a number; None when it has never seen it."""
    pinned = [wonder.view for wonder in current.wonders]
    shown = [guess.view for guess in current.guesses if guess.shown_at]
    views = (*pinned, *shown, *([current.view] if current.view else []))
    number = (view.dataset, view.indicator)
    return max((other.version for other in views if (other.dataset, other.indicator) == number), default=None)


def is_waiting(current: Round, view: View) -> bool:
    """Tell whether a line is held back so that it can be guessed at first.

    It is when the round is about to see the line of a number for the first time, and when a guess at new numbers was begun.
    """
    if current.view is None:
        return True
    seen = find_seen(current, view)
    if seen is None:
        return view.lens is Lens.DEVELOPMENT
    return seen < view.version and find_open(current, view) is not None


def can_guess_new(datasets: Path, current: Round, view: View) -> bool:
    """Tell whether a version holds months of a number that the round has seen before, but not these."""
    seen = find_seen(current, view)
    return seen is not None and seen < view.version and find_task(datasets, view, since=seen) is not None


def find_open(current: Round, view: View, author: str = "") -> Guess | None:
    """Find the guess at a number in this version that was begun, and whose line has not been shown yet."""
    return next(
        (
            guess
            for guess in reversed(current.guesses)
            if guess.shown_at is None and guess.author == author and _is_at(guess, view)
        ),
        None,
    )


def find_shown(current: Round, view: View) -> Guess | None:
    """Find the latest guess at a number that has been held against it."""
    found = (guess for guess in reversed(current.guesses) if guess.told and has_same_number(guess.view, view))
    return next(found, None)


def _is_at(guess: Guess, view: View) -> bool:
    return guess.view.version == view.version and has_same_number(guess.view, view)


def write_guess(
    store: Store, round_id: str, task: Task, period: Period, value: float | None, *, version: int, author: str = ""
) -> GuessPoint:
    """Save the guess at one period; `version` is that of the period's point, 0 before there is one.

    Raises GuessShown when the line has been shown meanwhile, EditedMeanwhile when another wrote at the same period.
    """
    with store.writing() as writer:
        point = _find_point(writer, _open_guess(writer, round_id, task, author), period)
    fields = {"value": value}
    return save_card(store, GuessPointRow, point, version, fields, lambda _writer, row: reading.as_guess_point(row))


def _open_guess(writer: Session, round_id: str, task: Task, author: str) -> GuessRow:
    """Find the guess that is being written, or begin it with a place for each period."""
    open_card(writer, RoundRow, round_id)
    query = select(GuessRow).where(GuessRow.round_id == round_id, GuessRow.author == author, ~GuessRow.is_removed)
    for row in writer.scalars(query.order_by(GuessRow.seq.desc())):
        if row.view.version == task.view.version and has_same_number(row.view, task.view):
            if row.shown_at is not None:
                raise GuessShown
            return row
    guess = GuessRow(round_id=round_id, view=task.view, author=author, guessed_at=datetime.now(UTC))
    guess.swing = find_swing(task.known)
    add_card(writer, guess)
    for period in task.periods:
        add_card(writer, GuessPointRow(round_id=round_id, guess_id=guess.id, period=period))
    return guess


def _find_point(writer: Session, guess: GuessRow, period: Period) -> str:
    query = select(GuessPointRow.id).where(GuessPointRow.guess_id == guess.id, GuessPointRow.period == period)
    found = writer.scalar(query)
    if found is None:
        found = add_card(writer, GuessPointRow(round_id=guess.round_id, guess_id=guess.id, period=period)).id
    return found


def show_line(datasets: Path, store: Store, current: Round, view: View) -> None:
    """Hold every guess at a number against the line as it is now, which from here on can be seen."""
    waiting = [guess for guess in current.guesses if guess.shown_at is None and _is_at(guess, view)]
    if not waiting:
        return
    series = look(datasets, as_history(view, periods=None)).series
    values = {point.period: value for point, value in zip(series.points, usable_values(series), strict=True)}
    with store.writing() as writer:
        for guess in waiting:
            row = open_card(writer, GuessRow, guess.id)
            if row.shown_at is None:
                change_card(writer, row, seen=row.version, fields={"shown_at": datetime.now(UTC)})
                _fill_in(writer, row, values)


def _fill_in(writer: Session, guess: GuessRow, values: dict[Period, float | None]) -> None:
    for point in writer.scalars(select(GuessPointRow).where(GuessPointRow.guess_id == guess.id)):
        change_card(writer, point, seen=point.version, fields={"actual": values.get(point.period)})

"""A team guesses before it sees the line, and the gap is kept as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.walk import publish_months
from vil.charts.ours import Ours
from vil.errors import EditedMeanwhile, GuessShown
from vil.model.guess import Guess
from vil.model.period import Grain, Period
from vil.model.round import Place, Round
from vil.model.series import Lens, View
from vil.records import Store
from vil.services import guessing, rounds
from vil.services.calibrating import Scope, find_past_guesses
from vil.services.downloading import make_exhibit
from vil.services.exploring import look
from vil.services.guessing import Task, find_task
from vil.services.laying import find_ours
from vil.services.reporting import write_report
from vil.settings import Settings
from vil.ui.numbers import list_rows

VIEW = View("afgang", 1, "afgang", "Jobteam Vest", Grain.MONTH, periods=24)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish_months(tmp_path, 50)
    return tmp_path / "datasets"


def task_in(folder: Path, view: View = VIEW, since: int | None = None) -> Task:
    found = find_task(folder, view, since=since)
    assert found is not None
    return found


def begin(store: Store) -> Round:
    return rounds.start_round(store, title="Afgang", team="Jobteamet")


def guess_at(store: Store, current: Round, task: Task, *values: float) -> Guess:
    for period, value in zip(task.periods, values, strict=False):
        guessing.write_guess(store, current.id, task, period, value, version=0)
    return rounds.load_round(store, current.id).guesses[-1]


def test_the_three_latest_months_are_guessed_and_nothing_after_the_cut_is_known(folder: Path) -> None:
    task = task_in(folder)
    assert [period.code for period in task.periods] == ["2025-12", "2026-01", "2026-02"]
    assert task.known.points[-1].period.code == "2025-11"
    assert task.view.periods is None


def test_with_fresh_numbers_only_the_new_months_are_guessed_and_six_at_most(folder: Path) -> None:
    publish_months(folder.parent, 52)
    newer = replace(VIEW, version=2)
    assert [period.code for period in task_in(folder, newer, since=1).periods] == ["2026-03", "2026-04"]
    assert find_task(folder, newer, since=2) is None
    publish_months(folder.parent, 58)
    assert len(task_in(folder, replace(VIEW, version=3), since=1).periods) == 6


def test_too_short_a_line_is_not_guessed_at(tmp_path: Path) -> None:
    publish_months(tmp_path, 6)
    assert find_task(tmp_path / "datasets", VIEW) is None


def test_a_guess_is_kept_with_the_number_as_it_was_when_the_line_was_shown(store: Store, folder: Path) -> None:
    current, task = begin(store), task_in(folder)
    guess_at(store, current, task, 11.0, 12.5)
    assert not rounds.load_round(store, current.id).guesses[0].told
    guessing.show_line(folder, store, rounds.load_round(store, current.id), VIEW)
    kept = rounds.load_round(store, current.id).guesses[0]
    assert [point.value for point in kept.points] == [11.0, 12.5, None]
    assert all(point.actual is not None for point in kept.points)
    assert (kept.shown_at is not None, kept.author, kept.view) == (True, "", task.view)
    assert kept.swing == pytest.approx(4.4, abs=0.1)
    assert guessing.find_shown(rounds.load_round(store, current.id), VIEW) == kept


def test_a_guess_cannot_be_changed_once_the_line_was_shown(sqlite_store: Store, folder: Path) -> None:
    current, task = begin(sqlite_store), task_in(folder)
    guess_at(sqlite_store, current, task, 11.0)
    guessing.show_line(folder, sqlite_store, rounds.load_round(sqlite_store, current.id), VIEW)
    with pytest.raises(GuessShown, match="kan ikke længere ændres"):
        guess_at(sqlite_store, current, task, 15.0)


def test_two_who_guess_at_different_months_both_save_and_at_the_same_month_both_are_kept(
    sqlite_store: Store, folder: Path
) -> None:
    current, task = begin(sqlite_store), task_in(folder)
    guess = guess_at(sqlite_store, current, task, 11.0, 12.0)
    assert len(rounds.load_round(sqlite_store, current.id).guesses) == 1
    assert [point.value for point in guess.written] == [11.0, 12.0]
    with pytest.raises(EditedMeanwhile):
        guess_at(sqlite_store, current, task, 14.0)
    assert [found.before for found in rounds.list_trace(sqlite_store, current.id) if found.event == "refused"] == [
        "14.0"
    ]


def test_several_may_guess_each_for_themselves_in_one_round(sqlite_store: Store, folder: Path) -> None:
    current, task = begin(sqlite_store), task_in(folder)
    for author, value in (("", 11.0), ("MH", 13.0)):
        guessing.write_guess(sqlite_store, current.id, task, task.periods[0], value, version=0, author=author)
    loaded = rounds.load_round(sqlite_store, current.id)
    assert [(guess.author, guess.points[0].value) for guess in loaded.guesses] == [("", 11.0), ("MH", 13.0)]
    assert guessing.find_open(loaded, VIEW, "MH") == loaded.guesses[1]


def test_a_line_is_held_back_until_the_round_has_been_shown_the_number(sqlite_store: Store, folder: Path) -> None:
    current = begin(sqlite_store)
    assert guessing.is_waiting(current, replace(VIEW, lens=Lens.OVERVIEW))
    seen = rounds.save_round(sqlite_store, current.id, version=current.version, view=VIEW)
    other = replace(VIEW, indicator="andet")
    assert not guessing.is_waiting(seen, VIEW)
    assert guessing.is_waiting(seen, other)
    assert not guessing.is_waiting(seen, replace(other, lens=Lens.OVERVIEW))


def test_new_months_can_be_guessed_at_and_are_held_back_while_the_guess_is_written(
    sqlite_store: Store, folder: Path
) -> None:
    current = begin(sqlite_store)
    seen = rounds.save_round(sqlite_store, current.id, version=current.version, view=VIEW)
    publish_months(folder.parent, 52)
    newer = replace(VIEW, version=2)
    assert guessing.can_guess_new(folder, seen, newer)
    assert not guessing.is_waiting(seen, newer)
    guess_at(sqlite_store, seen, task_in(folder, newer, since=1), 12.0)
    assert guessing.is_waiting(rounds.load_round(sqlite_store, seen.id), newer)
    guessing.show_line(folder, sqlite_store, rounds.load_round(sqlite_store, seen.id), newer)
    shown = rounds.load_round(sqlite_store, seen.id)
    assert not guessing.is_waiting(shown, newer)
    assert not guessing.can_guess_new(folder, shown, newer)


def test_a_guess_and_where_it_was_wondered_are_in_the_report_and_on_the_line(
    sqlite_store: Store, tmp_path: Path
) -> None:
    publish_months(tmp_path, 50)
    settings, current = Settings(data_dir=tmp_path), begin(sqlite_store)
    guess_at(sqlite_store, current, task_in(settings.datasets), 20.0, 20.0, 20.0)
    guessing.show_line(settings.datasets, sqlite_store, rounds.load_round(sqlite_store, current.id), VIEW)
    alone = write_report(settings, sqlite_store, current.id, format="html", target=tmp_path / "alone.html")
    told = alone.read_text(encoding="utf-8")
    assert "<h3>Vores gæt</h3>" in told
    assert "Tallet blev lavere, end vi ventede. Størst forskel var der i " in told
    assert told.count("data:image/png") == 1
    spot = Place(Period.parse("2025-09"), Period.parse("2025-09"))
    rounds.pin_wonder(sqlite_store, current.id, view=VIEW, headline="H", sentence="S.", place=spot)
    loaded = rounds.load_round(sqlite_store, current.id)
    assert find_ours(loaded, replace(VIEW, grain=Grain.QUARTER)) == Ours(None, (spot,))
    assert find_ours(loaded, VIEW) == Ours(loaded.guesses[0], (spot,))
    assert find_ours(loaded, replace(VIEW, unit="Jobteam Nord")) == Ours()
    rows = list_rows(look(settings.datasets, VIEW), find_ours(loaded, VIEW))
    assert [row["Bemærk"] for row in rows[:6]] == [*["vores gæt: 20,0 %"] * 3, "", "", "undren"]
    exhibit = make_exhibit(look(settings.datasets, VIEW), ours=find_ours(loaded, VIEW))
    assert exhibit.columns[-2:] == ("Vores gæt", "Bemærk")
    assert [row[-2] for row in exhibit.rows[-4:]] == [None, 20.0, 20.0, 20.0]
    assert exhibit.rows[-6][-1] == "undren"
    assert exhibit.events[-1] == "Undren: september 2025"
    beside = write_report(settings, sqlite_store, current.id, format="html", target=tmp_path / "beside.html")
    told = beside.read_text(encoding="utf-8")
    assert told.count("data:image/png") == 1
    assert "Sat fast ved september 2025." in told


def test_past_guesses_are_those_of_the_round_then_of_the_team_and_of_the_area(
    sqlite_store: Store, folder: Path
) -> None:
    for team in ("Jobteamet", "jobteamet ", "De andre"):
        current = rounds.start_round(sqlite_store, title="Afgang", team=team)
        guess_at(sqlite_store, current, task_in(folder), 11.0)
        assert not find_past_guesses(folder, sqlite_store, rounds.load_round(sqlite_store, current.id)).get(Scope.ROUND)
        guessing.show_line(folder, sqlite_store, rounds.load_round(sqlite_store, current.id), VIEW)
    first = rounds.list_rounds(sqlite_store)[-1]
    past = find_past_guesses(folder, sqlite_store, first)
    assert {scope: len(guesses) for scope, guesses in past.items()} == {Scope.ROUND: 1, Scope.TEAM: 2}
    assert past[Scope.ROUND] == first.guesses

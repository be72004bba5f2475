"""Practise on cases whose truth is known: begin, and answer one question at a time.

A case's numbers are drawn by seed and never stored. Answers are: each as soon as it is given, so that a reload loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vil.errors import NotFound
from vil.model.practice import Difficulty, PracticeAnswer, PracticeRun, Response, Sighting, Truth
from vil.model.round import Influence, Reach
from vil.practice import make_case
from vil.records import Store
from vil.records.editing import clean
from vil.records.rhythm_tables import PracticeAnswerRow, PracticeRunRow


def begin_run(store: Store, *, team: str = "") -> PracticeRun:
    """Begin to practise, as a team with a name or alone without one; a team that has practised before goes on."""
    name = str(clean(" ".join(team.split())))
    with store.writing() as writer:
        known = writer.scalar(select(PracticeRunRow).where(PracticeRunRow.team == name)) if name else None
        row = known or PracticeRunRow(team=name, started_on=date.today())
        writer.add(row)
        writer.flush()
        return _read_run(writer, row)


def load_run(store: Store, run_id: str) -> PracticeRun:
    """Load a run with its answers; raises NotFound when there is none."""
    with store.reading() as reader:
        row = reader.scalar(select(PracticeRunRow).where(PracticeRunRow.id == run_id))
        if row is None:
            raise NotFound("Øvelsen", run_id)
        return _read_run(reader, row)


def list_teams(store: Store) -> tuple[str, ...]:
    """List the teams that have practised, by name."""
    with store.reading() as reader:
        return tuple(reader.scalars(select(PracticeRunRow.team).where(PracticeRunRow.team != "").order_by("team")))


def name_new_case(run: PracticeRun, difficulty: Difficulty) -> str:
    """Name a case of a difficulty that the run has not had; one that is begun and not done comes first."""
    had = {answer.case: answer.is_done for answer in run.answers if answer.case.startswith(difficulty.value)}
    begun = next((code for code, is_done in had.items() if not is_done), None)
    return begun or make_case(difficulty, int(run.id[:4], 16) + len(had)).code


def give_answer(store: Store, run_id: str, code: str, **fields: Any) -> PracticeAnswer:
    """Keep what was answered to a question (`sighting`, `kind`, `influence` and `reach` with `is_placed`, `response`).

    What is answered already stays: of two on the same team who press at once, the first is kept.
    """
    with store.writing() as writer:
        row = _open_answer(writer, run_id, code)
        for name, value in fields.items():
            if getattr(row, name) in (None, False) and row.response is None:
                setattr(row, name, value.value if isinstance(value, StrEnum) else value)
        writer.flush()
        return _as_answer(row)


def step_back(store: Store, run_id: str, code: str) -> PracticeAnswer:
    """Take the latest answer to a case back, as long as the truth has not been told."""
    with store.writing() as writer:
        row = _open_answer(writer, run_id, code)
        if row.response is None:
            _clear_latest(row)
        writer.flush()
        return _as_answer(row)


def _clear_latest(row: PracticeAnswerRow) -> None:
    if row.is_placed:
        row.is_placed, row.influence, row.reach = False, None, None
    elif row.kind:
        row.kind = None
    else:
        row.sighting = None


def count_sightings(store: Store, code: str) -> Mapping[Sighting, int]:
    """Count how a case was read by everybody who has read it."""
    with store.reading() as reader:
        rows = reader.execute(
            select(PracticeAnswerRow.sighting, func.count())
            .where(PracticeAnswerRow.case_code == code, PracticeAnswerRow.response.is_not(None))
            .group_by(PracticeAnswerRow.sighting)
        )
        return {Sighting(sighting): count for sighting, count in rows if sighting}


def _open_answer(writer: Session, run_id: str, code: str) -> PracticeAnswerRow:
    where = (PracticeAnswerRow.run_id == run_id, PracticeAnswerRow.case_code == code)
    found = writer.scalar(select(PracticeAnswerRow).where(*where).with_for_update())
    if found:
        return found
    today = date.today()
    row = PracticeAnswerRow(run_id=run_id, case_code=code, answered_on=today, is_placed=False)
    try:
        with writer.begin_nested():
            writer.add(row)
    except IntegrityError:  # somebody else on the team began it at the same moment
        return writer.scalars(select(PracticeAnswerRow).where(*where).with_for_update()).one()
    return row


def _read_run(reader: Session, row: PracticeRunRow) -> PracticeRun:
    answers = reader.scalars(
        select(PracticeAnswerRow).where(PracticeAnswerRow.run_id == row.id).order_by(PracticeAnswerRow.seq)
    )
    return PracticeRun(row.id, row.team, row.started_on, tuple(_as_answer(answer) for answer in answers))


def _as_answer(row: PracticeAnswerRow) -> PracticeAnswer:
    return PracticeAnswer(
        row.case_code,
        row.answered_on,
        Sighting(row.sighting) if row.sighting else None,
        Truth(row.kind) if row.kind else None,
        row.is_placed,
        Influence(row.influence) if row.influence else None,
        Reach(row.reach) if row.reach else None,
        Response(row.response) if row.response else None,
    )

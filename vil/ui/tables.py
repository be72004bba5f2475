"""The tables behind the pictures that are not of one view: which numbers there are, and past guesses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from vil.analysis.guesses import find_widest
from vil.formats import format_date, format_number, format_period, format_value
from vil.model.completeness import Completeness, PresenceRow
from vil.model.guess import Guess
from vil.model.indicator import Indicator
from vil.model.period import Period
from vil.model.round import Place
from vil.model.series import CellState
from vil.narration.place import name_place
from vil.ui.numbers import Row


def list_presence(found: Completeness) -> list[Row]:
    """List which numbers there are, a row for each unit, and where they are missing or hidden."""
    return [
        {
            "Enhed": row.name,
            "Tal": format_number(row.states.count(CellState.VALUE)),
            "Mangler": _list_stretches(found.periods, row, CellState.MISSING),
            "Skjult": _list_stretches(found.periods, row, CellState.HIDDEN),
        }
        for row in found.rows
    ]


def _list_stretches(periods: Sequence[Period], row: PresenceRow, state: CellState) -> str:
    told = []
    for here, stretch in groupby(zip(row.states, periods, strict=True), key=lambda cell: cell[0]):
        inside = [period for _, period in stretch]
        if here is state:
            told.append(name_place(Place(inside[0], inside[-1])))
    return ", ".join(told)


def list_guesses(guesses: Sequence[Guess], find_indicator: Callable[[Guess], Indicator]) -> list[Row]:
    """List past guesses as they are drawn: the one furthest off of each, and whether it was a surprise."""
    rows: list[Row] = []
    for guess in guesses:
        if (widest := find_widest(guess)) is None or widest.is_beyond is None:
            continue
        indicator = find_indicator(guess)
        rows.append(
            {
                "Gættet": format_date(guess.guessed_at),
                "Indikator": f"{indicator.name}, {guess.view.unit}",
                "Periode": format_period(widest.period),
                "Vores gæt": format_value(widest.guessed, indicator.measure),
                "Tallet blev": format_value(widest.actual, indicator.measure),
                "Overrasket": "ja" if widest.is_beyond else "nej",
            }
        )
    return rows

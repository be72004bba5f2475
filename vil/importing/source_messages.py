"""Every Danish sentence about a table that is read where it lies; such rows have no numbers, so they are counted."""

from __future__ import annotations

from collections.abc import Sequence

from vil.importing.wording import ONE_GRAIN, counted, format_number, spoken_period
from vil.model.period import Grain, Period


def empty_periods(column: str, rows: int) -> str:
    """Say that rows lack their period."""
    return f"Kolonnen »{column}« er tom i {counted(rows, 'række', 'rækker')}. Skriv perioden i kilden, eller slet rækkerne."


def strange_period(column: str, text: str, rows: int, wanted: Grain) -> str:
    """Say that a text is no period of the recipe's grain."""
    told = counted(rows, "række", "rækker")
    return f"Kolonnen »{column}«: »{text}« er ikke {ONE_GRAIN[wanted]} ({told}). Ret dem i kilden, eller slet dem."


def too_many_periods(column: str) -> str:
    """Say that a column has too many different texts to be periods."""
    return f"Kolonnen »{column}« har for mange forskellige værdier til at være perioder. Vælg en anden kolonne."


def more_faults(count: int) -> str:
    """Say how many faults are not named."""
    return f"{counted(count, 'værdi', 'værdier')} til kan ikke læses. Ret dem på samme måde."


def shared_cell(who: Sequence[str], period: Period, count: int) -> str:
    """Say that one cell stands on several rows."""
    return f"{', '.join([*who, spoken_period(period)])} står {format_number(count)} gange."


def more_shared() -> str:
    """Say that more cells stand on several rows than are named."""
    return "Flere står også mere end én gang."


def no_fill_down() -> str:
    """Say that rows of a database have no order to fill down by."""
    return "Rækkerne i en tabel har ingen rækkefølge, så tomme celler kan ikke udfyldes oppefra. Udfyld dem i kilden."


def holds_numbers(column: str) -> str:
    """Say that a column whose values would be seen holds CPR numbers."""
    return (
        f"Kolonnen »{column}« ser ud til at indeholde CPR-numre og kan ikke vises. "
        "Vælg en anden kolonne; numre må kun bruges til at tælle personer."
    )

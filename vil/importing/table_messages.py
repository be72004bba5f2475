"""Danish sentences about a file with several tables in it."""

from __future__ import annotations

from collections.abc import Sequence

from vil.importing.wording import counted, listed
from vil.model.reading import Doubt, Refusal


def table_name(number: int) -> str:
    """Name a table that has no name of its own."""
    return f"Tabel {number}"


def several_tables(chosen: str, others: Sequence[str]) -> Doubt:
    """Say which of several tables was read."""
    return Doubt("several_sheets", f"Der er flere tabeller. »{chosen}« er læst; {listed(others)} er ikke.")


def second_table(row: int, count: int) -> Doubt:
    """Say that another table begins further down and is left out."""
    return Doubt(
        "second_table",
        f"I række {row} begynder en tabel til. Derfra og ned er {counted(count, 'række', 'rækker')} ikke læst. "
        "Gem hver tabel for sig.",
        (row,),
    )


def refused_block(wanted: int, known: int) -> Refusal:
    """Refuse to read a table that is not there."""
    there = "kun én tabel" if known < 2 else f"{known} tabeller"
    return Refusal(
        "no_such_block", f"Der er ingen tabel nummer {wanted}; filen har {there}. Vælg en af dem i opskriften."
    )


def other_tables(chosen: int, known: int, count: int, rows: tuple[int, ...]) -> Doubt:
    """Say that there are several tables, and that the rows of the others are not read."""
    left = counted(count, "række", "rækker")
    return Doubt(
        "second_table",
        f"Der er {known} tabeller under hinanden. Nummer {chosen} er læst; {left} uden for den er ikke.",
        rows,
    )


def which_block(known: int) -> str:
    """Ask which of several tables under each other is meant."""
    return f"Der er {known} tabeller under hinanden. Hvilken skal læses?"


def block_label(first: int, last: int, names: Sequence[str]) -> str:
    """Describe one of several tables."""
    return f"Række {first}–{last}: {', '.join(names)}"

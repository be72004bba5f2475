"""Every Danish sentence about years and the parts of them that stand in columns of their own."""

from __future__ import annotations

from collections.abc import Sequence

from vil.importing.wording import listed
from vil.model.reading import Doubt


def paired_period(name: str, year: str, part: str) -> Doubt:
    """Say that a period was made of two columns."""
    return Doubt(
        "paired_period",
        f"Perioden er sat sammen af »{year}« og »{part}« i en ny kolonne, »{name}«. De to kolonner er der stadig.",
    )


def part_of_year(year: str, parts: Sequence[str]) -> Doubt:
    """Say that the year and the part of the year stand in columns of their own, and that only the year is read."""
    return Doubt(
        "part_of_year",
        f"Perioden er læst som år fra »{year}«, men {listed(parts)} deler året op. Saml dem til én kolonne (2026-03), hvis "
        "tallene skal ses på den kortere periode.",
    )


def serial_headers(cell: str, month: str) -> Doubt:
    """Say that headers were read as months the way Excel counts days."""
    return Doubt("serial_headers", f"Overskrifterne er måneder som Excels egne tal. »{cell}« er læst som {month}.")


def months_of_year(first: str, last: str, year: str) -> Doubt:
    """Say that headers were months without a year, and which year the file itself names."""
    return Doubt(
        "month_headers",
        f"Kolonnerne »{first}« til »{last}« er måneder uden år. De er læst som {year}, som filen selv nævner.",
    )


def months_without_year(first: str, last: str) -> Doubt:
    """Say that headers are months, and that nothing says of which year."""
    return Doubt(
        "month_headers",
        f"Kolonnerne »{first}« til »{last}« er måneder uden år, så de kan ikke læses som perioder. Skriv året i kolonnenavnene "
        "(»jan 2026«), eller lav udtrækket med én række for hver måned.",
    )


def week_numbers(column: str, cell: str, week: str) -> Doubt:
    """Say that figures were read as weeks, and not as months."""
    return Doubt("week_numbers", f"Kolonnen »{column}« har uger skrevet som tal. »{cell}« er læst som {week}.")

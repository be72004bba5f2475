"""The whole quality report of a version as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vil.formats import format_number, format_period
from vil.model.difference import VersionDifference
from vil.model.quality import QualityReport
from vil.model.revision import RevisionHabit
from vil.report.sheets import Table

_PLACE = ("Indikator", "Enhed", "Gruppe")
_TRANSITIONS = {
    "changed": "rettet",
    "appeared": "manglede før",
    "vanished": "mangler nu",
    "concealed": "er skjult nu",
    "revealed": "var skjult før",
}
_PARTS = {"value": "tallet", "denominator": "nævneren", "share": "andelen af det hele"}
_WRONG = {
    "over_hundred": "over 100 procent",
    "negative_percent": "under 0 procent",
    "negative_count": "et antal under nul",
}


def make_tables(
    report: QualityReport,
    difference: VersionDifference | None,
    habits: Sequence[RevisionHabit],
    names: Mapping[str, str],
) -> tuple[Table, ...]:
    """Put a report, the difference to the version before and what is learnt of revisions into tables; those with rows.

    `names` gives the name of each indicator by its id.
    """
    tables = [
        *_quality_tables(report, names),
        *(_difference_tables(difference, names) if difference else ()),
        _habit_table(habits, names),
    ]
    return tuple(table for table in tables if table.rows)


def _at(found: Any, name: Mapping[str, str]) -> tuple[str, ...]:
    return name[found.indicator], found.unit or "flere enheder", found.member or ""


def _quality_tables(report: QualityReport, name: Mapping[str, str]) -> tuple[Table, ...]:
    return (
        _overview(report, name),
        _reading(report),
        Table(
            "Skiller sig ud",
            (*_PLACE, "Periode", "Tal", "Plejer omkring", "Afstand (spredninger)", "Set i"),
            tuple(
                (*_at(one, name), format_period(one.period), one.value, one.usual, one.distance, _PARTS[one.part])
                for one in report.outliers
            ),
        ),
        Table(
            "Skift i niveau",
            (*_PLACE, "Fra", "Før", "Efter", "Enheder", "Ud af", "Set i"),
            tuple(
                (
                    *_at(one, name),
                    format_period(one.period),
                    one.before,
                    one.after,
                    one.units,
                    one.judged,
                    _PARTS[one.part],
                )
                for one in report.shifts
            ),
        ),
        *_presence_tables(report, name),
        Table(
            "Kan ikke passe",
            (*_PLACE, "Periode", "Tal", "Hvorfor"),
            tuple(
                (*_at(one, name), format_period(one.period), one.value, _WRONG[one.why]) for one in report.impossible
            ),
        ),
    )


def _overview(report: QualityReport, name: Mapping[str, str]) -> Table:
    headings = ("Indikator", "Felter", "Med tal", "Mangler", "Skjult", "Skjult i grupper")
    return Table(
        "Overblik",
        (*headings, "Set efter", "Skiller sig ud", "Ventet ved tilfælde", "Foreløbige perioder"),
        tuple(
            (
                name[one.indicator],
                one.cells,
                one.values,
                one.missing,
                one.hidden,
                one.group_hidden,
                one.judged,
                one.outliers,
                one.expected,
                one.provisional,
            )
            for one in report.indicators
        ),
    )


def _reading(report: QualityReport) -> Table:
    facts = report.reading
    counted = (
        ("Rækker i udgaven", report.rows),
        ("Tomme celler i filen", facts.missing_cells),
        ("Mærker for et manglende tal", ", ".join(facts.markers)),
        ("Celler, der ikke passede og er udeladt", facts.dropped_cells),
        ("Dobbelte rækker, der er taget én gang", facts.duplicates),
        ("Summer og niveauer, der holdes for sig", facts.totals),
        ("Ting at se efter i filen", facts.doubts),
    )
    return Table("Læsningen", ("Hvad", "Hvor meget"), tuple((what, _as_written(amount)) for what, amount in counted))


def _as_written(amount: int | str) -> str:
    return (amount or "ingen") if isinstance(amount, str) else format_number(amount)


def _presence_tables(report: QualityReport, name: Mapping[str, str]) -> tuple[Table, ...]:
    return (
        Table(
            "Huller",
            (*_PLACE, "Fra", "Til", "Perioder"),
            tuple((*_at(one, name), *_ends(one), one.periods) for one in report.gaps),
        ),
        Table(
            "Slutter før de andre",
            (*_PLACE, "Sidste tal", "Perioder siden"),
            tuple((*_at(one, name), format_period(one.period), one.periods) for one in report.stopped),
        ),
        Table(
            "Begynder efter de andre",
            (*_PLACE, "Første tal", "Perioder uden"),
            tuple((*_at(one, name), format_period(one.period), one.periods) for one in report.began),
        ),
        Table(
            "Står stille",
            (*_PLACE, "Fra", "Til", "Perioder", "Tal"),
            tuple((*_at(one, name), *_ends(one), one.periods, one.value) for one in report.frozen),
        ),
    )


def _ends(found: Any) -> tuple[str, str]:
    return format_period(found.first), format_period(found.last)


def _difference_tables(difference: VersionDifference, name: Mapping[str, str]) -> tuple[Table, ...]:
    counted = tuple(
        (
            name[one.indicator],
            one.compared,
            one.changed,
            one.appeared,
            one.vanished,
            one.concealed,
            one.revealed,
            one.total_before,
            one.total_after,
        )
        for one in difference.indicators
    )
    headings = ("Indikator", "Sammenlignet", "Rettet", "Kommet til", "Væk", "Skjult nu", "Ikke skjult mere")
    return (
        Table(f"Siden udgave {difference.before}", (*headings, "I alt før", "I alt nu"), counted),
        Table(
            "Rettede tal",
            (*_PLACE, "Periode", "Før", "Nu", "Hvad"),
            tuple(
                (*_at(one, name), format_period(one.period), one.before, one.after, _TRANSITIONS[one.transition])
                for one in difference.changes
            ),
        ),
    )


def _habit_table(habits: Sequence[RevisionHabit], name: Mapping[str, str]) -> Table:
    return Table(
        "Rettes senere",
        ("Indikator", "Alder (perioder)", "Ændrer sig typisk (%)", "Mindst (%)", "Mest (%)", "Set"),
        tuple(
            (
                name[habit.indicator],
                age.age,
                *(round(100 * (r - 1), 1) for r in (age.growth, age.low, age.high)),
                age.seen,
            )
            for habit in habits
            for age in habit.ages
        ),
    )

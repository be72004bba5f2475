"""What a dry run says in plain words."""

from __future__ import annotations

from vil.formats import format_number, format_period
from vil.model.drift import Change, Difference, DryRun, Total
from vil.model.series import UnitLevel

_ICONS = {True: ":material/front_hand:", False: ":material/check:"}
_NOTICES = frozenset({Change.NOTHING_NEW})


def headline(dry_run: DryRun) -> str:
    """Answer in a few words whether the extract is as it was."""
    stops = len(dry_run.stops)
    if dry_run.must_be_mended:
        return "Nej. Noget skal rettes, før det kan udgives."
    if stops:
        return f"Næsten. {'Én ting er anderledes' if stops == 1 else f'{format_number(stops)} ting er anderledes'}."
    if dry_run.outcome and any(total.changed_cells for total in dry_run.outcome.totals):
        return "Ja. Men nogle tal er andre, end de var."
    if any(one.change in _NOTICES for one in dry_run.differences):
        return "Ja. Men der er ikke noget nyt i det."
    return "Ja. Alt er, som det plejer."


def icon_of(difference: Difference) -> str:
    """Choose the sign before a difference: a hand where it stops, a tool where it must be mended, else a tick."""
    return ":material/build:" if difference.stops and not difference.can_be_accepted else _ICONS[difference.stops]


def describe_outcome(dry_run: DryRun) -> str:
    """Say what would be published."""
    if dry_run.outcome is None:
        return ""
    version = dry_run.outcome.version
    units = sum(unit.level is UnitLevel.UNIT for unit in version.units)
    many = "1 enhed" if units == 1 else f"{format_number(units)} enheder"
    span = f"{format_period(version.first)} til {format_period(version.last)}"
    text = f"Den nye udgave får **{format_number(version.rows)}** rækker, **{many}** og perioderne **{span}**."
    if dry_run.last is not None:
        text += f" Udgave {dry_run.last.number} slutter med {format_period(dry_run.last.last)}."
    if dry_run.outcome.dropped:
        cells = dry_run.outcome.dropped
        text += f" {'1 celle bliver' if cells == 1 else f'{format_number(cells)} celler bliver'} udeladt."
    return text


def describe_totals(dry_run: DryRun) -> list[dict[str, str]]:
    """Lay the totals beside the last version's, a line for each indicator; periods both have."""
    if dry_run.outcome is None or dry_run.last is None:
        return []
    before = f"Udgave {dry_run.last.number}"
    return [
        {
            "Tal": total.name,
            before: _figure(total.before),
            "Nu": _figure(total.after),
            "Ændret siden sidst": _changed(total),
        }
        for total in dry_run.outcome.totals
    ]


def _figure(value: float | None) -> str:
    if value is None:
        return "–"
    return format_number(value, 0 if value == round(value) else 1)


def _changed(total: Total) -> str:
    if not total.common_cells:
        return "ingen fælles perioder"
    if not total.changed_cells:
        return "nej"
    return f"{format_number(total.changed_cells)} af {format_number(total.common_cells)} tal"

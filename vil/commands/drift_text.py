"""What `vil publish` says of a dry run: in words, and as JSON."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vil.model.drift import Difference, DryRun, Outcome
    from vil.model.recipe import Recipe

_WAYS_OUT = "Intet er udgivet. Ret udtrækket eller opskriften, eller udgiv det, som det er, med --accept."
_MUST_MEND = "Intet er udgivet. Ret udtrækket eller opskriften, og prøv igen."
_SHOWN_CELLS = 50


def describe_dry_run(dry_run: DryRun) -> str:
    """Say in a few Danish lines what publishing would mean."""
    lines = [_first_line(dry_run), *(f"  {line}" for one in dry_run.differences for line in _say(one))]
    if dry_run.outcome:
        from vil.services.telling import tell_changes, tell_quality

        lines += [f"  {line}" for line in _say_totals(dry_run.outcome)]
        lines += [f"  Ændret: {line}" for line in tell_changes(dry_run)]
        lines += [f"  Læg mærke til: {line}" for line in tell_quality(dry_run.outcome.version)]
    return "\n".join([*lines, *(f"  · {warning}" for warning in dry_run.warnings)])


def _first_line(dry_run: DryRun) -> str:
    from vil.formats import format_number

    if dry_run.outcome is None:
        return f"{dry_run.source_file} kan ikke udgives som {dry_run.recipe.dataset} endnu. Intet er udgivet."
    rows = format_number(dry_run.outcome.version.rows)
    return f"{dry_run.source_file}: {rows} rækker kan udgives som {dry_run.recipe.dataset}. Intet er udgivet."


def _say(difference: Difference) -> list[str]:
    first = f"{'STOP' if difference.stops else 'ok  '} {difference.message}"
    if difference.mapping:
        first += f" ({difference.mapping.why})"
    return [first, f"     Hvis det er i orden: {difference.accepting}"] if difference.accepting else [first]


def _say_totals(outcome: Outcome) -> list[str]:
    from vil.formats import format_number, format_period
    from vil.model.series import UnitLevel

    version = outcome.version
    span = f"{format_period(version.first)} til {format_period(version.last)}"
    units = sum(unit.level is UnitLevel.UNIT for unit in version.units)
    lines = [f"{format_number(units)} enheder, {span}."]
    for total in outcome.totals:
        changed = f"{format_number(total.changed_cells)} af {format_number(total.common_cells)} tal er ændret"
        sums = ""
        if total.before is not None and total.after is not None:
            places = 0 if total.before == round(total.before) and total.after == round(total.after) else 1
            before, after = (format_number(value, places) for value in (total.before, total.after))
            sums = f"{before} før og {after} nu i fælles perioder; "
        lines.append(f"{total.name}: {sums}{changed}.")
    return lines


def describe_stops(dry_run: DryRun) -> str:
    """Say everything that must be decided or mended before anything is published, with every place."""
    lines = []
    for one in dry_run.stops:
        lines.append(one.message)
        lines += [f"  {fault.message}" for fault in one.faults[:_SHOWN_CELLS]]
        if len(one.faults) > _SHOWN_CELLS:
            lines.append(f"  og {one.count - _SHOWN_CELLS} til. Brug --problems for at få dem alle.")
    return "\n".join([*lines, _MUST_MEND if dry_run.must_be_mended else _WAYS_OUT])


def dry_run_as_json(dry_run: DryRun) -> dict[str, Any]:
    """Turn a dry run into what `--json` prints of it."""
    outcome = dry_run.outcome
    return {
        "dataset": dry_run.recipe.dataset,
        "version": None,
        "source_file": dry_run.source_file,
        "source_hash": dry_run.source_hash,
        "rows": outcome.version.rows if outcome else None,
        "warnings": list(dry_run.warnings),
        "stops": len(dry_run.stops),
        "must_be_mended": len(dry_run.must_be_mended),
        "drift": [_difference_as_json(one) for one in dry_run.differences],
        "outcome": _outcome_as_json(outcome) if outcome else None,
        "last": dry_run.last.number if dry_run.last else None,
    }


def _difference_as_json(difference: Difference) -> dict[str, Any]:
    from vil.model.plain import to_plain

    plain: dict[str, Any] = to_plain(difference)
    return {**plain, "stops": difference.stops, "can_be_accepted": difference.can_be_accepted}


def _outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    from vil.model.plain import to_plain

    version = outcome.version
    return {
        "rows": version.rows,
        "units": [unit.name for unit in version.units],
        "first": version.first.code,
        "last": version.last.code,
        "dropped": outcome.dropped,
        "totals": to_plain(outcome.totals),
    }


def describe_changes(before: Recipe, after: Recipe, name: str) -> str:
    """Say what to change in a recipe that is the analyst's own and so is left alone; empty when nothing is."""
    from vil.importing import dump_recipe

    old, new = dump_recipe(before).splitlines(), dump_recipe(after).splitlines()
    changed = [line for line in difflib.unified_diff(old, new, n=0, lineterm="") if line[:3] not in ("---", "+++")]
    if not changed:
        return ""
    return "\n".join([f"Opskriften {name} er ikke rettet. Ret den sådan, så er det kendt næste gang:", *changed])

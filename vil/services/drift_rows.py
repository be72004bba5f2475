"""The rows of a dry run: every fault, and the version they would become beside the last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from vil.errors import RecipeInvalid
from vil.importing import drift_messages as messages
from vil.model.drift import Change, Difference, Fault, Outcome, Total
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import HEADERS, ColumnRule, Drift, Recipe
from vil.model.series import DatasetVersion
from vil.services.leaving_out import leave_out_by_rule
from vil.services.version_changes import compare_totals, compare_versions
from vil.settings import Settings

if TYPE_CHECKING:
    from vil.importing import Examined

_NOBODY = "-"


@dataclass(frozen=True)
class Held:
    """An extract on its way through the comparison. `recipe` has the rules that count, `fitted` is what would be published."""

    reading: Reading
    recipe: Recipe
    fitted: Recipe
    differences: tuple[Difference, ...] = ()
    outcome: Outcome | None = None


def built_in(folder: Path) -> Path:
    """Name the folder of data sets, in that of a dry run, where it builds the version."""
    return folder / "datasets"


def hold_rows(settings: Settings, held: Held, file: str, last: DatasetVersion | None, folder: Path) -> Held:
    """Shape the rows with every faulty cell left out, and hold what they become against the last version."""
    from vil.importing import examine_rows, look_of

    recipe = held.fitted
    looked = replace(recipe, columns=recipe.columns or look_of(held.reading, recipe))
    tolerant = replace(looked, columns=tuple(replace(rule, drift=Drift.DROP) for rule in _all_rules(looked)))
    examined = examine_rows(held.reading, tolerant, folder / "rows.parquet")
    faults = _find_faults(held, examined)
    fitted = _settled(held.reading, looked, {one.column for one in examined.dropped})
    held = replace(held, fitted=fitted, differences=_joined(held, faults))
    if examined.rows is None:
        return held
    return _hold_version(settings, held, (file, examined), last, folder)


def _find_faults(held: Held, examined: Examined) -> list[Difference]:
    told = {one.names[0] for one in held.differences if one.change is Change.COLUMN_MISSING}
    faults = [_faulty(held, one.column, one.count, one.faults) for one in examined.dropped]
    double = examined.duplicates
    if double.count:
        text = f"{messages.duplicates(double.count)} {double.mend}"
        faults.append(Difference(Change.DUPLICATES, text, count=double.count, faults=double.faults))
    return faults + [Difference(Change.RECIPE, text) for text in examined.problems if not _is_told(text, told)]


def _all_rules(recipe: Recipe) -> tuple[ColumnRule, ...]:
    """List the rules of a recipe, and one for every column it uses without a rule."""
    from vil.importing import used_columns

    known = {rule.name for rule in recipe.columns}
    more = (*used_columns(recipe), HEADERS)
    return (
        *recipe.columns,
        *(ColumnRule(name, ColumnType.TEXT) for name in dict.fromkeys(more) if name not in known),
    )


def _is_told(text: str, names: set[str]) -> bool:
    return any(f"»{name}«" in text.split(".")[0] for name in names)


def _faulty(held: Held, column: str, count: int, faults: tuple[Fault, ...]) -> Difference:
    """Tell of faulty cells under the rule of their column; a recipe without rules does not drop them by itself."""
    rule = held.recipe.rule_of(column)
    is_period = column == held.fitted.period
    return Difference(
        Change.FAULTY_CELLS,
        messages.faulty_cells(column, count),
        messages.drop_cells(count, is_period=is_period),
        column,
        (column,),
        count,
        rule if rule is Drift.DROP else Drift.STOP,
        faults=faults,
    )


def _ruling(recipe: Recipe, column: str) -> str:
    return HEADERS if column in {*recipe.period_columns, *recipe.unit_columns} else column


def _settled(reading: Reading, recipe: Recipe, dropped: set[str]) -> Recipe:
    """Write down what the columns are like now; those with cells left out stay of the kind they were, under that rule."""
    from vil.importing import look_of

    before = {rule.name: rule for rule in recipe.columns}
    ruling = {_ruling(recipe, name) for name in dropped}
    rules = []
    for rule in look_of(reading, recipe):
        if rule.name in ruling:
            kind = before[rule.name].type if rule.name in before else ColumnType.NUMBER
            kind = ColumnType.NUMBER if rule.name not in (recipe.period, HEADERS) else kind
            rules.append(ColumnRule(rule.name, kind, Drift.DROP))
        else:
            rules.append(rule)
    return replace(recipe, columns=tuple(rules))


def _joined(held: Held, faults: list[Difference]) -> tuple[Difference, ...]:
    """Tell of a column once: of its faulty cells where most are as they were, else of its new kind and the cells behind it."""
    cells = {one.column: one for one in faults if one.change is Change.FAULTY_CELLS}
    filled = {column.name: held.reading.data_rows - column.missing for column in held.reading.columns}
    other = [one for one in held.differences if one.change is Change.COLUMN_TYPE and one.column in cells]
    mostly_good = {one.column for one in other if 2 * cells[one.column].count < filled.get(str(one.column), 0)}
    wholly_other = {one.column for one in other} - mostly_good
    kept = [
        _with_cells(one, cells[one.column]) if one.column in wholly_other else one
        for one in held.differences
        if one.change is not Change.COLUMN_TYPE or one.column not in mostly_good
    ]
    more = [one for one in faults if one.change is not Change.FAULTY_CELLS or one.column not in wholly_other]
    return (*kept, *more)


def _with_cells(difference: Difference, cells: Difference) -> Difference:
    return replace(difference, faults=cells.faults, count=cells.count, rule=cells.rule, accepting=cells.accepting)


def _hold_version(
    settings: Settings, held: Held, shaped: tuple[str, Examined], last: DatasetVersion | None, folder: Path
) -> Held:
    """Build the version it would become in a folder that is thrown away, and compare it with the last."""
    from vil.services.judging import judge_version
    from vil.warehouse import RowsHere, publish

    file, examined = shaped
    rows, left = leave_out_by_rule(held.fitted, examined.relation, last)
    try:
        version = publish(
            RowsHere(rows),
            held.fitted,
            datasets=built_in(folder),
            source_file=file,
            source_hash="",
            published_by=_NOBODY,
            judge=partial(judge_version, datasets=settings.datasets),
            held_against=settings.datasets,
        )
    except RecipeInvalid as invalid:
        faults = tuple(Difference(Change.RECIPE, text) for text in invalid.problems)
        return replace(held, differences=held.differences + faults)
    found: tuple[Difference, ...] = left
    totals: tuple[Total, ...] = ()
    if last is not None:
        found += compare_versions(last, version, replace(held.fitted, columns=held.recipe.columns))
        totals = compare_totals((settings.datasets, last), (built_in(folder), version))
    outcome = Outcome(version, totals, examined.dropped_cells, left)
    return replace(held, differences=held.differences + found, outcome=outcome)

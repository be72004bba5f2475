"""Leave out what a recipe says to drop when it is new: rows of units and members that the last version did not have."""

from __future__ import annotations

from pathlib import Path

from vil.importing import drift_messages as messages
from vil.importing.leaving_out import LeftOut, leave_out_new
from vil.model.drift import Change, Difference
from vil.model.recipe import Drift, Recipe
from vil.model.series import DatasetVersion
from vil.services.version_changes import member_names, unit_column, unit_names


def leave_out_by_rule(recipe: Recipe, rows: Path, last: DatasetVersion | None) -> tuple[Difference, ...]:
    """Leave new units and members out of shaped rows where the rule of their column says so, and tell which."""
    if last is None:
        return ()
    found = []
    if recipe.rule_of(unit_column(recipe)) is Drift.DROP:
        found.append(_told(Change.UNIT_NEW, unit_column(recipe), leave_out_new(rows, "unit", unit_names(last))))
    if recipe.dimensions and last.dimensions and recipe.rule_of(recipe.dimensions[0]) is Drift.DROP:
        left = leave_out_new(rows, "member", member_names(last))
        found.append(_told(Change.MEMBER_NEW, recipe.dimensions[0], left))
    return tuple(one for one in found if one)


def _told(change: Change, column: str, left: LeftOut | None) -> Difference | None:
    if left is None:
        return None
    text = messages.leave_new(left.names, left.rows)
    return Difference(change, text, column=column, names=left.names, count=len(left.names), rule=Drift.DROP)

"""Leave out what a recipe says to drop when it is new: rows of units and members that the last version did not have."""

from __future__ import annotations

from vil.importing import drift_messages as messages
from vil.importing.leaving_out import LeftOut, leave_out_new
from vil.model.drift import Change, Difference
from vil.model.recipe import Drift, Recipe
from vil.model.series import DatasetVersion
from vil.services.version_changes import member_names, unit_column, unit_names


def leave_out_by_rule(recipe: Recipe, rows: str, last: DatasetVersion | None) -> tuple[str, tuple[Difference, ...]]:
    """Leave new units and members out of shaped rows (a relation) where the rule of their column says so, and tell which."""
    if last is None:
        return rows, ()
    wanted = [(unit_column(recipe), "unit", Change.UNIT_NEW, unit_names(last))]
    if recipe.dimensions and last.dimensions:
        wanted.append((recipe.dimensions[0], "member", Change.MEMBER_NEW, member_names(last)))
    found = []
    for column, key, change, known in wanted:
        left = leave_out_new(rows, key, known) if recipe.rule_of(column) is Drift.DROP else None
        if left:
            rows = left.kept
            found.append(_told(change, column, left))
    return rows, tuple(found)


def _told(change: Change, column: str, left: LeftOut) -> Difference:
    text = messages.leave_new(left.names, left.rows)
    return Difference(change, text, column=column, names=left.names, count=len(left.names), rule=Drift.DROP)

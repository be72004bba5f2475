"""Leave out what a recipe says to drop when it is new: rows of units and members that the last version did not have."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from vil.importing import drift_messages as messages
from vil.importing.leaving_out import LeftOut, leave_out_new, leave_out_where_they_lie
from vil.importing.source_table import Ask
from vil.model.drift import Change, Difference
from vil.model.recipe import Drift, Recipe
from vil.model.series import DatasetVersion
from vil.services.version_changes import member_names, unit_column, unit_names

_Leave = Callable[[str, str, Collection[str]], LeftOut | None]


def leave_out_by_rule(recipe: Recipe, rows: str, last: DatasetVersion | None) -> tuple[str, tuple[Difference, ...]]:
    """Leave new units and members out of shaped rows (a relation) where the rule of their column says so, and tell which."""
    return _leave_out(leave_out_new, rows, recipe, last)


def leave_out_there(
    ask: Ask, relation: str, recipe: Recipe, last: DatasetVersion | None
) -> tuple[str, tuple[Difference, ...]]:
    """Do as `leave_out_by_rule` does with rows that stay where they lie: give the relation without them, and tell which."""
    return _leave_out(partial(leave_out_where_they_lie, ask), relation, recipe, last)


def _leave_out(
    leave: _Leave, rows: str, recipe: Recipe, last: DatasetVersion | None
) -> tuple[str, tuple[Difference, ...]]:
    if last is None:
        return rows, ()
    wanted = [(unit_column(recipe), "unit", Change.UNIT_NEW, unit_names(last))]
    if recipe.dimensions and last.dimensions:
        wanted.append((recipe.dimensions[0], "member", Change.MEMBER_NEW, member_names(last)))
    found = []
    for column, key, change, known in wanted:
        left = leave(rows, key, known) if recipe.rule_of(column) is Drift.DROP else None
        if left:
            rows = left.kept
            found.append(_told(change, column, left))
    return rows, tuple(found)


def _told(change: Change, column: str, left: LeftOut) -> Difference:
    text = messages.leave_new(left.names, left.rows)
    return Difference(change, text, column=column, names=left.names, count=len(left.names), rule=Drift.DROP)

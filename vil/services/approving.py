"""Approve a number (*Godkendt*), and see by itself when what was approved is no longer what is published."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from vil.errors import ApprovalUnnamed
from vil.model.card import Approval
from vil.model.indicator import Indicator
from vil.model.plain import to_plain
from vil.model.recipe import Recipe
from vil.model.series import DatasetVersion
from vil.records import Store, card_reading
from vil.records.card_tables import ApprovalRow
from vil.records.editing import Kind
from vil.services.cards import begin_card
from vil.services.rounds import remove
from vil.services.saving import add_card
from vil.warehouse import list_versions

Facts = tuple[tuple[str, str], ...]
_OF_THE_INDICATOR = (
    "name", "definition", "aggregation", "measure", "value", "numerator", "denominator", "key", "only", "formula", "weight",
    "persons", "scale",
)  # fmt: skip
_WHERE_SAID = ("behind", "part_of")
_OF_THE_RECIPE = (
    "grain", "period", "unit", "unit_levels", "dimensions", "bands", "totals", "filters", "added_over", "adds_days",
    "person_key", "disclosure", "threshold",
)  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """How an approval stands in the version that is shown.

    `changed` names the facts that are not as they were approved, empty while it holds; `since` is when the first version that
    differs was published.
    """

    approval: Approval
    changed: tuple[str, ...] = ()
    since: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether what is published is still what was approved."""
        return not self.changed


def list_facts(recipe: Recipe, indicator: Indicator) -> Facts:
    """List everything that decides what a number means: its definition, and the schema it is counted in.

    The columns a wide extract gains with each month or unit are no part of it, nor is the order columns stand in.
    """
    facts = {name: getattr(indicator, name) for name in _OF_THE_INDICATOR}
    facts |= {name: said for name in _WHERE_SAID if (said := getattr(indicator, name)) is not None}
    facts |= {name: getattr(recipe, name) for name in _OF_THE_RECIPE}
    headers = {*recipe.period_columns, *recipe.unit_columns}
    facts["columns"] = sorted((rule.name, str(rule.type)) for rule in recipe.columns if rule.name not in headers)
    facts["parts"] = [list_facts(recipe, part) for part in _find_parts(recipe, indicator)]
    return tuple((name, json.dumps(to_plain(fact), ensure_ascii=False, sort_keys=True)) for name, fact in facts.items())


def _find_parts(recipe: Recipe, indicator: Indicator) -> list[Indicator]:
    """Find the other indicators that a calculated one is made of."""
    named = set(re.findall(r"\w+", indicator.formula))
    return [part for part in recipe.indicators if part.id in named and part.id != indicator.id]


def make_fingerprint(facts: Facts) -> str:
    """Make the content hash of what was approved, hexadecimal."""
    return hashlib.sha256(json.dumps(sorted(facts), ensure_ascii=False).encode()).hexdigest()


def approve(store: Store, version: DatasetVersion, indicator_id: str, *, name: str, today: date) -> Approval:
    """Approve a number as it is defined and counted in this version; earlier approvals stay in the records.

    Raises ApprovalUnnamed when nobody puts a name to it.
    """
    if not name.strip():
        raise ApprovalUnnamed
    facts = list_facts(version.recipe, version.indicator(indicator_id))
    card_id = begin_card(store, version.dataset, indicator_id)
    with store.writing() as writer:
        row = ApprovalRow(indicator_card_id=card_id, name=name.strip(), approved_on=today, data_version=version.number)
        row.fingerprint, row.definition = make_fingerprint(facts), dict(facts)
        return card_reading.as_approval(add_card(writer, row))


def withdraw_approval(store: Store, approval_id: str) -> None:
    """Take an approval back; the one before it stands again, where there is one."""
    remove(store, Kind.APPROVAL, approval_id)


def judge_approval(datasets: Path, approval: Approval, version: DatasetVersion, indicator_id: str) -> Standing:
    """Say whether an approval holds for a version, and if not what changed and since when."""
    changed = _find_changes(approval, version, indicator_id)
    if not changed:
        return Standing(approval)
    since = version.published_at
    for earlier in reversed(list_versions(datasets, version.dataset)):
        if earlier.number >= version.number:
            continue
        if earlier.number <= approval.data_version or not _find_changes(approval, earlier, indicator_id):
            break
        since = earlier.published_at
    return Standing(approval, changed, since)


def _find_changes(approval: Approval, version: DatasetVersion, indicator_id: str) -> tuple[str, ...]:
    indicator = next((found for found in version.recipe.indicators if found.id == indicator_id), None)
    if indicator is None:
        return ("indicator",)
    now = list_facts(version.recipe, indicator)
    if make_fingerprint(now) == approval.fingerprint:
        return ()
    approved = dict(approval.definition)
    return tuple(name for name, fact in now if approved.get(name, fact) != fact)

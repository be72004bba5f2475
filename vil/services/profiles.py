"""Everything the indicator card shows of one number: what is published, and what is written beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vil.analysis import find_target
from vil.model.card import IndicatorCard, Target
from vil.model.indicator import Indicator
from vil.model.recipe import Event
from vil.model.series import DatasetVersion
from vil.records import Store
from vil.services.approving import Standing, judge_approval
from vil.services.cards import load_card
from vil.services.exploring import find_version
from vil.services.freshness import Timing, judge_number


@dataclass(frozen=True)
class Profile:
    """One number's card beside the version that is in force. `targets` hold today."""

    version: DatasetVersion
    indicator: Indicator
    card: IndicatorCard
    timing: Timing | None
    standing: Standing | None
    events: tuple[Event, ...]
    targets: tuple[Target, ...]


def find_profile(datasets: Path, store: Store, dataset: str, indicator_id: str, today: date) -> Profile:
    """Find what is known of a number today; one that is not in the version in force gives way to the first that is.

    Raises NotFound when there is no such data set.
    """
    version = find_version(datasets, dataset)
    known = {indicator.id: indicator for indicator in version.recipe.indicators}
    indicator = known.get(indicator_id, version.recipe.indicators[0])
    card = load_card(store, dataset, indicator.id)
    standing = judge_approval(datasets, card.approval, version, indicator.id) if card.approval else None
    return Profile(
        version,
        indicator,
        card,
        judge_number(datasets, version, indicator.id, card.frequency, today),
        standing,
        _list_events(version, indicator, card),
        list_current_targets(card, today),
    )


def list_current_targets(card: IndicatorCard, today: date) -> tuple[Target, ...]:
    """List the targets that hold today: one for all units first, then one for each unit that has its own."""
    kept = [target for target in card.targets if not target.is_withdrawn]
    units = dict.fromkeys(sorted({target.unit for target in kept}, key=lambda unit: (unit is not None, unit or "")))
    found = (find_target([target for target in kept if target.unit == unit], today) for unit in units)
    return tuple(target for target in found if target is not None)


def _list_events(version: DatasetVersion, indicator: Indicator, card: IndicatorCard) -> tuple[Event, ...]:
    of_the_recipe = [event for event in version.recipe.events if event.indicator in (None, indicator.id)]
    known = {(event.start, event.name) for event in of_the_recipe}
    added = [found.event for found in card.events if (found.event.start, found.event.name) not in known]
    return tuple(sorted([*of_the_recipe, *added], key=lambda event: event.start, reverse=True))

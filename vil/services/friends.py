"""Find the friends in staff: whom the indicator cards and the data landscape say one can call, and about which numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vil.records import Store, landscape_reading
from vil.services.cards import load_cards
from vil.services.exploring import list_published


@dataclass(frozen=True)
class Friend:
    """Somebody to call: how to reach them, and the names of the numbers or sources they know."""

    name: str
    reached_at: str
    numbers: tuple[str, ...]


def list_friends(datasets: Path, store: Store) -> tuple[Friend, ...]:
    """List everybody named on an indicator card, by the data sets, and then on the landscape, with what they know."""
    known: dict[tuple[str, str], list[str]] = {}
    for version in list_published(datasets):
        ids = [indicator.id for indicator in version.recipe.indicators]
        for card in load_cards(store, version.dataset, ids):
            if card.contact_name.strip():
                reached_at = card.contact_phone or card.contact_email or card.contact_teams
                number = f"{version.indicator(card.indicator).name} ({version.recipe.title})"
                known.setdefault((card.contact_name, reached_at), []).append(number)
    with store.reading() as reader:
        for texts in landscape_reading.load_nodes(reader).values():
            if texts.contact_name.strip() and texts.name.strip():
                known.setdefault((texts.contact_name, texts.contact_at), []).append(texts.name)
    return tuple(Friend(name, reached_at, tuple(numbers)) for (name, reached_at), numbers in known.items())

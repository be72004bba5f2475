"""Draw action cards, fill them, see who has them and by when, and finish them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Unpack

from vil.content import CardTexts
from vil.errors import CardNotFound, CardTooLate
from vil.model.action_card import ActionCard, Deck
from vil.records import Store, direction_reading
from vil.records.direction_tables import ActionCardRow
from vil.records.editing import Kind
from vil.services.fields import ActionCardFields
from vil.services.rounds import remove, restore
from vil.services.saving import add_card, save_card

SOON_DAYS = 3
"""A card is reminded of from this many days before its day."""


def draw_card(
    store: Store, deck: Deck, *, today: date, goal_id: str | None = None, round_id: str | None = None, text: str = ""
) -> ActionCard:
    """Take a new card from a deck, for a goal or a round where it is known what it is for."""
    with store.writing() as writer:
        row = ActionCardRow(deck=deck, text=text, goal_id=goal_id, round_id=round_id, drawn_on=today)
        return direction_reading.as_action_card(add_card(writer, row))


def load_action_card(store: Store, card_id: str) -> ActionCard:
    """Load one card; CardNotFound when there is none or it is removed."""
    with store.reading() as reader:
        found = direction_reading.load_action_cards(reader, card_id)
    if not found:
        raise CardNotFound(card_id)
    return found[0]


def list_action_cards(store: Store) -> tuple[ActionCard, ...]:
    """List the cards that are not removed: those to be done first, by their day, then those that are done, latest first."""
    with store.reading() as reader:
        found = direction_reading.load_action_cards(reader)
    waiting = sorted((card for card in found if card.done_on is None), key=lambda card: card.due or date.max)
    done = sorted((card for card in found if card.done_on), key=lambda card: card.done_on or date.min, reverse=True)
    return (*waiting, *done)


def save_action_card(
    store: Store, card_id: str, *, version: int, texts: CardTexts, **fields: Unpack[ActionCardFields]
) -> ActionCard:
    """Save fields of a card.

    Raises CardTooLate, and saves nothing, when its day is further from the day it was drawn than its deck allows.
    """
    card, due = load_action_card(store, card_id), fields.get("due")
    most_days = texts.decks[card.deck].most_days
    if due is not None and most_days and due > card.drawn_on + timedelta(days=most_days):
        raise CardTooLate(most_days)
    return save_card(
        store,
        ActionCardRow,
        card_id,
        version,
        fields,
        lambda _writer, row: direction_reading.as_action_card(row),
    )


def remove_action_card(store: Store, card_id: str) -> None:
    """Put a card away; it can be brought back."""
    remove(store, Kind.ACTION_CARD, card_id)


def restore_action_card(store: Store, card_id: str) -> None:
    """Bring a card back."""
    restore(store, Kind.ACTION_CARD, card_id)

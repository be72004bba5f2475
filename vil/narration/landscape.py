"""Say what is known about a thing on the data landscape, in few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vil.analysis import Freshness
from vil.formats import format_date
from vil.model.landscape import Node
from vil.model.period import Grain
from vil.narration.freshness import say_frequency, say_late
from vil.narration.names import join_words

RHYTHMS = {
    Grain.DAY: "hver dag",
    Grain.WEEK: "hver uge",
    Grain.MONTH: "hver måned",
    Grain.QUARTER: "hvert kvartal",
    Grain.HALF: "hvert halvår",
    Grain.YEAR: "hvert år",
    Grain.SCHOOLYEAR: "hvert skoleår",
}


LABELS = ("Her ligger", "Ejer", "Ring til", "Nye tal", "Sådan registreres det")
"""What can be known of a thing, in the order it is told."""


def list_facts(node: Node) -> tuple[tuple[str, str], ...]:
    """List what is known of a node as pairs of a label and a text: what the cards say first, then what was written here."""
    texts, cards = node.texts, node.cards
    owners = _joined([*cards.owners, texts.owner])
    contacts = _joined(
        [*(_reach(*contact) for contact in cards.contacts), _reach(texts.contact_name, texts.contact_at)]
    )
    practices = [f"{number}: {text}" if number else text for number, text in cards.registrations]
    practices += [] if any(texts.registration.strip() in said for said in practices) else [texts.registration.strip()]
    facts = (texts.holds, owners, contacts, say_rhythm(node), " ".join(practices))
    return tuple((label, " ".join(text.split())) for label, text in zip(LABELS, facts, strict=True) if text.strip())


def say_rhythm(node: Node) -> str:
    """Say how often a node is updated; empty where nobody has said.

    What the cards promise is said whole; what was written on the map is a rhythm alone.
    """
    if node.cards.frequencies:
        said = [say_frequency(found).rstrip(".") for found in node.cards.frequencies]
        return join_words([f"{one[:1].lower()}{one[1:]}" for one in said])
    return RHYTHMS.get(node.texts.update_grain, "") if node.texts.update_grain else ""


def name_rhythm(node: Node) -> str:
    """Name how often a node is updated in two words, by the cards where they say so; empty where nobody has said."""
    written = [node.texts.update_grain] if node.texts.update_grain else []
    grains = [found.grain for found in node.cards.frequencies] or written
    return join_words([RHYTHMS[grain] for grain in dict.fromkeys(grains)])


def say_published(published_on: date, freshness: Freshness | None) -> tuple[str, ...]:
    """Say when a data set was last published, and what should be here by now and is not."""
    late = say_late(freshness) if freshness is not None else ""
    return (f"Opdateret {format_date(published_on)}.", *([late] if late else []))


def list_names(names: Sequence[str], most: int = 3) -> str:
    """List the first few names, and how many more there are.

    >>> list_names(["a", "b", "c", "d"], 2)
    '»a«, »b« og 2 mere'
    """
    shown = [f"»{name}«" for name in names[:most]]
    if len(names) <= most:
        return join_words(shown)
    return f"{', '.join(shown)} og {len(names) - most} mere"


def _reach(name: str, reached_at: str) -> str:
    return ", ".join(filter(None, (name.strip(), reached_at.strip())))


def _joined(texts: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(text.strip() for text in texts if text.strip()))

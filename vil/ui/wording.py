"""The words of direction and rhythm, with the organisation's own in place of ours where it has some."""

from __future__ import annotations

from pathlib import Path

from vil.content import (
    CardTexts,
    CompassTexts,
    LandscapeTexts,
    ProgrammeTexts,
    TreeTexts,
    load_cards,
    load_compass,
    load_landscape,
    load_programme,
    load_tree,
)
from vil.services.own_texts import FOLDER
from vil.ui import state


def own_texts() -> Path:
    """Where an organisation's own texts lie."""
    return state.read_settings().data_dir / FOLDER


def compass() -> CompassTexts:
    """The six principles and the thirteen pairs."""
    return load_compass(own_texts())


def tree() -> TreeTexts:
    """The eight questions."""
    return load_tree(own_texts())


def cards() -> CardTexts:
    """The two decks and the friend."""
    return load_cards(own_texts())


def landscape() -> LandscapeTexts:
    """The columns of the data landscape, and its example."""
    return load_landscape(own_texts())


def programme() -> ProgrammeTexts:
    """The workshops, the pulse and the evaluation."""
    return load_programme(own_texts())

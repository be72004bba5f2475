"""The method's texts, built in as TOML, with the organisation's own in place of ours where it has some."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, TypeVar

from vil.content import landscape, programme, tree
from vil.content.board import AxisText, BehaviourText, BoardTexts, GridText, Prompt, StartingPoint, StepText
from vil.content.cards import CardTexts, DeckText
from vil.content.compass import CompassTexts, MirrorTexts, Pair, Principle
from vil.content.landscape import ColumnText, Example, ExampleGoal, ExampleNode, GapText, LandscapeTexts
from vil.content.loading import find_strangers, load_text_file, newest_change
from vil.content.practice import PracticeTexts, load_practice
from vil.content.programme import EvaluationText, ProgrammeTexts, PulseText, WorkshopText
from vil.content.tree import TreeAction, TreeQuestion, TreeTexts
from vil.content.words import WordTexts, load_words
from vil.errors import ContentInvalid

__all__ = [
    "AxisText",
    "BehaviourText",
    "BoardTexts",
    "CardTexts",
    "ColumnText",
    "CompassTexts",
    "DeckText",
    "EvaluationText",
    "Example",
    "ExampleGoal",
    "ExampleNode",
    "GapText",
    "GridText",
    "LandscapeTexts",
    "MirrorTexts",
    "Pair",
    "PracticeTexts",
    "Principle",
    "ProgrammeTexts",
    "Prompt",
    "PulseText",
    "StartingPoint",
    "StepText",
    "TreeAction",
    "TreeQuestion",
    "TreeTexts",
    "WordTexts",
    "WorkshopText",
    "find_content_faults",
    "load_cards",
    "load_compass",
    "load_landscape",
    "load_practice",
    "load_programme",
    "load_texts",
    "load_tree",
    "load_words",
]

T = TypeVar("T")
_kept: dict[tuple[Path | None, str], tuple[int, Any]] = {}


def load_texts(override: Path | None = None) -> BoardTexts:
    """Load the board's texts; a `board.toml` in the `override` folder replaces what it mentions.

    The answer is kept until the file changes. Raises ContentInvalid with every fault found in the file.
    """
    return _load(BoardTexts, "board.toml", override)


def load_compass(override: Path | None = None) -> CompassTexts:
    """Load the six principles and the thirteen pairs, as `load_texts` does."""
    return _load(CompassTexts, "compass.toml", override)


def load_tree(override: Path | None = None) -> TreeTexts:
    """Load the eight questions, as `load_texts` does; where an answer leads is not replaced."""
    return _load(TreeTexts, "tree.toml", override, tree.FIXED)


def load_cards(override: Path | None = None) -> CardTexts:
    """Load the decks, as `load_texts` does; a list of ideas takes the place of ours."""
    return _load(CardTexts, "cards.toml", override)


def load_landscape(override: Path | None = None) -> LandscapeTexts:
    """Load the columns and the filled example, as `load_texts` does; how the example hangs together is not replaced."""
    return _load(LandscapeTexts, "landscape.toml", override, landscape.FIXED)


def load_programme(override: Path | None = None) -> ProgrammeTexts:
    """Load the workshops, the pulse and the evaluation, as `load_texts` does; numbers of the method are not replaced."""
    return _load(ProgrammeTexts, "programme.toml", override, programme.FIXED)


def find_content_faults(override: Path) -> tuple[str, ...]:
    """Find everything wrong with an organisation's own texts, file by file; empty when all can be used."""
    faults = list(find_strangers(override))
    for load in _LOADERS:
        try:
            load(override)
        except ContentInvalid as problem:
            faults += [f"{Path(problem.file).name}: {fault}" for fault in problem.faults]
    return tuple(faults)


def _load(kind: type[T], name: str, override: Path | None, fixed: Collection[str] = ()) -> T:
    changed = newest_change(override, name)
    kept = _kept.get((override, name))
    if kept is None or kept[0] != changed:
        _kept[override, name] = kept = (changed, load_text_file(kind, name, override, fixed))
    found: T = kept[1]
    return found


_LOADERS = (
    load_texts,
    load_compass,
    load_tree,
    load_cards,
    load_landscape,
    load_programme,
    load_practice,
    load_words,
)
"""Every reader of a text file that an organisation may have its own of."""

"""The method's texts, built in as TOML, with the organisation's own in place of ours where it has some."""

from __future__ import annotations

from pathlib import Path

from vil.content.board import AxisText, BehaviourText, BoardTexts, GridText, Prompt, StartingPoint, StepText
from vil.content.loading import load_text_file, newest_change

__all__ = [
    "AxisText",
    "BehaviourText",
    "BoardTexts",
    "GridText",
    "Prompt",
    "StartingPoint",
    "StepText",
    "load_texts",
]

_kept: dict[Path | None, tuple[int, BoardTexts]] = {}


def load_texts(override: Path | None = None) -> BoardTexts:
    """Load the board's texts; a `board.toml` in the `override` folder replaces what it mentions.

    The answer is kept until the file changes. Raises ContentInvalid with every fault found in the file.
    """
    changed = newest_change(override, "board.toml")
    kept = _kept.get(override)
    if kept is None or kept[0] != changed:
        _kept[override] = kept = (changed, load_text_file(BoardTexts, "board.toml", override))
    return kept[1]

"""What has been decided about an extract, and where the button that publishes it stands."""

from __future__ import annotations

from dataclasses import dataclass

from streamlit.delta_generator import DeltaGenerator

from vil.model.recipe import Recipe


@dataclass(frozen=True)
class Decision:
    """The recipe to publish with and the one to keep for next time. `waits` says what is still to be done, "" when nothing is."""

    recipe: Recipe
    kept: Recipe
    place: DeltaGenerator
    waits: str = ""

"""What a team has laid on a line itself: its guess, and the places where it wondered."""

from __future__ import annotations

from dataclasses import replace

from vil.charts.ours import Ours
from vil.model.guess import has_same_number
from vil.model.round import Round
from vil.model.series import Lens, View
from vil.services.guessing import find_shown


def find_ours(current: Round | None, view: View) -> Ours:
    """Find what a round has laid on the line of a view; a wonder is marked whatever the length of the periods shown."""
    if current is None or view.lens is not Lens.DEVELOPMENT:
        return Ours()
    pins = tuple(
        wonder.place
        for wonder in current.wonders
        if wonder.place and has_same_number(replace(wonder.view, grain=view.grain), view)
    )
    return Ours(find_shown(current, view), pins)

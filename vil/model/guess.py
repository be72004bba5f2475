"""What a team expects of a number before its line is shown, and what the number turned out to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from vil.model.period import Period
from vil.model.series import View


@dataclass(frozen=True)
class GuessPoint:
    """One period that is guessed at: `value` is the guess, `actual` the number as it was when the line was shown.

    Both are on the scale the chart shows, and None until they are there.
    """

    id: str
    guess_id: str
    period: Period
    value: float | None
    actual: float | None
    version: int

    @property
    def is_told(self) -> bool:
        """Whether there are both a guess and a number to hold it against."""
        return self.value is not None and self.actual is not None


@dataclass(frozen=True)
class Guess:
    """A guess (gæt) at the next periods of one number, made before they were seen.

    `view` names the number and the version it is guessed in. `author` is empty when the whole group guesses as one. `swing` is
    how far the number usually moves by itself to either side, judged on the periods before the guess alone; None when they
    are too few. `shown_at` is None until the line was shown; nothing here changes afterwards.
    """

    id: str
    round_id: str
    view: View
    author: str
    guessed_at: datetime
    shown_at: datetime | None
    swing: float | None
    version: int
    points: tuple[GuessPoint, ...] = ()

    @property
    def written(self) -> tuple[GuessPoint, ...]:
        """The periods that hold a guess, oldest first."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def told(self) -> tuple[GuessPoint, ...]:
        """The periods that hold both a guess and a number, oldest first; none until the line was shown."""
        return tuple(point for point in self.points if point.is_told)


def has_same_number(view: View, other: View) -> bool:
    """Tell whether two views are of the same line, whatever the version, the window and what it is held against."""
    return _name_line(view) == _name_line(other)


def _name_line(view: View) -> tuple[object, ...]:
    return (view.dataset, view.indicator, view.unit, view.member, view.grain)

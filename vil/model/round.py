"""A round (runde): one team's trip round the board about one question, from number to verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from vil.model.claim import Claim
from vil.model.evidence import Evidence
from vil.model.guess import Guess
from vil.model.indicator import Direction
from vil.model.period import Period
from vil.model.series import View


class Step(StrEnum):
    """The five steps of the board, in order."""

    DATA = "data"
    INTERPRETATION = "interpretation"
    EXPLANATION = "explanation"
    ACTION = "action"
    FOLLOW_UP = "follow_up"

    @property
    def number(self) -> int:
        """1 to 5."""
        return list(Step).index(self) + 1


class Influence(StrEnum):
    """The grid's columns: can we as leaders influence it?"""

    INTERNAL = "internal"
    EXTERNAL = "external"


class Reach(StrEnum):
    """The grid's rows: does it belong to the single person, or does it hit everyone?"""

    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


class Hallmark(StrEnum):
    """What would be seen in the numbers if an explanation were true."""

    ALL = "all"
    """The units move together."""
    FEW = "few"
    """Few units carry it."""
    ALSO_ELSEWHERE = "also_elsewhere"
    """It happens elsewhere too."""
    ONLY_HERE = "only_here"
    """It happens only here."""


class Verdict(StrEnum):
    """What new data say of an expectation."""

    TOO_EARLY = "too_early"
    AS_HOPED = "as_hoped"
    ON_THE_WAY = "on_the_way"
    NOT_SEEN = "not_seen"
    OPPOSITE = "opposite"
    NO_DATA = "no_data"


@dataclass(frozen=True)
class Assumptions:
    """What the team believed before the chart was shown; each text may be empty."""

    citizens: str = ""
    staff: str = ""
    leaders: str = ""
    expectation: str = ""
    missing_knowledge: str = ""
    version: int = 0


@dataclass(frozen=True)
class Interpretation:
    """One possible reading of a wonder; `claim` is what of it can be held against the numbers."""

    id: str
    wonder_id: str
    text: str
    version: int
    claim: Claim | None = None


@dataclass(frozen=True)
class Place:
    """Where on a line something was seen: from the first period to the last, which may be the same."""

    first: Period
    last: Period


@dataclass(frozen=True)
class Wonder:
    """What the team saw and pinned, with the view exactly as it was, and where on the line it is (None: all of it).

    `headline` and `sentence` are what the page said when it was pinned. `is_good_enough` is None until the team has answered.
    """

    id: str
    round_id: str
    view: View
    headline: str
    sentence: str
    text: str
    compared_with: str
    is_good_enough: bool | None
    pinned_at: datetime
    version: int
    interpretations: tuple[Interpretation, ...] = ()
    place: Place | None = None

    @property
    def written_interpretations(self) -> tuple[Interpretation, ...]:
        """The readings that have been put into words."""
        return tuple(reading for reading in self.interpretations if reading.text.strip())


@dataclass(frozen=True)
class Explanation:
    """A suspected cause of a wonder, placed in the grid; `position` orders the cards of one field from 0.

    `hallmark` is what would be seen in the numbers if it were true, None until somebody has said so.
    """

    id: str
    round_id: str
    wonder_id: str
    text: str
    influence: Influence
    reach: Reach
    position: int
    version: int
    hallmark: Hallmark | None = None


@dataclass(frozen=True)
class Expectation:
    """What the team expects to see (vores bud), on the scale the chart shows.

    `target` is the level hoped for and `by` the last day of the period it should be reached in. `baseline` is the median
    it was held against when it was sealed; `sealed_on` is None until then, and nothing here changes afterwards.
    """

    direction: Direction = Direction.NEITHER
    target: float | None = None
    by: date | None = None
    baseline: float | None = None
    sealed_on: date | None = None
    for_whom: str = ""


@dataclass(frozen=True)
class Action:
    """What the team will do about an explanation, and the when-then plan that carries it between meetings.

    `easy`, `visible` and `together` say how it is made so.
    """

    id: str
    round_id: str
    explanation_id: str
    text: str
    owner: str
    due: date | None
    next_step: str
    when: str
    then: str
    obstacle: str
    reminder: str
    starts_on: date | None
    expectation: Expectation
    version: int
    easy: str = ""
    visible: str = ""
    together: str = ""


@dataclass(frozen=True)
class FollowUp:
    """One reading of new data against an action's expectation. `data_version` is the version that was read."""

    id: str
    round_id: str
    action_id: str
    data_version: int
    verdict: Verdict
    sentence: str
    note: str
    who_must_know: str
    next_meeting: date | None
    read_at: datetime
    version: int


@dataclass(frozen=True)
class Round:
    """The whole red thread: everything one team wrote, from number to verdict."""

    id: str
    title: str
    team: str
    view: View | None
    created_at: datetime
    changed_at: datetime
    version: int
    assumptions: Assumptions = Assumptions()
    wonders: tuple[Wonder, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    actions: tuple[Action, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    guesses: tuple[Guess, ...] = ()

    def done_steps(self) -> frozenset[Step]:
        """Name the steps that hold what they ask for: a wonder, two readings, an explanation, an action, a verdict."""
        has_two_readings = any(len(wonder.written_interpretations) >= 2 for wonder in self.wonders)
        claims = {
            Step.DATA: bool(self.wonders),
            Step.INTERPRETATION: has_two_readings,
            Step.EXPLANATION: any(explanation.text for explanation in self.explanations),
            Step.ACTION: any(action.text for action in self.actions),
            Step.FOLLOW_UP: bool(self.follow_ups),
        }
        return frozenset(step for step, is_done in claims.items() if is_done)

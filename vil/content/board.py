"""The words of the board as frozen dataclasses; field by field this is `board.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vil.model.round import Influence, Reach, Step


@dataclass(frozen=True)
class StepText:
    """One step's words: its name on the circle, its short name, the page's title and its guiding questions."""

    name: str
    short_name: str
    title: str
    intro: str
    aside: str
    next_button: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class StepTexts:
    """The five steps, in the circle's order."""

    data: StepText
    interpretation: StepText
    explanation: StepText
    action: StepText
    follow_up: StepText


@dataclass(frozen=True)
class AxisText:
    """One half of the grid, named and explained."""

    name: str
    explanation: str


@dataclass(frozen=True)
class AxisTexts:
    """The four axis names of the grid."""

    internal: AxisText
    external: AxisText
    individual: AxisText
    collective: AxisText


@dataclass(frozen=True)
class GridText:
    """Words round the grid."""

    name: str
    empty: str
    balance: str


@dataclass(frozen=True)
class StartingPoint:
    """Where a solution may start from, and what to ask there."""

    name: str
    question: str


@dataclass(frozen=True)
class StartingPoints:
    """The three starting points of step 4."""

    council: StartingPoint
    strategy: StartingPoint
    profession: StartingPoint

    def __iter__(self) -> Iterator[StartingPoint]:
        """Give the three in order."""
        return iter((self.council, self.strategy, self.profession))


@dataclass(frozen=True)
class BehaviourText:
    """Adfærdsdesign: what makes a change happen between meetings, by the field it is written in."""

    name: str
    intro: str
    questions: Mapping[str, str]


@dataclass(frozen=True)
class Prompt:
    """A field to write in: its label, and the beginning of a sentence as a placeholder."""

    label: str
    placeholder: str


@dataclass(frozen=True)
class BoardTexts:
    """Everything the board says. `prompts` are by field, `buttons` by what they do; the keys are those of the built-in file."""

    board_name: str
    board_intro: str
    step_word: str
    here_word: str
    done_word: str
    steps: StepTexts
    axes: AxisTexts
    grid: GridText
    starting_points: StartingPoints
    behaviour: BehaviourText
    prompts: Mapping[str, Prompt]
    buttons: Mapping[str, str]

    def step(self, step: Step) -> StepText:
        """Find one step's words."""
        found: StepText = getattr(self.steps, step.value)
        return found

    def axis(self, axis: Influence | Reach) -> AxisText:
        """Find the name and explanation of one half of the grid."""
        found: AxisText = getattr(self.axes, axis.value)
        return found

    def spoken_step(self, step: Step, *, is_done: bool, is_here: bool) -> str:
        """Say a step for those who hear the board: its number and name, whether it is done, and whether one is there."""
        words = [f"{self.step_word} {step.number}: {self.step(step).name}"]
        words += [self.done_word] if is_done else []
        words += [self.here_word] if is_here else []
        return ", ".join(words)

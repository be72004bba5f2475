"""The practice ground's words as frozen dataclasses; field by field this is `practice.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vil.content.loading import load_text_file, newest_change
from vil.errors import ContentInvalid
from vil.model.practice import Case, Difficulty, Response, Sighting, Truth
from vil.model.round import Influence, Reach

NO_FIELD = "none"
_FILE = "practice.toml"


@dataclass(frozen=True)
class TruthText:
    """What is said of one truth: its name, what was true, what it teaches, and what is worth doing."""

    name: str
    told: str
    why: str
    advice: str
    helps: tuple[str, ...]
    also: tuple[str, ...]
    field: tuple[str, ...]


@dataclass(frozen=True)
class SettingText:
    """Where a case takes place: one of the six areas, a number, six units and two groups."""

    area: str
    indicator: str
    whole: str
    units: tuple[str, ...]
    groups: tuple[str, ...]
    event: str
    story: str


@dataclass(frozen=True)
class CaseText:
    """A case made ready: what it is made of, and what is told before and after."""

    title: str
    setting: str
    truth: str
    level: str
    seed: str
    story: str
    told: str
    field: tuple[str, ...]

    def as_case(self, code: str) -> Case:
        """Give the case as the model has it; ValueError when a word in it is not one of the model's."""
        find_field(self.field)
        return Case(code, Truth(self.truth), Difficulty(self.level), int(self.seed))


@dataclass(frozen=True)
class PracticeTexts:
    """All words of the practice ground."""

    title: str
    intro: str
    placed_note: str
    questions: Mapping[str, str]
    sightings: Mapping[str, str]
    responses: Mapping[str, str]
    levels: Mapping[str, str]
    truths: Mapping[str, TruthText]
    settings: Mapping[str, SettingText]
    cases: Mapping[str, CaseText]

    def find_faults(self) -> tuple[str, ...]:
        """Find what does not hold together: words the model does not have, and lists of the wrong length."""
        faults = []
        for key, setting in self.settings.items():
            if (len(setting.units), len(setting.groups)) != (6, 2):
                faults.append(f"»settings.{key}« skal have seks enheder og to grupper.")
        for key, case in self.cases.items():
            try:
                case.as_case(key)
            except ValueError as error:
                faults.append(f"»cases.{key}« kan ikke bruges: {error}.")
            if case.setting not in self.settings:
                faults.append(f"»cases.{key}.setting« kendes ikke.")
        for key, truth in self.truths.items():
            unknown = {*truth.helps, *truth.also} - {response.value for response in Response}
            if unknown:
                faults.append(f"»truths.{key}« nævner et svar, der ikke kendes.")
        return (*faults, *self._find_gaps())

    def _find_gaps(self) -> Iterator[str]:
        """Find texts with a {gap} that nothing is put into."""
        texts: dict[str, tuple[str, ...]] = {f"cases.{key}": (case.told,) for key, case in self.cases.items()}
        texts |= {f"truths.{key}": (truth.told, truth.why, truth.advice) for key, truth in self.truths.items()}
        for place, told in texts.items():
            try:
                " ".join(told).format(month="", unit="", group_a="", group_b="")
            except (KeyError, IndexError, ValueError):
                yield f"»{place}« har noget i {{}}, der ikke kendes. Brug {{month}}, {{unit}}, {{group_a}} eller {{group_b}}."

    def name_sighting(self, sighting: Sighting) -> str:
        """Name a way of reading a line."""
        return self.sightings[sighting.value]

    def truth(self, truth: Truth) -> TruthText:
        """Find what is said of a truth."""
        return self.truths[truth.value]


def find_field(words: tuple[str, ...]) -> tuple[Influence, Reach] | None:
    """Read a field of the grid, None where there is no cause to place; ValueError when it is neither."""
    if words == (NO_FIELD,):
        return None
    if len(words) != 2:
        raise ValueError(f"not a field of the grid: {', '.join(words)}")
    return Influence(words[0]), Reach(words[1])


def load_practice(override: Path | None = None) -> PracticeTexts:
    """Load the practice ground's words; a `practice.toml` in the `override` folder replaces what it mentions.

    The answer is kept until the file changes. Raises ContentInvalid with every fault found in the file.
    """
    return _load_once(override, newest_change(override, _FILE))


@lru_cache(maxsize=8)
def _load_once(override: Path | None, _changed: int) -> PracticeTexts:
    texts = load_text_file(PracticeTexts, _FILE, override)
    faults = texts.find_faults()
    if faults:
        raise ContentInvalid(str((override or Path()) / _FILE), faults)
    return texts

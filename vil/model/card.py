"""An indicator card (indikatorkort): what people know about a number beside the number itself.

What changes a number stays in the recipe and makes a new version; what is here is edited without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from vil.model.evidence import Evidence
from vil.model.period import Grain
from vil.model.recipe import Event


@dataclass(frozen=True)
class Frequency:
    """How often numbers come: one period at a time, `lag_days` after its last day (10 for "den 10. i måneden efter")."""

    grain: Grain
    lag_days: int = 0


@dataclass(frozen=True)
class Target:
    """A target (måltal) and when it holds, on the scale the number is shown on; a later one never overwrites an earlier.

    `unit` is None where it holds for every unit. `ends_on` is its last day, None while it goes on. `grain` is the length of
    period it is meant for where the number is a count, None for numbers that are read alike at every grain.
    """

    value: float
    starts_on: date
    ends_on: date | None = None
    unit: str | None = None
    grain: Grain | None = None
    set_by: str = ""
    set_at: datetime | None = None
    id: str = ""
    version: int = 1
    is_withdrawn: bool = False


@dataclass(frozen=True)
class CardEvent:
    """An event that was written on a card, beside those of the recipe."""

    event: Event
    id: str
    version: int


@dataclass(frozen=True)
class Beside:
    """What goes with a number wherever it is shown: the events and the targets of its card.

    `practices` are the changes of registration written on any card, with their data set: for views of many numbers.
    `evidence` is what a team has put on the timeline of a wonder, oldest first.
    """

    events: tuple[Event, ...] = ()
    targets: tuple[Target, ...] = ()
    practices: tuple[tuple[str, Event], ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Approval:
    """Who found a number fit for use (*Godkendt*), when, and what exactly was approved.

    `fingerprint` is that of `definition`, pairs of a fact's name and its content; `data_version` is the version it was read in.
    """

    name: str
    approved_on: date
    data_version: int
    fingerprint: str
    definition: tuple[tuple[str, str], ...]
    id: str = ""


@dataclass(frozen=True)
class IndicatorCard:
    """Everything that is kept beside one indicator of a data set, whatever its version.

    `version` is 0 for a card nobody has written on. `targets` holds the history, oldest first, withdrawn ones included;
    `events` those that belong to this indicator, or to every indicator of the data set.
    """

    id: str
    dataset: str
    indicator: str
    description: str = ""
    source_system: str = ""
    owner: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    contact_teams: str = ""
    update_grain: Grain | None = None
    update_lag: int | None = None
    registration: str = ""
    context: str = ""
    caveats: str = ""
    version: int = 0
    targets: tuple[Target, ...] = ()
    events: tuple[CardEvent, ...] = ()
    approval: Approval | None = None

    @property
    def frequency(self) -> Frequency | None:
        """How often the numbers come, None until both parts are stated."""
        if self.update_grain is None or self.update_lag is None:
            return None
        return Frequency(self.update_grain, self.update_lag)

    @property
    def is_empty(self) -> bool:
        """Whether nobody has ever written on the card."""
        return self.version == 0 and not self.targets and not self.events and self.approval is None

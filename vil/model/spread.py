"""How single cases lie (fordeling): bars of many, the middle half, and the year before; never one case alone."""

from __future__ import annotations

from dataclasses import dataclass

from vil.model.period import Period


@dataclass(frozen=True)
class Bar:
    """The cases from `low` up to `high` (None: open to that side), now and the year before; None where nobody may know."""

    low: float | None
    high: float | None
    now: float | None
    before: float | None
    name: str = ""


@dataclass(frozen=True)
class Middle:
    """Where the middle half of the cases lies, and the one in the middle."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class Spread:
    """How the cases of one unit lie over the latest year of periods (`now`), and over the year before it.

    `counts` are all cases in each. `is_of_bands` says that the bars are the members of a dimension of bands (age), counted in
    the indicator's own measure; else they are of the number itself, and `middles` may be known.
    """

    now: tuple[Period, Period]
    before: tuple[Period, Period]
    bars: tuple[Bar, ...]
    middles: tuple[Middle | None, Middle | None] = (None, None)
    is_of_bands: bool = False

    @property
    def counts(self) -> tuple[float, float]:
        """All cases that are shown, now and the year before."""
        return sum(bar.now or 0.0 for bar in self.bars), sum(bar.before or 0.0 for bar in self.bars)

    @property
    def has_hidden(self) -> bool:
        """Whether some bar of the year is of too few to be shown, so that the bars are not all there is."""
        return any(bar.now is None for bar in self.bars)

    def shares(self) -> tuple[tuple[float | None, float | None], ...]:
        """Give each bar's share of its year, from 0 to 1; None where it is not known, or where the year has no cases."""
        now, before = self.counts
        return tuple(
            (
                None if bar.now is None or not now else bar.now / now,
                None if bar.before is None or not before else bar.before / before,
            )
            for bar in self.bars
        )

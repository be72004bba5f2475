"""What a publication means, in words for the command line: which numbers are others than before, and what stands out."""

from __future__ import annotations

from vil.formats import format_period, format_value
from vil.model.drift import DryRun
from vil.model.quality import Outlier
from vil.model.series import DatasetVersion
from vil.narration.changes import say_changed_cells
from vil.narration.quality import describe_quality

_NAMED = 5


def tell_changes(dry_run: DryRun) -> tuple[str, ...]:
    """Name the numbers that changed most since the version before; empty when there are none, or nothing to hold them against."""
    if dry_run.outcome is None:
        return ()
    version = dry_run.outcome.version
    return tuple(
        f"{total.name}, {line}" for total in dry_run.outcome.totals for line in say_changed_cells(total, version)
    )


def tell_quality(version: DatasetVersion) -> tuple[str, ...]:
    """Say what was found when the numbers of a version were looked over; empty when nothing stands out."""
    if version.quality is None:
        return ()
    latest = sorted(version.quality.outliers, key=lambda found: (found.period, abs(found.distance)), reverse=True)
    return (*describe_quality(version, version.quality).remarks, *(_name(version, found) for found in latest[:_NAMED]))


def _name(version: DatasetVersion, found: Outlier) -> str:
    measure = version.indicator(found.indicator).measure
    place = f"{found.unit}, {format_period(found.period)}"
    return f"{place}: {format_value(found.value, measure)}, ellers omkring {format_value(found.usual, measure)}."

"""Numbers that are others than they were, each by name: where, when, from what to what."""

from __future__ import annotations

from vil.formats import format_period, format_value
from vil.model.drift import Total
from vil.model.indicator import Measure
from vil.model.period import Period
from vil.model.series import DatasetVersion


def say_changed_cells(total: Total, version: DatasetVersion) -> tuple[str, ...]:
    """Name the numbers of an indicator that changed most since the version before: Odense, 2007: før 187.929, nu 46.129."""
    measure = version.indicator(total.indicator).measure
    return tuple(
        f"{cell.unit}, {format_period(Period.containing(cell.start, version.recipe.grain))}: "
        f"før {_write(cell.before, measure)}, nu {_write(cell.after, measure)}"
        for cell in total.largest
    )


def _write(value: float, measure: Measure) -> str:
    decimals = measure.decimals if round(value, measure.decimals) == value else max(2, measure.decimals)
    return format_value(value, Measure(measure.name, decimals))

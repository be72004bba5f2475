"""Which questions can be asked of a number: only those its kind and its units can answer."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from vil.model.indicator import Aggregation
from vil.model.series import DatasetVersion, Lens, UnitLevel, View
from vil.services.moving import ADDED, DIVIDED, find_trail, list_parts
from vil.services.spreading import has_spread

FEWEST_UNITS = 3


class Missing(StrEnum):
    """Why a question cannot be asked of a number."""

    MEAN = "mean"
    MEDIAN = "median"
    DISTINCT = "distinct"
    FORMULA = "formula"
    NO_PARTS = "no parts"
    NO_SHARE = "no share"
    FEW_UNITS = "few units"


_WHOLE_ONLY = {
    Aggregation.MEAN: Missing.MEAN,
    Aggregation.MEDIAN: Missing.MEDIAN,
    Aggregation.DISTINCT: Missing.DISTINCT,
    Aggregation.FORMULA: Missing.FORMULA,
}


def list_lenses(version: DatasetVersion, view: View) -> tuple[Lens, ...]:
    """List the lenses a number can be seen through."""
    kind = version.indicator(view.indicator).aggregation
    lenses = [Lens.OVERVIEW, Lens.DEVELOPMENT] if _has_more_to_see(version) else [Lens.DEVELOPMENT]
    if kind in ADDED | DIVIDED and _find_unit_with_parts(version, view) is not None:
        lenses.append(Lens.MOVERS)
    if kind in DIVIDED and _count_units(version) >= FEWEST_UNITS:
        lenses.append(Lens.UNITS)
    if has_spread(version, view):
        lenses.append(Lens.SPREAD)
    return tuple(lenses)


def list_missing(version: DatasetVersion, view: View) -> tuple[Missing, ...]:
    """List why what moved the number, or how the units differ, cannot be asked; empty where both can, or there is one unit."""
    kind = version.indicator(view.indicator).aggregation
    if kind in _WHOLE_ONLY:
        return (_WHOLE_ONLY[kind],)
    reasons = [] if _find_unit_with_parts(version, view) is not None else [Missing.NO_PARTS]
    if 1 < _count_units(version) < FEWEST_UNITS:
        reasons.append(Missing.FEW_UNITS)
    elif kind not in DIVIDED and _count_units(version) > 1:
        reasons.append(Missing.NO_SHARE)
    return tuple(reasons)


def _count_units(version: DatasetVersion) -> int:
    return sum(unit.level is UnitLevel.UNIT for unit in version.units)


def fit_lens(version: DatasetVersion, view: View) -> View:
    """Mend a view's lens: what cannot be asked becomes the development, and a unit without parts gives way to the one above."""
    if view.lens not in list_lenses(version, view):
        return replace(view, lens=Lens.DEVELOPMENT)
    if view.lens is Lens.MOVERS:
        return replace(view, unit=_find_unit_with_parts(version, view) or view.unit)
    return view


def _has_more_to_see(version: DatasetVersion) -> bool:
    return len(version.units) > 1 or len(version.recipe.indicators) > 1


def _find_unit_with_parts(version: DatasetVersion, view: View) -> str | None:
    """Find the nearest unit, from the one shown and upwards, that the number can be parted on."""
    trail = find_trail(version, view.unit)
    return next((name for name in reversed(trail) if list_parts(version, replace(view, unit=name))), None)

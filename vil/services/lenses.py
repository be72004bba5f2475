"""Which questions can be asked of a number: only those its kind and its units can answer."""

from __future__ import annotations

from dataclasses import replace

from vil.model.series import DatasetVersion, Lens, UnitLevel, View
from vil.services.moving import ADDED, DIVIDED, find_trail, list_parts

_FEWEST_UNITS = 3


def list_lenses(version: DatasetVersion, view: View) -> tuple[Lens, ...]:
    """List the lenses a number can be seen through."""
    kind = version.indicator(view.indicator).aggregation
    lenses = [Lens.OVERVIEW, Lens.DEVELOPMENT] if _has_more_to_see(version) else [Lens.DEVELOPMENT]
    if kind in ADDED | DIVIDED and _find_unit_with_parts(version, view) is not None:
        lenses.append(Lens.MOVERS)
    if kind in DIVIDED and sum(unit.level is UnitLevel.UNIT for unit in version.units) >= _FEWEST_UNITS:
        lenses.append(Lens.UNITS)
    return tuple(lenses)


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

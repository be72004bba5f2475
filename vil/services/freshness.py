"""Find which numbers should be here by now, from what the cards say or from when they have usually come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from vil.analysis import Freshness, find_freshness, infer_frequency
from vil.model.card import Frequency
from vil.model.period import Period
from vil.model.series import CellState, DatasetVersion, View
from vil.records import Store
from vil.services.cards import list_frequencies
from vil.services.exploring import list_members
from vil.warehouse import list_versions, load_all_units

_LOOKED_THROUGH = 12


@dataclass(frozen=True)
class Timing:
    """How fresh a number is, by which rhythm, and whether that rhythm was inferred and not stated by anybody."""

    freshness: Freshness
    frequency: Frequency
    is_inferred: bool = False


def judge_number(
    datasets: Path, version: DatasetVersion, indicator_id: str, stated: Frequency | None, today: date
) -> Timing | None:
    """Judge one number by what its card states, else by the data set's habit; None when neither says how often it comes."""
    until = _until(datasets, version)
    frequency = stated or infer_frequency([(found.published_at.date(), found.last) for found in until])
    if frequency is None:
        return None
    last, covered = find_last(datasets, version, indicator_id), _find_cover(version, until)
    found = find_freshness(last, frequency, today, covered_until=covered if last == version.last else None)
    return Timing(found, frequency, is_inferred=stated is None)


@lru_cache(maxsize=256)
def find_last(datasets: Path, version: DatasetVersion, indicator_id: str) -> Period:
    """Find the last period a number has for any unit; the version may go on without it.

    Only the latest dozen periods are looked through; with nothing in them the one before is the last.
    """
    grain, member = version.recipe.grain, next(iter(list_members(version, indicator_id)), None)
    view = View(version.dataset, version.number, indicator_id, "", grain, member=member, periods=_LOOKED_THROUGH)
    units = load_all_units(datasets, view)
    known = [point.period for line in units for point in line.points if point.state is not CellState.MISSING]
    if known or not units:
        return max(known, default=version.last)
    return units[0].points[0].period.shifted(-1)


def judge_dataset(datasets: Path, store: Store, version: DatasetVersion, today: date) -> Timing | None:
    """Judge a data set by the number in it that is furthest behind; None when none of them says how often it comes."""
    return _judge_dataset(datasets, list_frequencies(store), version, today)


def list_late(
    datasets: Path, store: Store, versions: Sequence[DatasetVersion], today: date
) -> tuple[tuple[DatasetVersion, Timing], ...]:
    """List the data sets whose numbers should have come, in the order given."""
    judged = judge_all(datasets, store, versions, today)
    return tuple(
        (version, judged[version.dataset])
        for version in versions
        if version.dataset in judged and judged[version.dataset].freshness.is_late
    )


def judge_all(datasets: Path, store: Store, versions: Sequence[DatasetVersion], today: date) -> dict[str, Timing]:
    """Judge several data sets, by their ids; one that nobody says the rhythm of is left out."""
    stated = list_frequencies(store)
    judged = {version.dataset: _judge_dataset(datasets, stated, version, today) for version in versions}
    return {dataset: timing for dataset, timing in judged.items() if timing is not None}


def _judge_dataset(
    datasets: Path, stated: Mapping[tuple[str, str], Frequency], version: DatasetVersion, today: date
) -> Timing | None:
    numbers = [indicator.id for indicator in version.recipe.indicators]
    told = [number for number in numbers if (version.dataset, number) in stated] or numbers
    judged = [judge_number(datasets, version, number, stated.get((version.dataset, number)), today) for number in told]
    return max((timing for timing in judged if timing is not None), key=_lateness, default=None)


def _find_cover(version: DatasetVersion, until: Sequence[DatasetVersion]) -> date | None:
    """Find the day an extract was made, where it lies within the last period so that this is only partly there.

    A day that an earlier version has too was left standing in the recipe, and says nothing of this extract.
    """
    day = version.recipe.extracted_on
    if day is None or any(found.recipe.extracted_on == day for found in until if found.number < version.number):
        return None
    return day if version.last.start <= day < version.last.end else None


def _until(datasets: Path, version: DatasetVersion) -> list[DatasetVersion]:
    return [found for found in list_versions(datasets, version.dataset) if found.number <= version.number]


def _lateness(timing: Timing) -> tuple[bool, int]:
    return timing.freshness.is_late, timing.freshness.missing

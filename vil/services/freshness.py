"""Find which numbers should be here by now, from what the cards say or from when they have usually come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from vil.analysis import Freshness, find_freshness, infer_frequency
from vil.model.card import Frequency
from vil.model.series import DatasetVersion
from vil.records import Store
from vil.services.cards import list_frequencies
from vil.warehouse import list_versions


@dataclass(frozen=True)
class Timing:
    """How fresh a number is, by which rhythm, and whether that rhythm was inferred and not stated by anybody."""

    freshness: Freshness
    frequency: Frequency
    is_inferred: bool = False


def judge_number(datasets: Path, version: DatasetVersion, stated: Frequency | None, today: date) -> Timing | None:
    """Judge one number by what its card states, else by the data set's habit; None when neither says how often it comes."""
    until = _until(datasets, version)
    covered = _find_cover(version, until)
    if stated is not None:
        return Timing(find_freshness(version.last, stated, today, covered_until=covered), stated)
    habit = infer_frequency([(found.published_at.date(), found.last) for found in until])
    if habit is None:
        return None
    return Timing(find_freshness(version.last, habit, today, covered_until=covered), habit, is_inferred=True)


def judge_dataset(datasets: Path, store: Store, version: DatasetVersion, today: date) -> Timing | None:
    """Judge a data set by the number in it that is furthest behind; None when none of them says how often it comes."""
    return _judge_dataset(datasets, list_frequencies(store), version, today)


def list_late(
    datasets: Path, store: Store, versions: Sequence[DatasetVersion], today: date
) -> tuple[tuple[DatasetVersion, Timing], ...]:
    """List the data sets whose numbers should have come, in the order given."""
    stated = list_frequencies(store)
    judged = [(version, _judge_dataset(datasets, stated, version, today)) for version in versions]
    return tuple((version, timing) for version, timing in judged if timing is not None and timing.freshness.is_late)


def _judge_dataset(
    datasets: Path, stated: Mapping[tuple[str, str], Frequency], version: DatasetVersion, today: date
) -> Timing | None:
    found = (stated.get((version.dataset, indicator.id)) for indicator in version.recipe.indicators)
    rhythms = {frequency for frequency in found if frequency is not None}
    judged = [judge_number(datasets, version, frequency, today) for frequency in rhythms or (None,)]
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

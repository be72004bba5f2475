"""Find which numbers are new since teams last looked, and who has not seen them yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from vil.model.round import Round
from vil.model.series import DatasetVersion

FRESH_DAYS = 30
"""A version is news for so long, unless the rounds that use its data set have seen it before."""


@dataclass(frozen=True)
class News:
    """A version in force that is new; `reader` is the newest round that works with its data set and has not seen it."""

    version: DatasetVersion
    reader: Round | None = None


def list_news(published: Sequence[DatasetVersion], rounds: Sequence[Round], today: date) -> tuple[News, ...]:
    """List the new versions of data sets that have had one before, the latest first."""
    found = (_find_news(version, rounds) for version in published if _is_fresh(version, today))
    return tuple(sorted((one for one in found if one), key=lambda one: one.version.published_at, reverse=True))


def _is_fresh(version: DatasetVersion, today: date) -> bool:
    return version.number > 1 and today - version.published_at.date() <= timedelta(days=FRESH_DAYS)


def _find_news(version: DatasetVersion, rounds: Sequence[Round]) -> News | None:
    using = [(one, seen) for one in rounds if (seen := find_seen_version(one, version.dataset))]
    unseen = [one for one, seen in using if seen < version.number]
    if using and not unseen:
        return None
    return News(version, max(unseen, key=lambda one: one.changed_at, default=None))


def find_seen_version(current: Round, dataset: str) -> int:
    """Find the latest version of a data set that a round has worked with; 0 when it does not use it."""
    pinned = {wonder.id: wonder.view for wonder in current.wonders}
    views = [*pinned.values(), *(guess.view for guess in current.guesses if guess.shown_at)]
    views += [current.view] if current.view else []
    seen = [view.version for view in views if view.dataset == dataset]
    causes = {one.id: pinned.get(one.wonder_id) for one in current.explanations}
    of_action = {one.id: causes.get(one.explanation_id) for one in current.actions}
    for found in current.follow_ups:
        view = of_action.get(found.action_id)
        if view is not None and view.dataset == dataset:
            seen.append(found.data_version)
    return max(seen, default=0)

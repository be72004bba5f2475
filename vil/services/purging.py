"""Delete for good: what people removed long ago, pictures nobody can see, and files somebody left half-way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from vil.services.drafts import sweep_drafts
from vil.services.publishing import work_folder
from vil.services.rounds import open_rounds
from vil.settings import Settings

REGRET_DAYS = 30
"""What was removed can be brought back for so long."""


@dataclass(frozen=True)
class Purged:
    """How much is deleted for good, or would be: rounds, cards and other rows that hang on them, and pictures."""

    rounds: int
    cards: int
    pictures: int


def purge(settings: Settings, *, now: datetime | None = None, dry_run: bool = False) -> Purged:
    """Delete what was removed more than 30 days ago with its trace, and pictures and files that belong to nothing any more.

    Published versions are not touched, nor are backups. With `dry_run` it is only counted.
    """
    from vil.records.purging import delete_doomed, find_doomed, find_pictures, forget_free_space

    before = (now or datetime.now(UTC)) - timedelta(days=REGRET_DAYS)
    store = open_rounds(settings)
    try:
        with store.writing() as writer:
            doomed = find_doomed(writer, before)
            kept = find_pictures(writer, doomed)
            if not dry_run:
                delete_doomed(writer, doomed)
        unseen = [
            path
            for path in settings.pictures.glob("*")
            if path.name not in kept and _is_older(path.stat().st_mtime, before)
        ]
        cards = sum(map(len, doomed.values())) - len(doomed["rounds"])
        if not dry_run:
            for path in unseen:
                path.unlink(missing_ok=True)
            if any(doomed.values()):
                forget_free_space(store)
            sweep_drafts(settings)
            work_folder(settings)
        return Purged(len(doomed["rounds"]), cards, len(unseen))
    finally:
        store.close()


def _is_older(changed: float, before: datetime) -> bool:
    """Tell whether a picture has lain so long that nobody is about to refer to it."""
    return changed < before.timestamp()

"""One publication at work: it goes on in a thread of its own while the page tells how far it has come."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from vil.errors import PublicationCancelled, VilError, describe_defect
from vil.model.recipe import Recipe
from vil.model.series import DatasetVersion
from vil.services import publishing
from vil.settings import Settings


@dataclass
class Job:
    """A publication: how far it is and what has come of it. Exactly one of `version`, `problems` and `is_cancelled` ends it."""

    title: str
    cancel: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    share: float = 0.0
    what: str = "Begynder"
    version: DatasetVersion | None = None
    problems: tuple[str, ...] = ()
    is_cancelled: bool = False

    def tell(self, share: float, what: str) -> None:
        """Take in how far it has come."""
        self.share, self.what = min(1.0, max(0.0, share)), what


_KEPT_JOBS = 50
_jobs: dict[str, Job] = {}
"""The publications of this server by the key of their draft, so that a reload finds the one it began."""


def begin_job(
    settings: Settings, path: Path, recipe: Recipe, kept: Recipe, *, published_by: str, draft: str = ""
) -> Job:
    """Begin to publish; `kept` is the recipe that is kept for next time when it has gone well, and a `draft` finds it again."""
    job = Job(recipe.title)
    if draft:
        for key in [key for key, one in _jobs.items() if one.ended.is_set()][:-_KEPT_JOBS]:
            _jobs.pop(key, None)
        _jobs[draft] = job
    work = threading.Thread(target=_publish, args=(job, settings, path, recipe, kept, published_by), daemon=True)
    work.start()
    return job


def find_job(draft: str) -> Job | None:
    """Find the publication that was begun from a draft, at work or just ended."""
    return _jobs.get(draft)


def forget_job(draft: str) -> None:
    """Forget a publication once somebody has seen how it ended."""
    _jobs.pop(draft, None)


def _publish(job: Job, settings: Settings, path: Path, recipe: Recipe, kept: Recipe, published_by: str) -> None:
    try:
        version = publishing.publish_extract(
            settings, path, recipe, published_by=published_by, progress=job.tell, cancel=job.cancel
        )
        publishing.keep_recipe(settings, kept if kept.columns else version.recipe)
        job.version = version
    except PublicationCancelled:
        job.is_cancelled = True
    except VilError as problem:
        job.problems = tuple(str(problem).splitlines())
    except Exception as error:
        job.problems = (describe_defect(error)[1],)
    finally:
        job.ended.set()

"""`vil publish --source URL`, and a Parquet file too large to read through: a new version from rows that stay where they lie."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.commands.data_folder import user_name
from vil.errors import DriftUndecided
from vil.settings import Settings

if TYPE_CHECKING:
    from vil.model.drift import DryRun
    from vil.model.recipe import Recipe


def publish_where_it_lies(
    settings: Settings, source: str | Path, recipe: Recipe, options: argparse.Namespace, dry_runs: list[DryRun]
) -> dict[str, Any]:
    """Publish a table, or with `--dry-run` say what a publication would be made of; give the answer to print.

    Raises DriftUndecided when something is different that nobody has accepted; what was found is among `dry_runs` then too.
    """
    from vil.commands.drift_text import dry_run_as_json
    from vil.commands.versions import describe_version
    from vil.services.publishing_sources import publish_source, rehearse_source
    from vil.services.telling import tell_quality

    def decide(dry_run: DryRun) -> None:
        dry_runs.append(dry_run)
        refuse_undecided(dry_run, options)

    if options.dry_run:
        dry_runs.append(rehearse_source(settings, source, recipe, table=options.table))
        return dry_run_as_json(dry_runs[-1])
    by = options.by or user_name()
    version = publish_source(settings, source, recipe, table=options.table, published_by=by, decide=decide)
    return {**describe_version(version), "quality": list(tell_quality(version))}


def refuse_undecided(dry_run: DryRun, options: argparse.Namespace) -> None:
    """Raise DriftUndecided with everything that must be decided before an extract is published, unless it is accepted."""
    from vil.commands.drift_text import describe_stops

    if dry_run.stops and (options.dry_run or not options.accept or dry_run.must_be_mended):
        raise DriftUndecided((describe_stops(dry_run),))

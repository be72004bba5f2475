"""`vil versions`: the data sets there are, or the versions of one."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from vil.commands.data_folder import add_data_option, settings_for

if TYPE_CHECKING:
    from vil.model.series import DatasetVersion


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `vil versions` takes."""
    parser.add_argument("dataset", metavar="DATASET", nargs="?", help="list every version of this data set")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_data_option(parser)


def run(options: argparse.Namespace) -> None:
    """Print the version in force of each data set, or every version of one."""
    from vil.services.datasets import list_datasets, list_versions
    from vil.services.rolling_back import current_number

    settings = settings_for(options)
    found = list_versions(settings, options.dataset) if options.dataset else list_datasets(settings)
    in_force = {name: current_number(settings.datasets, name) for name in {version.dataset for version in found}}
    if options.json:
        described = [
            describe_version(version, is_current=version.number == in_force[version.dataset]) for version in found
        ]
        print(json.dumps({"versions": described}, ensure_ascii=False, indent=1))
        return
    for version in found:
        is_marked = bool(options.dataset) and version.number == in_force[version.dataset]
        print(_describe(version) + (" (gælder)" if is_marked else ""))
    if not found:
        print("Der er ingen datasæt endnu. Udgiv det første med vil publish.")


def describe_version(version: DatasetVersion, *, is_current: bool = True) -> dict[str, Any]:
    """Turn a version into what `--json` prints of it; one just published is in force."""
    return {
        "dataset": version.dataset,
        "version": version.number,
        "current": is_current,
        "title": version.recipe.title,
        "area": version.recipe.area,
        "published_at": version.published_at.isoformat(),
        "published_by": version.published_by,
        "source_file": version.source_file,
        "source_hash": version.source_hash,
        "fingerprint": version.fingerprint,
        "rows": version.rows,
        "first": version.first.code,
        "last": version.last.code,
        "grains": [str(grain) for grain in version.grains],
        "units": [{"name": unit.name, "level": str(unit.level)} for unit in version.units],
        "dimensions": {name: list(members) for name, members in version.dimensions},
        "indicators": [indicator.id for indicator in version.recipe.indicators],
        "disclosure": str(version.recipe.disclosure),
        "threshold": version.recipe.threshold,
        "synthetic": version.recipe.synthetic,
        "warnings": list(version.warnings),
    }


def _describe(version: DatasetVersion) -> str:
    from vil.formats import format_date, format_number, format_period

    span = f"{format_period(version.first)} til {format_period(version.last)}"
    published = f"udgivet {format_date(version.published_at)} af {version.published_by}"
    return (
        f"{version.dataset}, udgave {version.number}: {version.recipe.title}. {span}, "
        f"{format_number(version.rows)} rækker, {published}"
    )

"""`vil diff`: one version of a data set held against another; a hidden cell is named and never given."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from vil.commands.data_folder import add_data_option, settings_for

if TYPE_CHECKING:
    from vil.model.difference import Change, VersionDifference
    from vil.model.series import DatasetVersion
    from vil.settings import Settings

_FIGURES = {
    "changed": "er rettet",
    "appeared": "manglede før",
    "vanished": "mangler nu",
    "concealed": "er skjult nu",
    "revealed": "var skjult før",
}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `vil diff` takes."""
    parser.add_argument("dataset", metavar="DATASET")
    parser.add_argument(
        "v1", metavar="V1", type=int, nargs="?", help="the earlier version (default: the one before V2)"
    )
    parser.add_argument("v2", metavar="V2", type=int, nargs="?", help="the later version (default: the one in force)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_data_option(parser)


def run(options: argparse.Namespace) -> None:
    """Print the difference between two versions."""
    from vil.model.plain import to_plain
    from vil.services.differing import compare_versions

    settings = settings_for(options)
    difference = compare_versions(settings, options.dataset, options.v1, options.v2)
    if options.json:
        print(json.dumps(to_plain(difference), ensure_ascii=False, indent=1))
    else:
        _print(settings, difference)


def _print(settings: Settings, difference: VersionDifference) -> None:
    from vil.services.datasets import find_version
    from vil.services.differing import tell_difference

    version = find_version(settings, difference.dataset, difference.after)
    print(f"{version.recipe.title}: udgave {difference.after} holdt op imod udgave {difference.before}")
    for sentence in tell_difference(settings, difference):
        print(f"  {sentence}")
    for change in difference.changes:
        print(f"  · {_describe(version, change)}")
    if difference.left_out:
        print(f"  · … og {difference.left_out} til.")


def _describe(version: DatasetVersion, change: Change) -> str:
    from vil.formats import format_period, format_value

    indicator = version.indicator(change.indicator)
    where = " · ".join(filter(None, [format_period(change.period), change.unit, change.member, indicator.name]))
    figures = [format_value(value, indicator.measure) for value in (change.before, change.after) if value is not None]
    told = None if len(figures) > 1 else _FIGURES[str(change.transition)]
    return f"{where}: {' → '.join(figures)}{f' ({told})' if told and figures else told or ''}"

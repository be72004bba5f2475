"""`vil rollback`: make an earlier version of a data set the one in force."""

from __future__ import annotations

import argparse
import json

from vil.commands.data_folder import add_data_option, settings_for, user_name


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `vil rollback` takes."""
    parser.add_argument("dataset", metavar="DATASET")
    parser.add_argument("--to", metavar="VERSION", type=int, help="this version (default: the one before)")
    parser.add_argument("--by", metavar="NAME", help="who does it (default: the name of the computer's user)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_data_option(parser)


def run(options: argparse.Namespace) -> None:
    """Roll back, and say which version is in force now."""
    from vil.services.rolling_back import roll_back

    made = roll_back(settings_for(options), options.dataset, to=options.to, by=options.by or user_name())
    if options.json:
        answer = {
            "dataset": options.dataset,
            "version": made.version,
            "replaced": made.replaced,
            "by": made.by,
            "at": made.at.isoformat(),
        }
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    elif made.version == made.replaced:
        print(f"{options.dataset}: udgave {made.version} gælder allerede. Intet er ændret.")
    else:
        print(
            f"{options.dataset}: udgave {made.version} gælder nu i stedet for udgave {made.replaced}. "
            "Alle udgaver bliver stående, og den næste, der udgives, gælder af sig selv."
        )

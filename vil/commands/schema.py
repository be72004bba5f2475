"""`vil schema`: the description of a data set's table that other programs can read."""

from __future__ import annotations

import argparse
from pathlib import Path

from vil.commands.data_folder import add_data_option, settings_for


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `vil schema` takes."""
    parser.add_argument("dataset", metavar="DATASET")
    parser.add_argument("--version", metavar="V", type=int, help="an earlier version (default: the one in force)")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write it to a file (default: print it)")
    add_data_option(parser)


def run(options: argparse.Namespace) -> None:
    """Print the Frictionless Table Schema of a version's table, or write it to a file."""
    from vil.services.datasets import find_version
    from vil.services.rounds import open_rounds
    from vil.services.schema import write_schema

    settings = settings_for(options)
    version = find_version(settings, options.dataset, options.version)
    store = open_rounds(settings)
    try:
        text = write_schema(store, version, options.out)
    finally:
        store.close()
    if options.out is None:
        print(text, end="")
    else:
        print(f"Beskrivelsen af tabellen er skrevet til {options.out}.")

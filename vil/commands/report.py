"""`vil report`: a round as a document."""

from __future__ import annotations

import argparse
from pathlib import Path

from vil.commands.data_folder import add_data_option, settings_for


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `vil report` takes."""
    parser.add_argument("round", metavar="ROUND", help="the id of the round, or its title")
    parser.add_argument("--format", choices=("docx", "pptx", "xlsx", "html"), required=True)
    parser.add_argument("--out", metavar="FILE", type=Path, required=True, help="the file to write")
    add_data_option(parser)


def run(options: argparse.Namespace) -> None:
    """Write the report."""
    from vil.services.reporting import find_round_id, write_report
    from vil.services.rounds import open_rounds

    settings = settings_for(options)
    store = open_rounds(settings)
    try:
        write_report(
            settings, store, find_round_id(store, options.round), format=options.format, target=options.out.absolute()
        )
    finally:
        store.close()

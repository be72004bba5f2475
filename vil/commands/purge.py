"""`vil purge`: delete for good what was removed long ago."""

from __future__ import annotations

import argparse
import json

from vil.commands.data_folder import add_data_option, settings_for
from vil.errors import NotFound
from vil.privacy import mask

_NOTHING = "Der er ikke noget at slette."
_BACKUPS = "Det ligger stadig i de sikkerhedskopier, der er taget før."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the words of this command."""
    parser.add_argument("--dry-run", action="store_true", help="say what would be deleted, and delete nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_data_option(parser)


def run(options: argparse.Namespace) -> int:
    """Delete for good what was removed more than 30 days ago."""
    from vil.model.plain import to_plain
    from vil.services.purging import REGRET_DAYS, Purged, purge

    settings = settings_for(options)
    if not settings.data_dir.is_dir():
        raise NotFound("Datamappen", mask(settings.data_dir.name))
    found = purge(settings, dry_run=options.dry_run)
    if options.json:
        print(json.dumps({"dry_run": options.dry_run, **to_plain(found)}))
        return 0
    if found == Purged(0, 0, 0):
        print(f"{_NOTHING} Det, der er fjernet for mindre end {REGRET_DAYS} dage siden, kan hentes tilbage endnu.")
        return 0
    done = "Det bliver slettet for altid" if options.dry_run else "Slettet for altid"
    print(f"{done}: {_count(found.rounds, 'runde', 'runder')}, {_count(found.cards, 'kort', 'kort')} "
          f"og {_count(found.pictures, 'billede', 'billeder')}.")  # fmt: skip
    print("Intet er slettet endnu." if options.dry_run else _BACKUPS)
    return 0


def _count(count: int, one: str, many: str) -> str:
    from vil.formats import format_number

    return f"{format_number(count)} {one if count == 1 else many}"

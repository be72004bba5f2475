"""`vil restore`: put a backup back into an empty data folder."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from vil.commands.data_folder import add_data_option, settings_for
from vil.errors import NotFound
from vil.privacy import mask

_KEY_ELSEWHERE = "Nøglen til koder ligger i datamappen som pseudonym.key. Flyt den hen, hvor pseudonym_key_file peger."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the words of this command."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a backup that `vil backup` wrote")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_data_option(parser)


def run(options: argparse.Namespace) -> int:
    """Check every file of a backup and put them back."""
    from vil.commands.backup import describe_as_json, describe_backup
    from vil.formats import format_date
    from vil.services.backing_up import restore

    if not options.file.is_file():
        raise NotFound("Filen", mask(options.file.name))
    settings = settings_for(options)
    found = restore(options.file, settings.data_dir)
    if options.json:
        print(json.dumps(describe_as_json(found), ensure_ascii=False, indent=1))
        return 0
    print(
        f"Sikkerhedskopien fra {format_date(found.made_at)} er lagt tilbage i {settings.data_dir}: {describe_backup(found)}."
    )
    print("Alle filer er, som de var.")
    if found.has_key and settings_for(options).pseudonym_key.parent != settings.data_dir:
        print(_KEY_ELSEWHERE)
    return 0

"""`vil backup`: everything that cannot be made again, in one file."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.commands.data_folder import add_data_option, refuse_unwritable, settings_for
from vil.errors import NotFound
from vil.privacy import mask

if TYPE_CHECKING:
    from vil.services.backing_up import Backup

_KEEP_SAFE = "Filen indeholder nøglen til koder for personer. Gem den, hvor kun de rigtige kan læse den."
_NOT_IN_IT = "Indbakken er ikke med."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the words of this command."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write; one that is there is replaced")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_data_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write a backup of the data folder, also while the server runs."""
    from vil.services.backing_up import back_up

    settings = settings_for(options)
    if not settings.data_dir.is_dir():
        raise NotFound("Datamappen", mask(settings.data_dir.name))
    refuse_unwritable(options.file)
    made = back_up(settings, options.file)
    if options.json:
        print(json.dumps(describe_as_json(made), ensure_ascii=False, indent=1))
        return 0
    print(f"Sikkerhedskopien er skrevet til {mask(options.file.name)}: {describe_backup(made)}. {_NOT_IN_IT}")
    if made.has_key:
        print(_KEEP_SAFE)
    return 0


def describe_backup(backup: Backup) -> str:
    """Say what a backup holds."""
    from vil.formats import format_number

    parts = [
        f"{format_number(backup.datasets)} datasæt",
        f"{format_number(backup.versions)} {'udgave' if backup.versions == 1 else 'udgaver'}",
        *(["runder og kort"] if backup.has_records else []),
        f"{format_number(backup.files)} filer i alt",
        f"{format_number(backup.size / 1e6, 1)} MB",
    ]
    return ", ".join(parts)


def describe_as_json(backup: Backup) -> dict[str, Any]:
    """Give what a backup holds the keys of `--json`."""
    from vil.model.plain import to_plain

    plain: dict[str, Any] = to_plain(backup)
    return {**plain, "path": mask(backup.path.name)}

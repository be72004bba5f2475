"""The option that every command about published data takes, and who is asking."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from vil.errors import FileNotWritten
from vil.settings import Settings, load_settings


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """Add `--data DIR`."""
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="the data folder (default: VIL_DATA, else the user's own)"
    )


def settings_for(options: argparse.Namespace) -> Settings:
    """Put the settings together with the data folder that was given."""
    return load_settings({"data_dir": options.data})


def refuse_unwritable(target: Path) -> None:
    """Raise FileNotWritten for a file that cannot be written where it is asked for, before any work is done."""
    if not os.access(target.parent, os.W_OK) or target.is_dir():
        raise FileNotWritten(target.name)


def user_name() -> str:
    """Find the name of the computer's user."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "ukendt"

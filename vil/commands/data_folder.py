"""The option that every command about published data takes, and who is asking."""

from __future__ import annotations

import argparse
from pathlib import Path

from vil.settings import Settings, load_settings


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """Add `--data DIR`."""
    parser.add_argument(
        "--data", metavar="DIR", type=Path, help="the data folder (default: VIL_DATA, else the user's own)"
    )


def settings_for(options: argparse.Namespace) -> Settings:
    """Put the settings together with the data folder that was given."""
    return load_settings({"data_dir": options.data})


def user_name() -> str:
    """Find the name of the computer's user."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "ukendt"

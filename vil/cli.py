"""The command `vil`: parse, run one command, and end with an agreed exit code."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from vil.errors import VilError, describe_defect

COMMANDS = {
    "start": "open the workbench in the browser",
    "check": "read a file and say what was understood and what was doubtful",
    "publish": "publish a new version of a data set from a file and a recipe",
    "versions": "list data sets, or the versions of one",
    "rollback": "make an earlier version of a data set the one in force",
    "diff": "hold one version of a data set against another",
    "query": "print the numbers a page would show",
    "schema": "describe the table of a data set for other programs",
    "report": "write a round as a document",
    "backup": "write everything that cannot be made again to one file",
    "restore": "put a backup back into an empty data folder",
    "purge": "delete for good what was removed long ago",
}
DONE, REFUSED, DEFECT = 0, 2, 70


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process.

    Exit codes: 0 done, 2 refused with a Danish sentence on standard error, 70 a defect with an id to report.
    """
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code (SystemExit 0 after `--help`, 2 for words that cannot be parsed)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    chosen = build_parser(arguments).parse_args(arguments)
    command = import_module(f"vil.commands.{chosen.command}")
    try:
        return int(command.run(chosen) or DONE)
    except VilError as error:
        print(error, file=sys.stderr)
        _say_as_json(chosen, refused={"code": error.code, "message": str(error)})
        return REFUSED
    except KeyboardInterrupt:
        return DONE
    except BrokenPipeError:  # the reader of our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        defect_id, text = describe_defect(error)
        print(text, file=sys.stderr)
        _say_as_json(chosen, defect=defect_id)
        return DEFECT


def _say_as_json(chosen: argparse.Namespace, **answer: object) -> None:
    """Answer with one JSON object where that was asked for, also when nothing came of it."""
    if getattr(chosen, "json", False):
        print(json.dumps(answer, ensure_ascii=False))


def build_parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Build the parser; only the command that is named brings its options in."""
    from vil.commands.words import Parser

    parser = Parser(prog="vil", description="The workbench for knowledge-informed leadership.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    named = next((word for word in arguments if word in COMMANDS), None)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".")
        if name == named:
            import_module(f"vil.commands.{name}").add_options(command)
    return parser

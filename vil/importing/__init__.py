"""A file in → named, typed rows and everything that was doubtful (files are read in a child process)."""

from vil.importing.extracts import list_tables, read_extract
from vil.importing.guess import guess_recipe
from vil.importing.periods import parse_period
from vil.importing.recipes import load_recipe, save_recipe
from vil.importing.shaping import Examined, examine_rows, shape_rows

__all__ = [
    "Examined",
    "examine_rows",
    "guess_recipe",
    "list_tables",
    "load_recipe",
    "parse_period",
    "read_extract",
    "save_recipe",
    "shape_rows",
]

"""A file in → named, typed rows and everything that was doubtful (files are read in a child process).

Each name is looked up in its module when it is first used, so that the child process, which must start at once, loads its own
modules alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vil.importing.children import call_child
    from vil.importing.comparing import (
        compare_columns,
        find_unit_totals,
        fit_headers,
        load_texts,
        look_of,
        used_columns,
    )
    from vil.importing.extracts import list_tables, read_extract
    from vil.importing.fixed_period import propose_fixed_period
    from vil.importing.guess import guess_recipe
    from vil.importing.periods import parse_period
    from vil.importing.recipes import dump_recipe, load_recipe, parse_recipe, save_recipe
    from vil.importing.renaming import rename_at_home
    from vil.importing.shaping import Examined, examine_rows, shape_rows
    from vil.importing.source_look import hold_table
    from vil.importing.source_survey import Survey, survey_table
    from vil.importing.source_table import SourceTable

__all__ = [
    "Examined",
    "SourceTable",
    "Survey",
    "call_child",
    "compare_columns",
    "dump_recipe",
    "examine_rows",
    "find_unit_totals",
    "fit_headers",
    "guess_recipe",
    "hold_table",
    "list_tables",
    "load_recipe",
    "load_texts",
    "look_of",
    "parse_period",
    "parse_recipe",
    "propose_fixed_period",
    "read_extract",
    "rename_at_home",
    "save_recipe",
    "shape_rows",
    "survey_table",
    "used_columns",
]
_HOMES = {
    "children": ("call_child",),
    "comparing": ("compare_columns", "find_unit_totals", "fit_headers", "load_texts", "look_of", "used_columns"),
    "extracts": ("list_tables", "read_extract"),
    "fixed_period": ("propose_fixed_period",),
    "guess": ("guess_recipe",),
    "periods": ("parse_period",),
    "recipes": ("dump_recipe", "load_recipe", "parse_recipe", "save_recipe"),
    "renaming": ("rename_at_home",),
    "shaping": ("Examined", "examine_rows", "shape_rows"),
    "source_look": ("hold_table",),
    "source_survey": ("Survey", "survey_table"),
    "source_table": ("SourceTable",),
}


def __getattr__(name: str) -> object:
    """Find a name in its module; AttributeError when there is no such name."""
    home = next((home for home, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{home}"), name)

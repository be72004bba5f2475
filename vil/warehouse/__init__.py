"""Published, immutable data set versions in DuckDB, and the only analytic SQL."""

from vil.warehouse.cells import find_indicator, find_unit, list_periods, load_all_units, load_series
from vil.warehouse.columns import load_values
from vil.warehouse.current import Rollback, current_number, list_rollbacks, roll_back
from vil.warehouse.folders import version_numbers
from vil.warehouse.publish import foresee, publish, take_over
from vil.warehouse.row_source import RowFile, RowsGiven, RowsHere, RowSource
from vil.warehouse.rules import check_recipe
from vil.warehouse.spread_reading import load_spread
from vil.warehouse.versions import list_datasets, list_versions, load_version

__all__ = [
    "Rollback",
    "RowFile",
    "RowSource",
    "RowsGiven",
    "RowsHere",
    "check_recipe",
    "current_number",
    "find_indicator",
    "find_unit",
    "foresee",
    "list_datasets",
    "list_periods",
    "list_rollbacks",
    "list_versions",
    "load_all_units",
    "load_series",
    "load_spread",
    "load_values",
    "load_version",
    "publish",
    "roll_back",
    "take_over",
    "version_numbers",
]

"""Published, immutable data set versions in DuckDB, and the only analytic SQL."""

from vil.warehouse.cells import find_indicator, find_unit, load_all_units, load_series
from vil.warehouse.folders import list_datasets, list_versions, load_version, version_numbers
from vil.warehouse.publish import publish
from vil.warehouse.rules import check_recipe

__all__ = [
    "check_recipe",
    "find_indicator",
    "find_unit",
    "list_datasets",
    "list_versions",
    "load_all_units",
    "load_series",
    "load_version",
    "publish",
    "version_numbers",
]

"""`vil check FILE`: read a file and say what was understood and what was doubtful."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.commands.data_folder import add_data_option, refuse_unwritable, settings_for
from vil.errors import ReadingRefused, VilError

if TYPE_CHECKING:
    from vil.model.reading import Reading
    from vil.model.recipe import Recipe


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the words of this command."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook, or the table of a DuckDB file")
    parser.add_argument("--recipe", type=Path, metavar="R.toml", help="read as this recipe says")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--raw", type=Path, metavar="OUT.csv", help="write the cells as text, nothing converted")
    parser.add_argument("--rows", type=Path, metavar="OUT.csv", help="write the table as read")
    parser.add_argument("--tidy", type=Path, metavar="OUT.csv", help="write the long table that publication would use")
    add_data_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Check one file; 2 when it is refused."""
    from vil.importing import call_child

    call_child()
    from vil.importing import load_recipe, read_extract
    from vil.model.recipe import ReadingOptions

    for target in filter(None, (arguments.raw, arguments.rows, arguments.tidy)):
        refuse_unwritable(target)
    settings = settings_for(arguments)
    recipe = load_recipe(arguments.recipe) if arguments.recipe else None
    options = _chosen_options(recipe.reading if recipe else ReadingOptions(), arguments.sheet)
    with tempfile.TemporaryDirectory(prefix="vil-") as folder:
        reading = read_extract(
            arguments.file,
            options,
            workdir=Path(folder),
            memory_mb=settings.reading_memory_mb,
            seconds=settings.reading_seconds,
            raw=arguments.raw,
            key_file=settings.pseudonym_key,
        )
        refused: VilError | None = None
        if reading.refused:
            refused = ReadingRefused(reading.refused.code, reading.refused.message)
            if arguments.raw and reading.refused.code == "empty":
                arguments.raw.write_bytes(b"")
        else:
            refused = _write_tables(reading, recipe, arguments, Path(folder))
        if arguments.json:
            answer = describe_as_json(reading)
            told = {"code": refused.code, "message": str(refused)} if refused else None
            print(json.dumps({**answer, "refused": told}, ensure_ascii=False))
        elif not reading.refused:
            print(describe_as_text(reading))
    if refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


def _chosen_options(options: Any, sheet: str | None) -> Any:
    from dataclasses import replace

    return replace(options, sheet=sheet, table=sheet) if sheet else options


def _write_tables(
    reading: Reading, recipe: Recipe | None, arguments: argparse.Namespace, folder: Path
) -> VilError | None:
    """Write the tables that were asked for; give what keeps one from being written."""
    from vil.importing import guess_recipe
    from vil.importing.export import write_rows, write_tidy

    try:
        if arguments.rows:
            write_rows(reading, arguments.rows)
        if arguments.tidy:
            proposal = recipe or guess_recipe(reading, dataset="check", title=arguments.file.stem)
            write_tidy(reading, proposal, arguments.tidy, workdir=folder)
    except VilError as error:
        return error
    return None


def describe_as_json(reading: Reading) -> dict[str, Any]:
    """Give a reading the outward keys of `vil check --json`."""
    from vil.model.plain import to_plain

    period = reading.period
    place = (
        {"columns": list(period.columns)}
        if period and period.columns
        else {"column": period.column if period else None}
    )
    return {
        "file": reading.file,
        "format": reading.format,
        "encoding": reading.encoding,
        "bom": reading.bom,
        "delimiter": reading.delimiter,
        "quote": reading.quote,
        "decimal": reading.decimal,
        "thousands": reading.thousands,
        "sheet": reading.sheet,
        "sheets": list(reading.sheets),
        "header_rows": list(reading.header_rows),
        "first_data_row": reading.first_data_row,
        "data_rows": reading.data_rows,
        "columns": [
            {"name": one.name, "type": one.type, "missing": one.missing, "numbers": one.numbers, "sum": one.sum}
            for one in reading.columns
        ],
        "missing_markers": list(reading.missing_markers),
        "aggregates": list(reading.aggregates),
        "period": {**place, "grain": period.grain, "first": period.first, "last": period.last} if period else None,
        "unit": reading.unit,
        "shape": reading.shape,
        "warnings": [{"code": one.code, "message": one.message, "rows": list(one.rows)} for one in reading.warnings],
        "questions": to_plain(reading.questions),
        "personal": to_plain(reading.personal),
        "refused": {"code": reading.refused.code, "message": reading.refused.message} if reading.refused else None,
        "left_out": dict(reading.left_out),
    }


def describe_as_text(reading: Reading) -> str:
    """Say in a few Danish lines what was understood."""
    from vil.importing.describe import describe_reading

    return describe_reading(reading)

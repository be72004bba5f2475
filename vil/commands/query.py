"""`vil query`: the numbers that a page would show; hidden cells are marked hidden and never given."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from typing import TYPE_CHECKING, Any

from vil.commands.data_folder import add_data_option, settings_for

if TYPE_CHECKING:
    from vil.model.period import Period
    from vil.services.datasets import Answer, Cell


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `vil query` takes."""
    parser.add_argument("dataset", metavar="DATASET")
    parser.add_argument("--indicator", metavar="ID", required=True)
    parser.add_argument(
        "--by", metavar="NAMES", default="period", help="period, unit and the dimension, with commas between"
    )
    parser.add_argument("--unit", metavar="U", help="only this unit")
    parser.add_argument("--from", dest="first", metavar="P", help="first period, such as 2026-03 or 2026-Q1")
    parser.add_argument("--to", dest="last", metavar="P", help="last period")
    parser.add_argument("--grain", metavar="G", help="month, quarter, year … (default: as in the extract)")
    parser.add_argument("--version", metavar="V", type=int, help="an earlier version (default: the latest)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="print CSV: comma, decimal point")
    form.add_argument("--json", action="store_true", help="print one JSON object")
    add_data_option(parser)


def run(options: argparse.Namespace) -> None:
    """Print the numbers asked for."""
    from vil.services.datasets import query_cells

    answer = query_cells(
        settings_for(options),
        options.dataset,
        indicator=options.indicator,
        by=tuple(name.strip() for name in options.by.split(",") if name.strip()),
        unit=options.unit,
        first=_read_period(options.first),
        last=_read_period(options.last),
        version=options.version,
        grain=_read_grain(options.grain),
    )
    if options.json:
        print(json.dumps(_as_object(answer), ensure_ascii=False, indent=1))
    elif options.csv:
        _print_csv(answer)
    else:
        _print_table(answer)


def _read_period(text: str | None) -> Period | None:
    from vil.errors import NotFound
    from vil.importing import parse_period

    if text is None:
        return None
    if (period := parse_period(text)) is None:
        raise NotFound("Perioden", text)
    return period


def _read_grain(text: str | None) -> Any:
    from vil.errors import NotFound
    from vil.model.period import Grain

    if text is not None and text not in set(Grain):
        raise NotFound("Inddelingen", text, tuple(Grain))
    return None if text is None else Grain(text)


def _as_object(answer: Answer) -> dict[str, Any]:
    return {
        "dataset": answer.version.dataset,
        "version": answer.version.number,
        "indicator": answer.indicator.id,
        "measure": answer.indicator.measure.name,
        "grain": str(answer.grain),
        "from": answer.periods[0].code if answer.periods else None,
        "to": answer.periods[-1].code if answer.periods else None,
        "cells": [_as_row(answer, cell) for cell in answer.cells],
    }


def _as_row(answer: Answer, cell: Cell) -> dict[str, Any]:
    """Turn a cell into a row: where it is, its state, and its figures where it has any."""
    names = {"period": cell.point.period.code, "unit": cell.unit.name, "member": cell.member}
    labels = {"member": answer.version.dimensions[0][0]} if answer.version.dimensions else {}
    return {
        **{labels.get(name, name): names[name] for name in answer.by},
        "level": str(cell.unit.level),
        "state": str(cell.point.state),
        "value": cell.point.value,
        "numerator": cell.point.numerator,
        "denominator": cell.point.denominator,
        "is_partial": cell.point.is_partial,
    }


def _print_csv(answer: Answer) -> None:
    rows = [_as_row(answer, cell) for cell in answer.cells]
    if not rows:
        return
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _print_table(answer: Answer) -> None:
    from vil.formats import format_period

    span = (
        f"{format_period(answer.periods[0])} til {format_period(answer.periods[-1])}"
        if answer.periods
        else "ingen perioder"
    )
    print(f"{answer.indicator.name} ({answer.version.recipe.title}, udgave {answer.version.number}), {span}")
    for cell in answer.cells:
        names = {"period": format_period(cell.point.period), "unit": cell.unit.name, "member": cell.member or ""}
        print("  ".join([*(names[name] for name in answer.by), _describe(answer, cell)]))


def _describe(answer: Answer, cell: Cell) -> str:
    from vil.formats import format_value
    from vil.model.series import CellState

    if cell.point.state is CellState.HIDDEN:
        return "skjult"
    if cell.point.value is None:
        return "mangler"
    return format_value(cell.point.value, answer.indicator.measure) + (" (delvis)" if cell.point.is_partial else "")

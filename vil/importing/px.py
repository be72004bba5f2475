"""Read a PX file, the format of statistics banks, into one long table."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing import px_messages as messages
from vil.importing.body import trimmed_sql
from vil.importing.columns import ColumnPlan, plan_columns, text_sql
from vil.importing.encodings import Encoding
from vil.importing.engine import fetch_one
from vil.importing.kinds import Bounds
from vil.importing.missing import MISSING
from vil.importing.person_messages import numbers_in_headers
from vil.importing.persons import mask_all, mask_names
from vil.importing.px_cells import find_px_encoding, load_px_cells, read_head
from vil.importing.px_meaning import PxHead, find_meaning
from vil.importing.px_syntax import split_statements
from vil.model.period import Grain
from vil.model.reading import ColumnType
from vil.model.recipe import ReadingOptions

if TYPE_CHECKING:
    import duckdb

VALUE = "value"
"""The name of the column of figures."""


@dataclass(frozen=True)
class PxTable:
    """A PX file in the engine (views `body`, `texts` and `numbered`), with what every column holds."""

    head: PxHead
    encoding: Encoding
    names: tuple[str, ...]
    plans: list[ColumnPlan]
    first_row: int


def load_px(
    engine: duckdb.DuckDBPyConnection, path: Path, options: ReadingOptions, scratch: Path, bounds: Bounds
) -> PxTable:
    """Read a PX file into one row for every figure, the variables in STUB's and HEADING's order; ReadingRefused when faulty."""
    encoding, lie = find_px_encoding(path)
    if options.encoding:
        encoding, lie = Encoding(options.encoding), None
    with path.open(encoding=encoding.name, errors="replace", newline="") as file:
        text, line, rest = read_head(file)
        head = find_meaning(list(split_statements(text)))
        if lie:
            head.doubts.insert(0, messages.lying_codepage(lie, encoding.name))
        load_px_cells(engine, file, (line, rest), head, scratch, bounds)
    _mask_head(head)
    names = (*(one.name for one in head.variables), _value_name(head))
    _make_views(engine, len(names))
    first = int(str(fetch_one(engine, "SELECT min(row) FROM cells")[0]))
    return PxTable(head, encoding, names, _plan(engine, head, names, options), first)


def _mask_head(head: PxHead) -> None:
    """Hide CPR numbers in the names of variables and in members that are totals; the cells are guarded with the others."""
    names = mask_names([one.name for one in head.variables])
    masked = tuple(
        replace(one, name=name, totals=mask_all(one.totals)) for one, name in zip(head.variables, names, strict=True)
    )
    if masked != head.variables:
        head.doubts.append(numbers_in_headers())
        head.variables = masked


def _value_name(head: PxHead) -> str:
    taken = {one.name.casefold() for one in head.variables}
    return next(name for name in (VALUE, *(f"{VALUE} ({number})" for number in range(2, 99))) if name not in taken)


def _make_views(engine: duckdb.DuckDBPyConnection, width: int) -> None:
    trimmed = ", ".join(trimmed_sql(f"c{place}", f"t{place}") for place in range(1, width + 1))
    engine.execute("CREATE TEMP VIEW body AS SELECT * FROM cells")
    engine.execute(f"CREATE TEMP VIEW texts AS SELECT row, {trimmed} FROM body")
    engine.execute("CREATE TEMP VIEW numbered AS SELECT * FROM texts")


def _plan(
    engine: duckdb.DuckDBPyConnection, head: PxHead, names: tuple[str, ...], options: ReadingOptions
) -> list[ColumnPlan]:
    """Plan the variables as periods, codes or texts (never as figures), and the last column as figures."""
    variables = dict(enumerate(names[:-1], 1))
    samples = {place: Counter(one.labels) for place, one in enumerate(head.variables, 1)}
    proposed, _ = plan_columns(variables, samples, options=options)
    plans = [_as_variable(plan, samples[plan.place], head.variables[plan.place - 1].is_time) for plan in proposed]
    text = text_sql(len(names))
    is_sign = f"{text} IS NOT NULL AND TRY_CAST({text} AS DOUBLE) IS NULL"
    found = engine.execute(f"SELECT {text} FROM texts WHERE {is_sign} GROUP BY 1 ORDER BY min(row)").fetchall()
    signs = [row[0] for row in found]
    known = {sign: meaning for sign, meaning in head.symbols.items() if sign in signs}
    doubts = (messages.symbols(known),) if known else ()
    figures = ColumnPlan(
        len(names), names[-1], ColumnType.NUMBER, f"TRY_CAST({text} AS DOUBLE)", doubts=doubts, markers=tuple(signs)
    )
    return [*plans, replace(figures, missing=MISSING | set(signs))]


def _as_variable(plan: ColumnPlan, sample: Counter[str], is_time: bool) -> ColumnPlan:
    if plan.type is ColumnType.NUMBER:
        is_code = all(label.isdigit() for label in sample)
        plan = replace(plan, type=ColumnType.CODE if is_code else ColumnType.TEXT, sql=text_sql(plan.place), markers=())
    if is_time and plan.type not in (ColumnType.PERIOD, ColumnType.DATE):
        plan = replace(plan, type=ColumnType.PERIOD, grain=Grain.YEAR)
    return plan

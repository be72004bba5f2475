"""Propose a recipe for an extract, so that the analyst confirms rather than fills in."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from vil.importing import recipe_messages as messages
from vil.importing.engine import fetch_one, file_literal, open_engine, quoted
from vil.importing.findings import load_members
from vil.importing.guessed_cases import as_cases
from vil.importing.guessed_indicators import guess_one, identifier, with_own_ids
from vil.importing.measures import WHOLE_TABLE, is_no_figure
from vil.importing.members import find_levels
from vil.importing.units import MOST_UNITS
from vil.model.indicator import Aggregation, Indicator, Measure
from vil.model.period import Grain
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import HEADERS, ReadingOptions, Recipe, Totals

if TYPE_CHECKING:
    import duckdb

VALUE = "value"
"""The name of the one column of figures once headers have become rows."""
_MOST_MEMBERS = 300
_NUMERATOR = re.compile(r"tæller|numerator", re.IGNORECASE)
_DENOMINATOR = re.compile(r"nævner|denominator", re.IGNORECASE)


@dataclass(frozen=True)
class _Split:
    """How columns of text are used: at most one dimension, others held at one member, and what to say of it."""

    dimensions: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    added: tuple[str, ...] = ()


def guess_recipe(reading: Reading, *, dataset: str, title: str) -> Recipe:
    """Propose period, unit, dimension, indicators and totals for a reading.

    Percentages, averages and running totals are proposed as MEAN, counts and amounts as SUM. Columns that always say the same
    and second dimensions become notes and filters. An extract with one row for each case or person is counted instead.
    """
    with tempfile.TemporaryDirectory(prefix="vil-") as scratch, open_engine(Path(scratch), memory_mb=512) as engine:
        source = f"read_parquet({file_literal(Path(str(reading.table)))}, file_row_number = true)"
        texts = [
            one.name for one in reading.columns if one.type in (ColumnType.TEXT, ColumnType.CODE, ColumnType.BOOLEAN)
        ]
        members = load_members(
            engine,
            source,
            [
                name
                for name in texts
                if name not in (reading.unit, *reading.nearly_numbers, *reading.pseudonyms, *_parts(reading))
            ],
        )
        indicators = _guess_indicators(engine, source, reading, title)
        may_add = all(one.is_additive for one in indicators)
        split = _split_columns(engine, source, reading, members, may_add=may_add)
        if reading.unit:
            members = {**members, **load_members(engine, source, [reading.unit])}
        recipe = _put_together(reading, split, indicators, members, dataset=dataset, title=title)
        return as_cases(engine, source, reading, recipe, members) or recipe


def _put_together(
    reading: Reading,
    split: _Split,
    indicators: tuple[Indicator, ...],
    members: Mapping[str, Sequence[str]],
    *,
    dataset: str,
    title: str,
) -> Recipe:
    period = reading.period
    return Recipe(
        dataset=dataset,
        title=title,
        indicators=indicators,
        grain=period.grain if period else Grain.YEAR,
        period=period.column if period else None,
        period_columns=period.columns if period else (),
        unit=reading.unit,
        unit_columns=(*reading.unit_columns, *_header_totals(reading)),
        dimensions=split.dimensions,
        totals=_find_totals(reading, split.dimensions, members),
        fill_down=reading.fill_down,
        filters=split.filters,
        added_over=split.added,
        person_key=reading.pseudonyms[0] if len(reading.pseudonyms) == 1 else None,
        notes=split.notes,
        reading=ReadingOptions(sheet=reading.sheet if len(reading.sheets) > 1 and reading.format != "duckdb" else None),
    )


def _parts(reading: Reading) -> tuple[str, ...]:
    """Name the columns that the periods were put together of, which say nothing more."""
    return reading.period.parts if reading.period else ()


def _header_totals(reading: Reading) -> tuple[str, ...]:
    names = {column.name for column in reading.columns if column.type is ColumnType.NUMBER}
    return tuple(name for name in reading.aggregates if name in names) if reading.unit_columns else ()


def _find_totals(
    reading: Reading, dimensions: tuple[str, ...], members: Mapping[str, Sequence[str]]
) -> tuple[Totals, ...]:
    totals = []
    for name in filter(None, (reading.unit, *dimensions)):
        whole, groups = find_levels(members[name])
        if len(members[name]) > 1 and (whole or (groups and name == reading.unit)):
            totals.append(Totals(name, whole, groups if name == reading.unit else ()))
    if headers := _header_totals(reading):
        totals.append(Totals(HEADERS, headers))
    return tuple(totals)


def _split_columns(
    engine: duckdb.DuckDBPyConnection,
    source: str,
    reading: Reading,
    members: Mapping[str, Sequence[str]],
    *,
    may_add: bool,
) -> _Split:
    """Choose the dimension: first a column that has no total to hold on to, else the first that varies.

    The others are held at their total; without one they are added up where the numbers may be, else held at one member.
    """
    varying, notes = [], []
    for name, found in members.items():
        if len(found) == 1:
            notes.append(messages.constant_column(name, found[0]))
        elif reading.unit and 1 < len(found) <= MOST_UNITS and _follows(engine, source, name, reading.unit):
            notes.append(messages.same_as_unit(name, reading.unit))
        elif 1 < len(found) <= min(MOST_UNITS, _MOST_MEMBERS):
            varying.append(name)
    if not varying:
        return _Split(notes=tuple(notes))
    without_total = [name for name in varying if not find_levels(members[name])[0]]
    dimension = (without_total or varying)[0]
    filters, added = [], []
    for name in (name for name in varying if name != dimension):
        whole = find_levels(members[name])[0]
        if may_add and not whole:
            added.append(name)
            notes.append(messages.added_column(name))
        else:
            filters.append((name, (*whole, members[name][0])[0]))
            notes.append(messages.fixed_column(*filters[-1]))
    return _Split((dimension,), tuple(filters), tuple(notes), tuple(added))


def _follows(engine: duckdb.DuckDBPyConnection, source: str, column: str, unit: str) -> bool:
    """Tell whether every unit has one member of the column: a code or a region of the unit, not a dimension."""
    name = quoted(unit)
    counts = f"SELECT count(DISTINCT {quoted(column)}) AS n FROM {source} WHERE {name} IS NOT NULL GROUP BY {name}"
    return bool(fetch_one(engine, f"SELECT coalesce(max(n), 0) <= 1 FROM ({counts})")[0])


def _guess_indicators(
    engine: duckdb.DuckDBPyConnection, source: str, reading: Reading, title: str
) -> tuple[Indicator, ...]:
    numeric = [one.name for one in reading.columns if one.type is ColumnType.NUMBER and one.numbers]
    numeric = [name for name in numeric if name not in _parts(reading)]
    stated = dict(reading.measures)
    about = " ".join(reading.titles)
    headers = (reading.period.columns if reading.period else ()) or reading.unit_columns
    headers = tuple(name for name in headers if name in numeric) if set(headers) & set(numeric) else ()
    if headers:
        sample = f"SELECT unnest([{', '.join(quoted(name) for name in headers[:50])}]) AS v FROM {source} LIMIT 100000"
        return (guess_one(engine, sample, VALUE, title, f"{about} {title}", stated.get(WHOLE_TABLE)),)
    numerator = next((name for name in numeric if _NUMERATOR.search(name)), None)
    denominator = next((name for name in numeric if _DENOMINATOR.search(name)), None)
    if numerator and denominator:
        measure = Measure("pct.", 1)
        rate = Indicator(identifier(title), title, Aggregation.RATE, measure, scale=100.0)
        return (replace(rate, numerator=numerator, denominator=denominator),)
    proposed = [name for name in numeric if not is_no_figure(name)] or numeric
    indicators = []
    for name in proposed:
        sample = f"SELECT {quoted(name)} AS v FROM {source} LIMIT 100000"
        measure_name = stated.get(name, stated.get(WHOLE_TABLE))
        shown = title if _is_general(name) else name
        indicators.append(guess_one(engine, sample, name, shown, f"{name} {about}", measure_name))
    return with_own_ids(indicators)


def _is_general(name: str) -> bool:
    """Tell whether a header says nothing of what the figures are."""
    return name.casefold() in {"indhold", "value", "værdi", "antal", "tal"} or name.startswith("(col ")

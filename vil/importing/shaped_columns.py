"""The columns of shaped rows as SQL: unit and the groups above it, member or band, figures, and what is read as text."""

from __future__ import annotations

from vil.importing.engine import literal, quoted
from vil.importing.faults import CellFaults, reading_sql
from vil.importing.numbers import number_sql
from vil.importing.rows import DAY, ROW
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import HEADERS, Bands, Recipe, Totals

NOT_STATED = "Ikke oplyst"


def band_of(recipe: Recipe) -> Bands | None:
    """Find the bands that the recipe's dimension is made of; None when it is a column of the extract."""
    return next((bands for bands in recipe.bands if bands.name in recipe.dimensions), None)


def text_columns(recipe: Recipe) -> tuple[str, ...]:
    """Name the columns that rows carry as text; one that is a number as well is carried as that."""
    return tuple(name for name in recipe.text_columns if name not in recipe.number_columns)


def over_columns(recipe: Recipe) -> tuple[str, ...]:
    """Name, inside, the columns the rows are added up over: they tell a doubled row from another part of the same cell."""
    return tuple(f"__over_{n}" for n in range(1, len(recipe.added_over) + 1))


def renamed_sql(reading: Reading, recipe: Recipe, dropped: list[CellFaults]) -> str:
    """Write the columns under names of their own; of numbers whose faulty cells are dropped, those that can be read are."""
    mended = {one.column: number_sql(quoted(one.column), one.style) for one in dropped if one.style}

    def figure(name: str) -> str:
        return mended.get(name) or reading_sql(reading, name)

    bands = band_of(recipe)
    member = banded_sql(figure(bands.column), bands) if bands else _cell((*recipe.dimensions, None)[0])
    columns = [
        f"{_cell(recipe.period)} AS period_cell",
        f"{_cell(recipe.unit)} AS unit_cell",
        f"{member} AS member_cell",
    ]
    columns += [f"{_text(reading, name)} AS level_cell_{n}" for n, name in enumerate(recipe.unit_levels, 1)]
    columns += [f"{_text(reading, name)} AS text_{n}" for n, name in enumerate(text_columns(recipe), 1)]
    columns += [
        f"{_text(reading, name)} AS {over}" for name, over in zip(recipe.added_over, over_columns(recipe), strict=True)
    ]
    headers = recipe.period_columns or recipe.unit_columns
    prefix, values = ("cell", headers) if headers else ("value", recipe.number_columns)
    columns += [f"{figure(name)} AS {prefix}_{n}" for n, name in enumerate(values, 1)]
    return ", ".join([quoted(ROW), *columns])


def banded_sql(number: str, bands: Bands) -> str:
    """Write the band a number lies in as text: "0-17", "18-66", "67+"; below the first it is "under" that.

    >>> banded_sql("alder", Bands("Alder", "alder", (0.0, 18.0)))
    "CASE WHEN alder >= 18 THEN '18+' WHEN alder >= 0 THEN '0-17' WHEN alder < 0 THEN 'under 0' END"
    """
    cases = [
        f"WHEN {number} >= {_written(edge)} THEN {literal(name)}"
        for edge, name in reversed(list(zip(bands.edges, band_names(bands), strict=True)))
    ]
    first = _written(bands.edges[0])
    return f"CASE {' '.join(cases)} WHEN {number} < {first} THEN {literal(f'under {first}')} END"


def band_names(bands: Bands) -> tuple[str, ...]:
    """Name the bands from the lowest up; edges that are whole numbers give bands that end one below the next."""
    are_whole = all(edge == round(edge) for edge in bands.edges)
    ends = [_written(edge - 1) if are_whole else f"under {_written(edge)}" for edge in bands.edges[1:]]
    starts = [_written(edge) for edge in bands.edges]
    return (*(_between(start, end) for start, end in zip(starts, ends, strict=False)), f"{starts[-1]}+")


def _between(start: str, end: str) -> str:
    return start if start == end else f"{start}-{end}"


def _written(edge: float) -> str:
    return str(int(edge)) if edge == round(edge) else repr(edge)


def _cell(name: str | None) -> str:
    return quoted(name) if name else "NULL::VARCHAR"


def _text(reading: Reading, name: str) -> str:
    """Write a column as text, whole numbers without decimals."""
    column = quoted(name)
    is_number = any(one.name == name and one.type is ColumnType.NUMBER for one in reading.columns)
    text = f"CAST({column} AS VARCHAR)"
    if is_number:
        is_whole = f"{column} = round({column}) AND abs({column}) < 1e15"
        text = f"CASE WHEN {is_whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE {text} END"
    return f"nullif({text}, '')"


def shaped_sql(recipe: Recipe) -> str:
    """Write the shaped rows; those of part totals, of members or within the groups above a unit, are left out."""
    unit = _unit_expression(recipe)
    totals = {entry.column: entry for entry in recipe.totals}
    of_units = totals.get(recipe.unit or HEADERS, Totals(HEADERS))
    level = (
        f"CASE WHEN {_is_one_of(unit, of_units.whole)} THEN 'whole' "
        f"WHEN {_is_one_of(unit, of_units.groups)} THEN 'group' ELSE 'unit' END"
    )
    member, kept = "NULL::VARCHAR", []
    if recipe.dimensions:
        name = f"coalesce(CAST(member_cell AS VARCHAR), {literal(NOT_STATED)})"
        of_members = totals.get(recipe.dimensions[0], Totals(recipe.dimensions[0]))
        member = f"CASE WHEN {_is_one_of(name, of_members.whole)} THEN '' ELSE {name} END"
        kept.append(f"NOT {_is_one_of(name, of_members.groups)}")
    if recipe.unit_levels and of_units.whole:
        within = f"level_cell_1 IS NOT NULL AND NOT {_is_one_of('level_cell_1', of_units.whole)}"
        kept.append(f"NOT ({_is_one_of(unit, of_units.whole)} AND {within})")
    day = f"CAST(period_cell AS VARCHAR) AS {quoted(DAY)}"
    keys = f"{quoted(ROW)}, {day}, period_start, {unit} AS unit, {level} AS unit_level, {member} AS member"
    columns = [f"level_cell_{n} AS level_{n}" for n in range(1, len(recipe.unit_levels) + 1)]
    columns += [f"value_{n} AS {quoted(name)}" for n, name in enumerate(recipe.number_columns, 1)]
    columns += [f"text_{n} AS {quoted(name)}" for n, name in enumerate(text_columns(recipe), 1)]
    columns += over_columns(recipe)
    return f"SELECT {', '.join([keys, *columns])} FROM dated {'WHERE ' + ' AND '.join(kept) if kept else ''}"


def _unit_expression(recipe: Recipe) -> str:
    if recipe.unit_columns:
        names = " ".join(
            f"WHEN 'cell_{place}' THEN {literal(name)}" for place, name in enumerate(recipe.unit_columns, 1)
        )
        return f"CASE slot {names} END"
    if recipe.unit:
        return f"coalesce(CAST(unit_cell AS VARCHAR), {literal(NOT_STATED)})"
    return literal(recipe.single_unit)


def _is_one_of(expression: str, members: tuple[str, ...]) -> str:
    if not members:
        return "false"
    return f"{expression} IN ({', '.join(literal(member) for member in members)})"

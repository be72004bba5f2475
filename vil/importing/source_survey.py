"""Survey a typed table: ask it for the little that must be known before its rows can be added up where they lie.

What is asked for is small: the different periods, the members of filters, how many rows share a cell. Never the rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vil.importing import recipe_messages as messages
from vil.importing import source_messages
from vil.importing.engine import quoted
from vil.importing.faults import may_add_days, may_be_added, may_share_cells
from vil.importing.fitting import find_recipe_problems, read_columns
from vil.importing.periods import parse_header, parse_period
from vil.importing.person_search import SHARE_OF_COLUMN
from vil.importing.rows import DAY
from vil.importing.shaped_columns import band_of, over_columns
from vil.importing.source_shape import Slots, filter_sql, shaped_columns, shaped_sql
from vil.importing.source_table import SourceTable
from vil.model.period import Grain, Period
from vil.model.reading import Column, ColumnType, Reading
from vil.model.recipe import Drift, Recipe
from vil.privacy.identifiers import is_named_as_one
from vil.privacy.identifiers_sql import is_suspect_sql, mask_sql, number_as_text_sql, read_scan, scan_sql
from vil.privacy.judging import Shares, are_persons, hold_persons

MOST_PERIODS = 20_000
_MOST_TOLD = 20


@dataclass(frozen=True)
class Survey:
    """What a survey found: every fault, in Danish, and where there is none the shaped rows as SQL with their columns.

    `dropped` counts the rows left out because their period cannot be read, where the rule of its column says so.
    """

    problems: tuple[str, ...] = ()
    relation: str = ""
    columns: tuple[str, ...] = ()
    dropped: int = 0


@dataclass(frozen=True)
class Periods:
    """The first day of each period that the column's texts name, the faults, and how many rows have them.

    `is_hopeless` says that leaving those rows out would not help.
    """

    starts: Mapping[str, date]
    problems: tuple[str, ...] = ()
    rows: int = 0
    is_hopeless: bool = False


def survey_table(table: SourceTable, recipe: Recipe) -> Survey:
    """Find every fault that keeps a table's rows from being published, or how they are shaped."""
    named = table.renamed(recipe.reading.renames)
    problems = _column_problems(named, recipe)
    if problems:
        return Survey(tuple(problems))
    problems = _find_persons(named, recipe) or _filter_problems(named, recipe)
    if problems:
        return Survey(tuple(problems))
    slots, header_problems = _read_slots(recipe)
    is_dated = (slots and slots.starts) or recipe.fixed_period
    periods = Periods({}) if is_dated else _read_periods(named, recipe)
    may_drop = bool(recipe.period) and recipe.rule_of(str(recipe.period)) is Drift.DROP and not periods.is_hopeless
    problems = [*header_problems, *(() if may_drop else periods.problems)]
    if problems:
        return Survey(tuple(problems))
    relation = shaped_sql(named, recipe, periods.starts, slots)
    shared = tuple(_find_shared_cells(named, recipe, relation))
    return Survey(shared, relation, shaped_columns(recipe), periods.rows)


def _column_problems(table: SourceTable, recipe: Recipe) -> list[str]:
    columns = tuple(Column(name, kind, 0, 0, None) for name, kind in table.columns.items())
    problems = find_recipe_problems(Reading("", "table", columns=columns), recipe)
    problems += [
        messages.column_not_numeric(name)
        for name in read_columns(recipe)
        if table.columns.get(name, ColumnType.NUMBER) is not ColumnType.NUMBER
    ]
    return [*problems, *([source_messages.no_fill_down()] if recipe.fill_down else [])]


def _find_persons(table: SourceTable, recipe: Recipe) -> list[str]:
    """Find CPR numbers, whole columns or single ones, with a dash or without, in what would be seen; a key of persons is not.

    Only counts come home.
    """
    band = band_of(recipe)
    seen = [recipe.period, recipe.unit, *recipe.unit_levels, *(() if band else recipe.dimensions)]
    seen += [name for name, _ in recipe.filters]
    texts = {
        name: number_as_text_sql(quoted(name)) if table.columns[name] is ColumnType.NUMBER else table.text(name)
        for name in dict.fromkeys(seen)
        if name and table.columns[name] in (ColumnType.NUMBER, ColumnType.TEXT)
    }
    if not texts:
        return []
    source = f"{table.relation} AS extract"
    columns = []
    for told in (texts, {name: _digits_within(text) for name, text in texts.items()}):
        counts = [int(one or 0) for one in table.ask(scan_sql(told, source))[0]]
        columns += [
            name
            for name, (filled, cells, shares) in read_scan(list(told), counts).items()
            if name not in columns
            and _are_persons(name, shares, told is texts, is_few=cells < SHARE_OF_COLUMN * filled)
        ]
    singles = ", ".join(
        f"count(CASE WHEN {is_suspect_sql(text)} AND {mask_sql(text, dashed=True, bare=False)} <> {text} THEN 1 END) AS s{n}"
        for n, text in enumerate(texts.values())
    )
    found = table.ask(f"SELECT {singles} FROM {source}")[0]
    within = [name for name, cells in zip(texts, found, strict=True) if cells and name not in columns]
    return [source_messages.holds_numbers(name) for name in [*columns, *within]]


def _digits_within(text: str) -> str:
    """Write a text's digits alone, so that a word, a bracket or a decimal around a number does not hide it."""
    return f"regexp_replace(regexp_replace({text}, '\\.0$', '', 'g'), '[^0-9]', '', 'g')"


def _are_persons(name: str, shares: Shares, is_whole: bool, *, is_few: bool) -> bool:
    """Judge a column that is such, or one with a few such in it: rows that stay where they lie cannot be masked."""
    return hold_persons(shares) if is_few else are_persons(shares, is_named=is_whole and is_named_as_one(name))


def _filter_problems(table: SourceTable, recipe: Recipe) -> list[str]:
    problems = []
    for name, value in recipe.filters:
        text = table.text(name)
        found = table.ask(f"SELECT DISTINCT {text} AS member FROM {table.relation} AS extract ORDER BY 1 LIMIT 1000")
        known = [line[0] for line in found if line[0] is not None]
        if value not in known and len(found) < 1000:
            problems.append(messages.filter_empty(name, value, known))
    return problems


def _read_slots(recipe: Recipe) -> tuple[Slots | None, list[str]]:
    """Read headers that are periods or units."""
    if not recipe.period_columns:
        return (Slots(recipe.unit_columns) if recipe.unit_columns else None), []
    starts, problems = [], []
    for header in recipe.period_columns:
        period = parse_header(header)
        if period and period.grain is Grain.DAY:
            period = Period.containing(period.start, recipe.grain)
        if period is None or period.grain is not recipe.grain:
            problems.append(messages.period_header_unreadable(header, recipe.grain))
        else:
            starts.append(period.start)
    return Slots(recipe.period_columns, tuple(starts)), problems


def _read_periods(table: SourceTable, recipe: Recipe) -> Periods:
    name = str(recipe.period)
    text, where = table.text(name), filter_sql(table, recipe)
    if table.columns[name] is ColumnType.DATE:
        count = f"count(CASE WHEN {text} IS NULL THEN 1 END)"
        empty = int(table.ask(f"SELECT {count} AS empty FROM {table.relation} AS extract{where}")[0][0])
        return Periods({}, (source_messages.empty_periods(name, empty),) if empty else (), empty)
    found = table.ask(
        f"SELECT {text} AS label, count(*) AS shared FROM {table.relation} AS extract{where} "
        f"GROUP BY {text} ORDER BY 1 LIMIT {MOST_PERIODS}"
    )
    counted = {line[0]: int(line[1]) for line in found}
    if len(counted) == MOST_PERIODS:
        return Periods({}, (source_messages.too_many_periods(name),), is_hopeless=True)
    return _judge(name, counted, recipe.grain)


def _judge(name: str, counted: dict[str | None, int], wanted: Grain) -> Periods:
    """Read the different texts; days stand for the period they lie in where every text is a day."""
    empty = counted.pop(None, 0)
    read = {text: parse_period(text) for text in counted if text is not None}
    are_days = all(period.grain is Grain.DAY for period in read.values() if period)
    starts: dict[str, date] = {}
    rows = empty
    problems = [source_messages.empty_periods(name, empty)] if empty else []
    for text, period in read.items():
        fitting = Period.containing(period.start, wanted) if period and are_days else period
        if fitting and fitting.grain is wanted:
            starts[text] = fitting.start
        else:
            rows += counted[text]
            problems.append(source_messages.strange_period(name, text, counted[text], wanted))
    if not starts and not problems:
        problems.append(messages.nothing_left())
    return Periods(starts, _cut_off(problems), rows, is_hopeless=not starts)


def _find_shared_cells(table: SourceTable, recipe: Recipe, relation: str) -> list[str]:
    """Find cells that several rows stand for, by the rule that holds for files too."""
    if may_share_cells(recipe):
        return []
    levels = "".join(f", level_{place}" for place in range(1, len(recipe.unit_levels) + 1))
    levels += "".join(f", {over}" for over in over_columns(recipe))
    levels += f", {quoted(DAY)}" if may_add_days(recipe) else ""
    shared = f"FROM {relation} AS shaped GROUP BY period_start, unit, member{levels} HAVING count(*) > 1"
    found = table.ask(
        f"SELECT period_start, unit, member, count(*) AS shared {shared} ORDER BY 1, 2, 3 LIMIT {_MOST_TOLD + 1}"
    )
    if not found:
        return []
    told = [
        source_messages.shared_cell([part for part in line[1:3] if part], Period(line[0], recipe.grain), int(line[3]))
        for line in found[:_MOST_TOLD]
    ]
    more = [source_messages.more_shared()] if len(found) > _MOST_TOLD else []
    return [*told, *more, messages.duplicates_mend(may_be_person_rows=may_be_added(recipe))]


def _cut_off(problems: list[str]) -> tuple[str, ...]:
    more = len(problems) - _MOST_TOLD
    return (*problems[:_MOST_TOLD], *([source_messages.more_faults(more)] if more > 0 else []))

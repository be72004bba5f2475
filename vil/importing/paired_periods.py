"""Put a year and a part of it, which stand in columns of their own, together to one period."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from vil.importing import period_messages as messages
from vil.importing.columns import ColumnPlan, text_sql
from vil.importing.engine import literal
from vil.importing.missing import is_missing
from vil.importing.period_cells import judge_periods
from vil.importing.periods import month_number
from vil.model.period import Grain
from vil.model.reading import ColumnType

if TYPE_CHECKING:
    import duckdb

PERIOD = "Periode"
"""What the column goes by that is made of the two."""
_MOST_PARTS = 200
_MOST_PAIRS = 20_000
_ENDING = r"s?[ ._-]*(?:nr\.?|nummer|navn|no\.?|number|name|kode|code)?"
_NAMES = {
    Grain.MONTH: re.compile(rf"(?:måned|maaned|mnd|month|mdr?){_ENDING}", re.IGNORECASE),
    Grain.QUARTER: re.compile(rf"(?:kvartal|kvt|quarter|qtr){_ENDING}", re.IGNORECASE),
    Grain.WEEK: re.compile(rf"(?:uge|week){_ENDING}", re.IGNORECASE),
}
"""The parts of a year in the order they are tried: a week of a year may begin in the year before."""
_YEAR_NAME = re.compile(r"(?:kalender)?(?:år|aar)(?:stal)?|(?:calendar ?)?year", re.IGNORECASE)
_NUMBER = re.compile(r"0?(?P<part>\d\d?)(?:\.0)?")
_FORMS = {
    Grain.MONTH: re.compile(r"m ?0?(?P<part>\d\d?)", re.IGNORECASE),
    Grain.QUARTER: re.compile(
        r"(?:k|q|kv|kvt|kvartal|quarter)\.? ?0?(?P<part>\d)|(?P<first>\d)\.? ?(?:kv|kvt|kvartal|quarter)\.?",
        re.IGNORECASE,
    ),
    Grain.WEEK: re.compile(r"(?:u|w|uge|week)\.? ?(?P<part>\d\d?)", re.IGNORECASE),
}
_CODES = {Grain.MONTH: "-{0:02}", Grain.QUARTER: "-Q{0}", Grain.WEEK: "-W{0:02}"}
_LAST = {Grain.MONTH: 12, Grain.QUARTER: 4, Grain.WEEK: 53}


def is_part_of_year(name: str) -> bool:
    """Tell whether a header is a word for months, quarters or weeks."""
    return any(form.fullmatch(name.strip()) for form in _NAMES.values())


def with_paired_period(
    engine: duckdb.DuckDBPyConnection, plans: list[ColumnPlan], place: int, *, is_typed: bool = False
) -> list[ColumnPlan]:
    """Add a column of periods (t`place` in the views `texts` and `numbered`) where a year and its part stand beside each other.

    Tables that have a period already, shorter than a year, are left as they are; so are parts that most cells do not fit.
    """
    year = _find_year(plans)
    if year is None:
        return plans
    parts = [plan for plan in plans if plan is not year and is_part_of_year(plan.name)]
    for grain, form in _NAMES.items():
        for part in parts:
            if form.fullmatch(part.name.strip()) and (sql := _pair_sql(engine, year, part, grain)):
                _add_cells(engine, sql, place, is_typed=is_typed)
                return [*plans, _plan(plans, place, grain, (year, *parts), (year.name, part.name))]
    return plans


def _find_year(plans: Sequence[ColumnPlan]) -> ColumnPlan | None:
    """Find the one column of years; None where there are other periods, or several years that none is called so among."""
    periods = [plan for plan in plans if plan.type in (ColumnType.PERIOD, ColumnType.DATE)]
    if not periods or any(plan.grain is not Grain.YEAR for plan in periods):
        return None
    named = [plan for plan in periods if _YEAR_NAME.fullmatch(plan.name.strip())]
    found = named or periods
    return found[0] if len(found) == 1 else None


def _plan(
    plans: Sequence[ColumnPlan], place: int, grain: Grain, parts: Sequence[ColumnPlan], used: tuple[str, str]
) -> ColumnPlan:
    taken = {plan.name.casefold() for plan in plans}
    name = next(
        one for one in (PERIOD, *(f"{PERIOD} ({number})" for number in range(2, 99))) if one.casefold() not in taken
    )
    doubt = messages.paired_period(name, *used)
    named = tuple(plan.name for plan in parts)
    missing = parts[0].missing
    return ColumnPlan(
        place, name, ColumnType.PERIOD, text_sql(place), grain=grain, doubts=(doubt,), missing=missing, parts=named
    )


def _cell_sql(plan: ColumnPlan) -> str:
    return f"CAST({text_sql(plan.place)} AS VARCHAR)"


def _pair_sql(engine: duckdb.DuckDBPyConnection, year: ColumnPlan, part: ColumnPlan, grain: Grain) -> str | None:
    """Write year and part as a period ("2026-03"), as they stand where they are none; None when most are none."""
    cell = _cell_sql(part)
    found = engine.execute(f"SELECT DISTINCT {cell} FROM texts WHERE {cell} IS NOT NULL LIMIT {_MOST_PARTS}").fetchall()
    parts = {text: number for (text,) in found if (number := read_part(text, grain))}
    if not parts or len(found) == _MOST_PARTS:
        return None
    codes = " ".join(f"WHEN {literal(text)} THEN {literal(_CODES[grain].format(one))}" for text, one in parts.items())
    unwritten = ", ".join(literal(text) for text in _missing_signs(part, [text for (text,) in found]))
    whole = f"regexp_replace({_cell_sql(year)}, '\\.0$', '')"
    sql = f"{whole} || CASE {cell} {codes} ELSE ' ' || {cell} END"
    sql = f"CASE WHEN {cell} IN ({unwritten}) THEN NULL ELSE {sql} END" if unwritten else sql
    rows = engine.execute(
        f"SELECT {sql}, count(*) FROM texts WHERE ({sql}) IS NOT NULL GROUP BY 1 LIMIT {_MOST_PAIRS}"
    ).fetchall()
    cells = judge_periods(Counter(dict(rows)), year.missing)
    return sql if cells and cells.grain is grain and not cells.grains else None


def _missing_signs(part: ColumnPlan, texts: Collection[str]) -> list[str]:
    return [text for text in texts if is_missing(text, part.missing)]


def read_part(text: str, grain: Grain) -> int | None:
    """Read which month, quarter or week of the year a cell says; None when it says none.

    >>> read_part("3 - marts", Grain.MONTH), read_part("K2", Grain.QUARTER), read_part("13", Grain.MONTH)
    (3, 2, None)
    """
    tidy = " ".join(text.split())
    match = _NUMBER.fullmatch(tidy) or _FORMS[grain].fullmatch(tidy)
    if match:
        number = int(match["part"] or match["first"])
    elif grain is Grain.MONTH:
        number = month_number(tidy) or 0
    else:
        return None
    return number if 1 <= number <= _LAST[grain] else None


def _add_cells(engine: duckdb.DuckDBPyConnection, sql: str, place: int, *, is_typed: bool) -> None:
    engine.execute("ALTER VIEW texts RENAME TO unpaired")
    engine.execute(f"CREATE OR REPLACE TEMP VIEW texts AS SELECT *, {sql} AS t{place} FROM unpaired")
    row = "* REPLACE (row_number() OVER () AS row)" if is_typed else "*"
    engine.execute(f"CREATE OR REPLACE TEMP VIEW numbered AS SELECT {row} FROM texts")

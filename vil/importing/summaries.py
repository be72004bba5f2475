"""Leave out the rows at the bottom that sum the others up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from vil.importing import messages
from vil.importing.columns import is_code, is_period_name, text_sql
from vil.importing.engine import fetch_one, literal
from vil.importing.members import is_total, sums_up_all
from vil.importing.missing import is_missing
from vil.importing.numbers import count_forms, decide_style, find_form, number_sql
from vil.importing.periods import parse_period
from vil.model.reading import Doubt

if TYPE_CHECKING:
    import duckdb

_MOST_ROWS_SHOWN = 20
_MOST_LABELS = 5
_MOST_TOTALS = 1000
_MOST_COLUMNS = 50
_ROUNDING = 1e-4
_FAULTY = re.compile(r".*\d.*|\W*|(?:ukendt|uoplyst|ikke oplyst|mangler|fejl|unknown|error).*", re.IGNORECASE)
"""What stands in a period's place by mistake; such rows are data, also at the bottom."""


def find_summary_rows(
    engine: duckdb.DuckDBPyConnection, names: Mapping[int, str], samples: Mapping[int, Counter[str]]
) -> tuple[int, Doubt] | None:
    """Find rows at the bottom whose period is no period ("I alt"): the last true row, and the doubt that says so."""
    for place, sample in samples.items():
        labels = list(
            islice((text for text in sample if _may_sum_up(text) and not parse_period(text)), _MOST_LABELS + 1)
        )
        if not 0 < len(labels) <= _MOST_LABELS:
            continue
        good = [text for text in sample if parse_period(text)]
        if len(good) < 2 or len(good) < len(labels):
            continue
        if all(text.isdigit() for text in good) and not is_period_name(names[place]):
            continue
        text, listed = text_sql(place), ", ".join(literal(label) for label in labels)
        found = engine.execute(f"SELECT row FROM texts WHERE {text} IN ({listed}) ORDER BY row LIMIT 1000").fetchall()
        last = fetch_one(engine, f"SELECT max(row) FROM texts WHERE {text} NOT IN ({listed})")[0]
        rows = tuple(int(row[0]) for row in found)
        if rows and last is not None and rows[0] > int(str(last)):
            return int(str(last)), messages.summary_rows(rows[:_MOST_ROWS_SHOWN], labels)
    return None


def find_bare_totals(
    engine: duckdb.DuckDBPyConnection, names: Mapping[int, str], samples: Mapping[int, Counter[str]]
) -> tuple[int, Doubt] | None:
    """Find rows at the bottom that sum the others up and leave empty what these fill in: the last true row, and the doubt.

    They name a total, or name nothing and hold the sum of a column above them.
    """
    filled = {place: sample for place, sample in samples.items() if sample}
    figures = [place for place, sample in filled.items() if _are_figures(names[place], sample)]
    texts = [place for place in filled if place not in figures][:_MOST_COLUMNS]
    if not texts:
        return None
    gaps = fetch_one(engine, f"SELECT {', '.join(f'bool_or({_empty_sql(place)})' for place in texts)} FROM unfilled")
    open_places = [place for place, has_gap in zip(texts, gaps, strict=True) if has_gap]
    for place in open_places:
        totals = _find_bare(engine, place) or _find_right(engine, place, [one for one in texts if one > place])
        if totals:
            rows = tuple(sorted(row for row, _ in totals))
            labels = list(dict.fromkeys(text for _, text in totals))
            return rows[0] - 1, messages.summary_rows(rows[:_MOST_ROWS_SHOWN], labels)
    is_open = len(open_places) == len(texts) and figures
    last = _find_nameless(engine, texts) if is_open else None
    if last and any(_sums_up(engine, place, samples[place], last) for place in figures[:_MOST_COLUMNS]):
        return last - 1, messages.nameless_sum((last,))
    return None


def _are_figures(name: str, sample: Counter[str]) -> bool:
    """Tell whether cells are amounts: numbers that are no periods and no codes."""
    are_numbers = all(find_form(text) or is_missing(text) for text in sample) and any(map(find_form, sample))
    return are_numbers and not is_code(name, sample) and not (is_period_name(name) and all(map(parse_period, sample)))


def _empty_sql(place: int) -> str:
    return f"coalesce(trim(c{place}), '') = ''"


def _find_bare(engine: duckdb.DuckDBPyConnection, place: int) -> list[tuple[int, str]]:
    """Find the last rows without a cell in a column, and their first text; none where other rows than totals have none either."""
    if place == 1:
        return []
    left = ", ".join(f"nullif(trim(c{at}), '')" for at in range(1, place))
    found = engine.execute(
        f"SELECT row, coalesce({left}, '') FROM unfilled WHERE {_empty_sql(place)} ORDER BY row DESC LIMIT {_MOST_TOTALS + 1}"
    ).fetchall()
    if not 0 < len(found) <= _MOST_TOTALS or not all(is_total(text) for _, text in found):
        return []
    last = int(str(fetch_one(engine, f"SELECT max(row) FROM unfilled WHERE NOT ({_empty_sql(place)})")[0]))
    return list(takewhile(lambda one: one[0] > last and sums_up_all(one[1]), found))


def _find_right(engine: duckdb.DuckDBPyConnection, place: int, right: Sequence[int]) -> list[tuple[int, str]]:
    """Find the last row where it alone has no cell in a column, and names a total to the right of it."""
    if not right:
        return []
    label = ", ".join(f"nullif(trim(c{at}), '')" for at in right)
    found = engine.execute(
        f"SELECT row, coalesce({label}, '') FROM unfilled WHERE {_empty_sql(place)} LIMIT 2"
    ).fetchall()
    last = fetch_one(engine, "SELECT max(row) FROM unfilled")[0]
    return found if len(found) == 1 and found[0][0] == last and sums_up_all(found[0][1]) else []


def _find_nameless(engine: duckdb.DuckDBPyConnection, texts: Sequence[int]) -> int | None:
    """Find a last row that names nothing, where some column names something in every other row."""
    last = int(str(fetch_one(engine, "SELECT max(row) FROM unfilled")[0]))
    tests = ", ".join(f"bool_or({_empty_sql(place)}) FILTER (WHERE row < {last})" for place in texts)
    is_bare = " AND ".join(_empty_sql(place) for place in texts)
    gaps = fetch_one(engine, f"SELECT {tests} FROM unfilled")
    return (
        last if fetch_one(engine, f"SELECT {is_bare} FROM unfilled WHERE row = {last}")[0] and not all(gaps) else None
    )


def _sums_up(engine: duckdb.DuckDBPyConnection, place: int, sample: Counter[str], last: int) -> bool:
    """Tell whether the figure in the last row is the sum of those above it."""
    value = number_sql(f"trim(c{place})", decide_style(count_forms(sample)).style)
    sums = ", ".join(f"sum({value}) FILTER (WHERE row {sign} {last})" for sign in ("<", "="))
    found = fetch_one(engine, f"SELECT {sums} FROM unfilled")
    above, below = (float(str(one)) if one is not None else 0.0 for one in found)
    return above != 0 and abs(above - below) <= _ROUNDING * abs(above)


def _may_sum_up(label: str) -> bool:
    """Tell whether a text may name a row that sums up ("I alt", "Antal personer"), and is no period gone wrong."""
    return not is_missing(label) and _FAULTY.fullmatch(label) is None

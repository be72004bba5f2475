"""Leave out the rows at the bottom that sum the others up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from vil.importing import messages
from vil.importing.columns import is_period_name, text_sql
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
    engine: duckdb.DuckDBPyConnection, samples: Mapping[int, Counter[str]]
) -> tuple[int, Doubt] | None:
    """Find rows at the bottom that name a total and leave empty what all other rows fill in: the last true row, and the doubt."""
    for place, sample in samples.items():
        if place > 1 and sample and not all(find_form(text) and not parse_period(text) for text in sample):
            totals = _find_bare(engine, place)
            if totals:
                rows = tuple(sorted(row for row, _ in totals))
                labels = list(dict.fromkeys(text for _, text in totals))
                return rows[0] - 1, messages.summary_rows(rows[:_MOST_ROWS_SHOWN], labels)
    return _find_nameless(engine, samples)


def _find_nameless(engine: duckdb.DuckDBPyConnection, samples: Mapping[int, Counter[str]]) -> tuple[int, Doubt] | None:
    """Find a last row that names nothing, where all others do, and whose figures are the sums of a column above them."""
    figures = {place for place, sample in samples.items() if sample and all(find_form(text) for text in sample)}
    names = [place for place, sample in samples.items() if sample and place not in figures]
    if not figures or not names:
        return None
    empty = {place: f"coalesce(trim(c{place}), '') = ''" for place in names}
    last = int(str(fetch_one(engine, "SELECT max(row) FROM unfilled")[0]))
    is_bare = fetch_one(engine, f"SELECT {' AND '.join(empty.values())} FROM unfilled WHERE row = {last}")[0]
    gaps = ", ".join(f"bool_or({test})" for test in empty.values())
    if not is_bare or all(fetch_one(engine, f"SELECT {gaps} FROM unfilled WHERE row < {last}")):
        return None
    for place in figures:
        value = number_sql(f"trim(c{place})", decide_style(count_forms(samples[place])).style)
        sums = (
            f"SELECT sum({value}) FILTER (WHERE row < {last}), sum({value}) FILTER (WHERE row = {last}) FROM unfilled"
        )
        above, below = fetch_one(engine, sums)
        if (
            above
            and below is not None
            and abs(float(str(above)) - float(str(below))) <= _ROUNDING * abs(float(str(above)))
        ):
            return last - 1, messages.nameless_sum((last,))
    return None


def _find_bare(engine: duckdb.DuckDBPyConnection, place: int) -> list[tuple[int, str]]:
    """Find the last rows without a cell in a column, and their first text; none where other rows than totals have none either."""
    left = ", ".join(f"nullif(trim(c{at}), '')" for at in range(1, place))
    is_empty = f"coalesce(trim(c{place}), '') = ''"
    found = engine.execute(
        f"SELECT row, coalesce({left}, '') FROM unfilled WHERE {is_empty} ORDER BY row DESC LIMIT {_MOST_TOTALS + 1}"
    ).fetchall()
    if not 0 < len(found) <= _MOST_TOTALS or not all(is_total(text) for _, text in found):
        return []
    last = int(str(fetch_one(engine, f"SELECT max(row) FROM unfilled WHERE NOT ({is_empty})")[0]))
    return list(takewhile(lambda one: one[0] > last and sums_up_all(one[1]), found))


def _may_sum_up(label: str) -> bool:
    """Tell whether a text may name a row that sums up ("I alt", "Antal personer"), and is no period gone wrong."""
    return not is_missing(label) and _FAULTY.fullmatch(label) is None

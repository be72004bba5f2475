"""Look for persons in the columns of a table, in two sweeps: a cheap one over every cell, an exact one over what it left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vil.importing.engine import WIDE, fetch_one
from vil.model.reading import PersonalFinding, PersonalKind
from vil.privacy.contact_marks import find_contact_marks
from vil.privacy.identifiers import is_named_as_one
from vil.privacy.identifiers_sql import is_suspect_sql, mask_sql, read_scan, scan_sql
from vil.privacy.judging import Singles, are_persons, find_singles

if TYPE_CHECKING:
    import duckdb

_MOST_TEXTS = 5000
_MOST_ROWS_SHOWN = 20
_SAMPLE_ROWS = 2000
_MOST_SCANNED = 12
_FOUR_DIGITS = "*[0-9][0-9][0-9][0-9]*"
"""Every CPR number ends so. The engine asks this once for each text that a column repeats; an expression, for each cell."""
SHARE_OF_COLUMN = 0.1
"""How many cells of a column must be written as a CPR number before the column as a whole is such."""


@dataclass(frozen=True)
class Sweep:
    """What the cheap sweep counted, by place: cells that are filled, that may hold a CPR number, and that hold an at-sign."""

    filled: dict[int, int]
    suspect: dict[int, int]
    at_signs: dict[int, int]


@dataclass(frozen=True)
class Hidden:
    """Single CPR numbers in a column of text: which are taken for such, in how many cells, and in which rows first."""

    found: Singles
    cells: int
    rows: tuple[int, ...]


def load_sample(engine: duckdb.DuckDBPyConnection, places: Iterable[int]) -> dict[int, Counter[str]]:
    """Count the different texts of columns in the first rows of `body`."""
    listed = list(places)
    if not listed:
        return {}
    cells = ", ".join(f"CAST(c{place} AS VARCHAR)" for place in listed)
    rows = engine.execute(f"SELECT {cells} FROM body LIMIT {_SAMPLE_ROWS}").fetchall()
    return {place: Counter(row[at] for row in rows if row[at] is not None) for at, place in enumerate(listed)}


def sweep_cells(
    engine: duckdb.DuckDBPyConnection, texts: Mapping[int, str], samples: Mapping[int, Mapping[str, int]]
) -> Sweep:
    """Count over every cell of `body`; `texts` is each column's text as SQL. At-signs are counted where there are letters.

    CASE and not FILTER: the engine then tests only the cells that are long enough, in a third of the time.
    """
    if not texts:
        return Sweep({}, {}, {})
    lettered = {place for place in texts if any(sign.isalpha() for sign in {*"".join(samples.get(place, ()))})}
    count = _count_long if len(texts) > WIDE else _count_side_by_side
    by_place = count(engine, texts, lettered)
    return Sweep(
        {place: filled for place, filled, _, _ in by_place},
        {place: suspect for place, _, suspect, _ in by_place if suspect},
        {place: signs for place, _, _, signs in by_place if signs},
    )


def _counts_sql(text: str, has_letters: bool) -> str:
    is_mail = f"CASE WHEN strlen({text}) >= 6 AND contains({text}, '@') THEN 1 END" if has_letters else "NULL"
    is_suspect = f"strlen({text}) >= 9 AND {text} GLOB '{_FOUR_DIGITS}' AND {is_suspect_sql(text)}"
    return f"count({text}), count(CASE WHEN {is_suspect} THEN 1 END), count({is_mail})"


def _count_side_by_side(
    engine: duckdb.DuckDBPyConnection, texts: Mapping[int, str], lettered: set[int]
) -> list[tuple[int, int, int, int]]:
    counts = ", ".join(_counts_sql(text, place in lettered) for place, text in texts.items())
    row = [int(str(one)) for one in fetch_one(engine, f"SELECT {counts} FROM body")]
    return list(zip(texts, row[0::3], row[1::3], row[2::3], strict=True))


def _count_long(
    engine: duckdb.DuckDBPyConnection, texts: Mapping[int, str], lettered: set[int]
) -> list[tuple[int, int, int, int]]:
    """Count with the columns below each other: a test for each of a thousand columns costs far more than the cells do."""
    cells, places = ", ".join(texts.values()), ", ".join(str(place) for place in texts)
    found = engine.execute(
        f"SELECT place, {_counts_sql('cell', has_letters=True)} "
        f"FROM (SELECT unnest([{cells}]) AS cell, unnest([{places}]) AS place FROM body) GROUP BY place"
    ).fetchall()
    counted = {row[0]: row[1:] for row in found}
    rows = [(place, *counted.get(place, (0, 0, 0))) for place in texts]
    return [(place, filled, suspect, signs if place in lettered else 0) for place, filled, suspect, signs in rows]


def find_columns(
    engine: duckdb.DuckDBPyConnection, names: Mapping[int, str], texts: Mapping[int, str], sweep: Sweep
) -> dict[int, int]:
    """Find the columns that are CPR numbers, and how many cells are."""
    suspects = {str(place): text for place, text in texts.items() if place in sweep.suspect}
    if not suspects:
        return {}
    columns = {}
    for some in _parts_of(suspects):
        counts = [int(str(one)) for one in fetch_one(engine, scan_sql(some, "body"))]
        for key, (filled, cells, shares) in read_scan(list(some), counts).items():
            is_named = is_named_as_one(names[int(key)])
            if cells >= SHARE_OF_COLUMN * filled and are_persons(shares, is_named=is_named):
                columns[int(key)] = cells
    return columns


def _parts_of(suspects: dict[str, str]) -> Iterator[dict[str, str]]:
    """Give a few columns at a time: each counts its different values four times over, which takes memory."""
    listed = list(suspects.items())
    for at in range(0, len(listed), _MOST_SCANNED):
        yield dict(listed[at : at + _MOST_SCANNED])


def find_hidden(engine: duckdb.DuckDBPyConnection, place: int, sweep: Sweep) -> Hidden | None:
    """Find single CPR numbers in a column of text; None when there are none.

    Where most cells are ten digits and nothing else the column is of another kind, and chance lets some of them look so.
    """
    texts = engine.execute(
        f"SELECT DISTINCT c{place} FROM body WHERE {is_suspect_sql(f'c{place}')} ORDER BY 1 LIMIT {_MOST_TEXTS}"
    ).fetchall()
    found = find_singles(str(row[0]) for row in texts)
    if sweep.suspect[place] * 2 >= sweep.filled[place] and all(str(row[0]).strip().isdigit() for row in texts):
        return None
    if not found.dashed and not found.bare:
        return None
    is_hidden = f"{is_suspect_sql(f't{place}')} AND {hidden_sql(f't{place}', found)} <> t{place}"
    cells = int(str(fetch_one(engine, f"SELECT count(*) FROM texts WHERE {is_hidden}")[0]))
    rows = engine.execute(
        f"SELECT row FROM numbered WHERE {is_hidden} ORDER BY row LIMIT {_MOST_ROWS_SHOWN}"
    ).fetchall()
    return Hidden(found, cells, tuple(int(row[0]) for row in rows)) if cells else None


def hidden_sql(text: str, found: Singles) -> str:
    """Write a text with the numbers that were found in it hidden."""
    return mask_sql(text, dashed=found.dashed, bare=found.bare)


def find_marks(
    names: Mapping[int, str], sweep: Sweep, samples: Mapping[int, Mapping[str, int]]
) -> dict[int, list[PersonalFinding]]:
    """Find e-mail in columns of text, and telephone, address and names in their first rows."""
    marks: dict[int, list[PersonalFinding]] = {}
    for place, name in names.items():
        found = find_contact_marks(name, samples.get(place, {}))
        if place in sweep.at_signs:
            found.setdefault(PersonalKind.EMAIL, (sweep.at_signs[place], False))
        for kind, (cells, is_column) in found.items():
            total = sweep.filled[place] if is_column else sweep.at_signs.get(place, cells)
            marks.setdefault(place, []).append(PersonalFinding(name, kind, total, is_column))
    return marks

"""The same rules as SQL, so that rows are judged, hidden and hashed where they lie.

Every expression is plain enough for sqlglot to carry from DuckDB to PostgreSQL and Spark, but for `hash_sql`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vil.privacy.identifiers import AFTER, BEFORE, DAY_EXISTS, LOOSE, MASK, WEIGHTS, WHOLE, WITHIN_BARE, WITHIN_DASHED
from vil.privacy.judging import Shares

LOWEST, HIGHEST = 101_000_000, 3_112_999_999
"""Between these lies every CPR number read as a whole number, its leading zero lost."""
_KINDS = ("filled", "cells", "nine", "ten", "dated", "passing")


def literal(text: str) -> str:
    """Write a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def number_as_text_sql(column: str) -> str:
    """Write a column of numbers as the text of those that could be CPR numbers, NULL for every other."""
    is_one = f"{column} BETWEEN {LOWEST} AND {HIGHEST} AND {column} = floor({column})"
    return f"CASE WHEN {is_one} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) END"


def is_suspect_sql(text: str) -> str:
    """Write the cheap test that every cell with a CPR number in it passes."""
    return f"regexp_matches({text}, {literal(LOOSE)})"


def scan_sql(columns: Mapping[str, str], source: str) -> str:
    """Write one aggregate query over `source` that counts, for each column (a key and its text as SQL), what `read_scan` reads.

    Cells that are not written as a CPR number cost one cheap test; only the others are taken apart and told from each other.
    """
    digits = ", ".join(f"{_digits_sql(text)} AS k{place}" for place, text in enumerate(columns.values(), 1))
    filled = ", ".join(f"{text} AS c{place}" for place, text in enumerate(columns.values(), 1))
    places = range(1, len(columns) + 1)
    padded = ", ".join(f"lpad(k{place}, 10, '0') AS p{place}" for place in places)
    counts = ", ".join(_counts_sql(place) for place in places)
    inner = f"SELECT {filled}, {digits} FROM {source}"
    return f"SELECT {counts} FROM (SELECT *, {padded} FROM ({inner}) AS read_cells) AS scanned"


def read_scan(columns: Sequence[str], row: Sequence[int]) -> dict[str, tuple[int, int, Shares]]:
    """Read the row of `scan_sql`: for each column its filled cells, those written as a CPR number, and the different values."""
    width = len(_KINDS)
    parts = {key: [int(one or 0) for one in row[at * width : (at + 1) * width]] for at, key in enumerate(columns)}
    return {key: (filled, cells, Shares(*shares)) for key, (filled, cells, *shares) in parts.items()}


def _digits_sql(text: str) -> str:
    is_whole = f"length({text}) BETWEEN 9 AND 24 AND regexp_matches({text}, {literal(WHOLE)})"
    return f"CASE WHEN {is_whole} THEN regexp_replace({text}, '[^0-9]', '', 'g') END"


def _counts_sql(place: int) -> str:
    key, padded = f"k{place}", f"p{place}"
    has_day = f"regexp_matches({padded}, {literal(DAY_EXISTS)})"
    weighted = " + ".join(
        f"{weight} * CAST(substr({padded}, {at}, 1) AS INTEGER)" for at, weight in enumerate(WEIGHTS, 1)
    )
    wanted = (
        f"length({key}) = 9",
        f"length({key}) = 10",
        has_day,
        f"{has_day} AND ({weighted}) % 11 = 0",
    )
    distinct = [f"count(DISTINCT CASE WHEN {condition} THEN {padded} END)" for condition in wanted]
    return ", ".join([f"count(c{place})", f"count({key})", *distinct])


def mask_sql(text: str, *, dashed: bool, bare: bool) -> str:
    """Write a text with the CPR numbers in it hidden: those with a dash, those of ten digits in a row, or both.

    Twice, because two numbers side by side share the sign between them.
    """
    forms = [*([WITHIN_DASHED] if dashed else []), *([WITHIN_BARE] if bare else [])]
    within = literal(f"({BEFORE})(?:{'|'.join(forms)})({AFTER})")
    for _ in range(2):
        text = f"regexp_replace({text}, {within}, '\\1{MASK}\\2', 'g')"
    return text


def hash_sql(text: str, inner: str, outer: str) -> str:
    """Write the pseudonym of a text as DuckDB's SQL; `inner` and `outer` are the padded keys as expressions (`hash_pads`)."""
    whole = f"regexp_matches({text}, {literal(WHOLE)})"
    digits = f"lpad(regexp_replace({text}, '[^0-9]', '', 'g'), 10, '0')"
    plain = f"CASE WHEN {whole} THEN {digits} ELSE lower(regexp_replace(trim({text}), '\\s+', ' ', 'g')) END"
    return (
        f"CASE WHEN {text} IS NOT NULL THEN left(sha256({outer} || unhex(sha256({inner} || encode({plain})))), 32) END"
    )

"""Small pieces of SQL that DuckDB, PostgreSQL and Spark all understand."""

from __future__ import annotations

from typing import Protocol

NO_NUMBER = "CAST(NULL AS DOUBLE)"
NO_TEXT = "CAST(NULL AS VARCHAR)"


def identifier(name: str) -> str:
    """Quote a column name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + str(text).replace("'", "''") + "'"


def number(name: str | None) -> str:
    """Name a column of figures, those that are not finite being missing."""
    column = identifier(name or "")
    return f"CASE WHEN {column} - {column} = 0 THEN {column} END"


def exact_sum(amount: str, condition: str = "") -> str:
    """Add numbers as decimals, so that neither the order of the rows nor the number of threads can change the last bit.

    Numbers with up to four decimals, all but a few, are added as exactly those; others with twelve.
    """
    short, long = f"CAST({amount} AS DECIMAL(38, 4))", f"CAST({amount} AS DECIMAL(38, 12))"
    plain = f"sum(CASE WHEN CAST({short} AS DOUBLE) = {amount} THEN {short} END) {condition}"
    rest = f"sum(CASE WHEN CAST({short} AS DOUBLE) <> {amount} THEN {long} END) {condition}"
    return (
        f"CASE count({amount}) {condition} WHEN 0 THEN NULL WHEN 1 THEN max({amount}) {condition} "
        f"ELSE coalesce(CAST({rest} + CAST(coalesce({plain}, 0) AS DECIMAL(38, 12)) AS DOUBLE), "
        f"CAST({plain} AS DOUBLE)) END"
    )


class AddSql(Protocol):
    """Writes a sum that is exact, of the rows where a condition (`FILTER …`) holds."""

    def __call__(self, amount: str, condition: str = "") -> str:
        """Write the sum of an amount."""
        ...


def whole_sum(amount: str, condition: str = "", *, scale: int) -> str:
    """Add numbers known to be whole when multiplied by `scale`, and to stay below 2^52 together."""
    return f"sum(round({amount} * {scale})) {condition} / {scale}"


def when(condition: str | None, amount: str) -> str:
    """Take an amount only where a condition holds."""
    return f"CASE WHEN {condition} THEN {amount} END" if condition else amount


def counted(condition: str | None) -> str:
    """Count the rows where a condition holds, as a DOUBLE."""
    return f"CAST(count({when(condition, '1') if condition else '*'}) AS DOUBLE)"


def both(*conditions: str | None) -> str | None:
    """Put conditions together; None when there is none."""
    return " AND ".join(one for one in conditions if one) or None

"""The one SQL text, said in the dialect of the place it runs."""

from __future__ import annotations


def transpile(sql: str, dialect: str) -> str:
    """Say SQL of DuckDB's dialect in another one, every name quoted so that it stays as it is written."""
    import sqlglot

    return sqlglot.transpile(sql, read="duckdb", write=dialect, identify=True)[0]


def transpile_parts(sql: str, dialect: str) -> tuple[list[tuple[str, str]], str]:
    """Say a query in another dialect as its named parts (name and query, in order) and what is asked of them in the end.

    For engines that would work a named part out again each time it is read.
    """
    import sqlglot

    whole = sqlglot.parse_one(sql, read="duckdb")
    named = whole.find(sqlglot.exp.With)
    if named is None:
        return [], whole.sql(dialect, identify=True)
    parts = [(part.alias, part.this.sql(dialect, identify=True)) for part in named.expressions]
    named.pop()
    return parts, whole.sql(dialect, identify=True)

"""The one SQL text, said in the dialect of the place it runs."""

from __future__ import annotations

from typing import Any


def transpile(sql: str, dialect: str) -> str:
    """Say SQL of DuckDB's dialect in another one, every name quoted so that it stays as it is written."""
    return _said(_read(sql), dialect)


def transpile_parts(sql: str, dialect: str) -> tuple[list[tuple[str, str]], str]:
    """Say a query in another dialect as its named parts (name and query, in order) and what is asked of them in the end.

    For engines that would work a named part out again each time it is read.
    """
    from sqlglot import exp

    whole = _read(sql)
    named = whole.find(exp.With)
    if named is None:
        return [], _said(whole, dialect)
    parts = [(part.alias, _said(part.this, dialect)) for part in named.expressions]
    named.pop()
    return parts, _said(whole, dialect)


def _read(sql: str) -> Any:
    import sqlglot

    return sqlglot.parse_one(sql, read="duckdb")


def _said(query: Any, dialect: str) -> str:
    """Write a query; a median stays exact (sqlglot's own for Spark is an approximate one)."""
    if dialect == "spark":
        query = query.transform(_exact_percentile)
    return str(query.sql(dialect, identify=True))


def _exact_percentile(node: Any) -> Any:
    from sqlglot import exp

    if isinstance(node, exp.WithinGroup) and isinstance(node.this, exp.PercentileCont):
        values = node.expression.expressions[0].this
        return exp.Anonymous(this="percentile", expressions=[values, node.this.this])
    return node

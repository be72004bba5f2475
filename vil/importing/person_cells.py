"""Let the views of a table show what was decided in place of personal identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vil.importing.person_search import hidden_sql
from vil.privacy.identifiers_sql import hash_sql, mask_sql
from vil.privacy.judging import Singles
from vil.privacy.pseudonyms import hash_pads

if TYPE_CHECKING:
    import duckdb

_INNER, _OUTER = "getvariable('inner_pad')", "getvariable('outer_pad')"


@dataclass(frozen=True)
class Treatments:
    """What is done with columns, by place: left out, hashed, or single numbers in them hidden."""

    dropped: frozenset[int] = frozenset()
    hashed: frozenset[int] = frozenset()
    masked: Mapping[int, Singles] = field(default_factory=dict)


def replace_cells(engine: duckdb.DuckDBPyConnection, treatments: Treatments, key: bytes, *, is_typed: bool) -> None:
    """Put hashes and masks into the view `texts`, and so into all that is read from it.

    The key is a variable of this connection, so that no SQL text holds it.
    """
    changed = {place: _treated_sql(f"t{place}", place, treatments) for place in treatments.hashed}
    changed |= {place: _treated_sql(f"t{place}", place, treatments) for place in treatments.masked}
    if not changed:
        return
    if treatments.hashed:
        inner, outer = hash_pads(key)
        engine.execute(f"SET VARIABLE inner_pad = unhex('{inner.hex()}')")
        engine.execute(f"SET VARIABLE outer_pad = unhex('{outer.hex()}')")
    replaced = ", ".join(f"{sql} AS t{place}" for place, sql in changed.items())
    is_table = engine.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'texts'").fetchall()
    kind = "TABLE" if is_table else "VIEW"
    engine.execute(f"ALTER {kind} texts RENAME TO unguarded")
    engine.execute(f"CREATE OR REPLACE TEMP {kind} texts AS SELECT * REPLACE ({replaced}) FROM unguarded")
    row = "* REPLACE (row_number() OVER () AS row)" if is_typed else "*"
    engine.execute(f"CREATE OR REPLACE TEMP VIEW numbered AS SELECT {row} FROM texts")


def raw_cell_sql(place: int, treatments: Treatments, *, is_column: bool) -> str:
    """Write a cell as it was written, with hashes and masks in it; beside the table numbers with a dash are hidden."""
    cell = f"c{place}"
    if not is_column:
        return mask_sql(cell, dashed=True, bare=False)
    return _treated_sql(f"nullif(trim({cell}), '')" if place in treatments.hashed else cell, place, treatments)


def _treated_sql(text: str, place: int, treatments: Treatments) -> str:
    if place in treatments.hashed:
        plain = f"regexp_replace(CAST({text} AS VARCHAR), '\\.0$', '')"
        return hash_sql(plain, _INNER, _OUTER)
    return hidden_sql(text, treatments.masked[place]) if place in treatments.masked else text

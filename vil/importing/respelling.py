"""Cells in a form of their own, written as they are read: weeks as figures, numbers with marks of footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vil.importing import messages, period_messages
from vil.importing.columns import text_sql
from vil.importing.engine import literal
from vil.importing.missing import is_missing
from vil.importing.numbers import find_form
from vil.importing.periods import parse_period
from vil.model.reading import Doubt

if TYPE_CHECKING:
    import duckdb

_WEEK_NAME = re.compile(r"(?:^|[\W_])(?:(?:år|aar)?uge|(?:year)?week)(?:$|[\W_]|nr|nummer|no|number)", re.IGNORECASE)
WEEKS = "week_numbers"


@dataclass(frozen=True)
class _Form:
    """What cells look like, and what is written in its place."""

    pattern: str
    spelled: str

    def spell(self, text: str) -> str:
        return re.sub(f"^{self.pattern}$", self.spelled, text)


_WEEKS = (_Form(r"(\d{4})[-/ ]?(\d{1,2})", r"\1-W\2"), _Form(r"(\d{1,2})[-/ ](\d{4})", r"\2-W\1"))
_MARKED = _Form(r"(.*\d)\s?(?:\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹†‡]+)", r"\1")


def respell(
    engine: duckdb.DuckDBPyConnection, names: Mapping[int, str], samples: dict[int, Counter[str]], doubts: list[Doubt]
) -> dict[int, Counter[str]]:
    """Write weeks in columns named by them as such ("2024-W05") and numbers without marks, in the views `texts` and `numbered`.

    Only where every cell is one. Give the samples as they are then, and tell of each column.
    """
    changed: dict[int, _Form] = {}
    for place, name in names.items():
        if form := _find_form(name, samples[place]):
            cell = next(text for text in samples[place] if form.spell(text) != text)
            told = messages.marked_numbers if form is _MARKED else period_messages.week_numbers
            doubts.append(told(name, cell, form.spell(cell)))
            changed[place] = form
    if changed:
        _rewrite(engine, changed)
    spelled = {
        place: Counter({form.spell(text): count for text, count in samples[place].items()})
        for place, form in changed.items()
    }
    return {**samples, **spelled}


def _find_form(name: str, sample: Counter[str]) -> _Form | None:
    cells = [text for text in sample if not is_missing(text)]
    if _WEEK_NAME.search(name):
        return next((form for form in _WEEKS if cells and all(_is_week(form, text) for text in cells)), None)
    is_marked = any(_MARKED.spell(text) != text for text in cells)
    return _MARKED if is_marked and all(find_form(_MARKED.spell(text)) for text in cells) else None


def _is_week(form: _Form, text: str) -> bool:
    return form.spell(text) != text and parse_period(form.spell(text)) is not None


def _rewrite(engine: duckdb.DuckDBPyConnection, changed: Mapping[int, _Form]) -> None:
    replaced = ", ".join(
        f"regexp_replace({text_sql(place)}, {literal(f'^{form.pattern}$')}, {literal(form.spelled)}) AS {text_sql(place)}"
        for place, form in changed.items()
    )
    is_table = engine.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'texts'").fetchall()
    engine.execute(f"ALTER {'TABLE' if is_table else 'VIEW'} texts RENAME TO unspelled")
    engine.execute(f"CREATE OR REPLACE TEMP VIEW texts AS SELECT * REPLACE ({replaced}) FROM unspelled")
    engine.execute("CREATE OR REPLACE TEMP VIEW numbered AS SELECT * FROM texts")

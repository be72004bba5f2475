"""Marks of footnotes on names, and signs for missing values that the notes of a file explain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vil.importing import messages
from vil.importing.columns import ColumnPlan, text_sql
from vil.importing.engine import literal
from vil.model.reading import ColumnType

if TYPE_CHECKING:
    import duckdb

_MARK = r"\s*(?:\(\d{1,2}\)|\s\d{1,2}\)|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹†‡]+)$"
_MOST_MEMBERS = 3000
_LARGEST_SHARE = 0.5
_EXPLAINED = re.compile(
    r"(?:^|[\s,;(\"'«»])(?P<sign>[^\s,;()\"'«»=]{1,6})[\"'«»]?\s*(?:=|:|betyder|means)\s*[^=;]*?"
    r"(?:mangl|foreligger ikke|ikke oplyst|oplyses ikke|utilgængelig|ingen oplysning|diskret|for få|ukendt|not available)",
    re.IGNORECASE,
)


def without_footnotes(
    engine: duckdb.DuckDBPyConnection, plans: Sequence[ColumnPlan], notes: Sequence[str] = ()
) -> list[ColumnPlan]:
    """Split marks of footnotes from the names in columns of text, where some names bear one and none become alike by it.

    More than half of the names may bear one only where every mark begins one of the `notes`.
    """
    return [_without(engine, plan, notes) if _may_hold_names(plan) else plan for plan in plans]


def _may_hold_names(plan: ColumnPlan) -> bool:
    return plan.type is ColumnType.TEXT and plan.resembles is None and plan.sql == text_sql(plan.place)


def _without(engine: duckdb.DuckDBPyConnection, plan: ColumnPlan, notes: Sequence[str]) -> ColumnPlan:
    text = text_sql(plan.place)
    found = engine.execute(
        f"SELECT DISTINCT {text} FROM texts WHERE {text} IS NOT NULL LIMIT {_MOST_MEMBERS + 1}"
    ).fetchall()
    members = [str(row[0]) for row in found]
    marked = {member: bare for member in members if (bare := re.sub(_MARK, "", member)) != member}
    bare_names = {marked.get(member, member).casefold() for member in members}
    is_safe = all(marked.values()) and len(bare_names) == len({member.casefold() for member in members})
    marks = {member.removeprefix(bare).strip() for member, bare in marked.items()}
    are_explained = all(any(note.startswith(mark) for note in notes) for mark in marks)
    is_usual = are_explained or len(marked) <= len(members) * _LARGEST_SHARE
    if not marked or len(members) > _MOST_MEMBERS or not is_usual or not is_safe:
        return plan
    doubt = messages.footnote_marks(plan.name, sorted(marked), sorted(marked.values()))
    sql = f"regexp_replace({text}, {literal(_MARK)}, '')"
    return replace(plan, sql=sql, doubts=(*plan.doubts, doubt))


def find_explained_signs(notes: Iterable[str]) -> tuple[str, ...]:
    """Find the signs that notes say stand for missing values.

    >>> find_explained_signs(["M = manglende oplysning", "† = oplysning foreligger ikke", "Kilde: egne tal"])
    ('M', '†')
    """
    signs = [match["sign"] for note in notes for match in _EXPLAINED.finditer(note)]
    return tuple(dict.fromkeys(sign for sign in signs if not any(letter.isdigit() for letter in sign)))

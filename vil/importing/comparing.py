"""Hold the columns of a new extract against a recipe: what is new, gone, renamed, or of another kind."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from vil.importing import drift_messages as messages
from vil.importing.engine import file_literal, open_engine
from vil.importing.findings import load_members
from vil.importing.members import find_levels
from vil.model.drift import Change, Difference, Mapping
from vil.model.reading import Column, ColumnType, Reading
from vil.model.recipe import HEADERS, ColumnRule, Drift, Recipe

_SIMILAR_NAME = 0.6
_SAME_MEMBERS = 0.5
_TEXTS = frozenset({ColumnType.TEXT, ColumnType.CODE, ColumnType.BOOLEAN})
_TIMES = frozenset({ColumnType.DATE, ColumnType.PERIOD})


@dataclass(frozen=True)
class ColumnChanges:
    """What is different about the columns, and the renames that would mend it, each (header, name)."""

    differences: tuple[Difference, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()


def look_of(reading: Reading, recipe: Recipe) -> tuple[ColumnRule, ...]:
    """Write down what the columns of an extract are like; rules given already stay. Headers go under one rule of their own."""
    headers = {*recipe.period_columns, *recipe.unit_columns}
    known = {rule.name: rule.drift for rule in recipe.columns}
    looked = [
        ColumnRule(column.name, column.type, known.get(column.name, Drift.STOP))
        for column in reading.columns
        if column.name not in headers
    ]
    if headers:
        kind = ColumnType.PERIOD if recipe.period_columns else ColumnType.NUMBER
        looked.append(ColumnRule(HEADERS, kind, known.get(HEADERS, Drift.STOP)))
    return tuple(looked)


def fit_headers(reading: Reading, recipe: Recipe) -> Recipe:
    """Take in the headers of a new extract that are further periods or units, and leave out those that are gone."""
    known = {rule.name for rule in recipe.columns}
    there = [column.name for column in reading.columns]
    if recipe.period_columns:
        found = reading.period.columns if reading.period else ()
        return replace(recipe, period_columns=_headers(there, recipe.period_columns, found, known))
    if recipe.unit_columns:
        return replace(recipe, unit_columns=_headers(there, recipe.unit_columns, reading.unit_columns, known))
    return recipe


def _headers(there: Sequence[str], chosen: Sequence[str], found: Sequence[str], known: set[str]) -> tuple[str, ...]:
    return tuple(name for name in there if name in chosen or (name in found and name not in known))


def used_columns(recipe: Recipe) -> tuple[str, ...]:
    """Name every column of the extract that a recipe cannot do without; headers that are periods or units are not among them."""
    named: list[str | None] = [recipe.period, recipe.unit, *recipe.unit_levels, recipe.person_key, *recipe.fill_down]
    named += [name for name in recipe.dimensions if name not in {band.name for band in recipe.bands}]
    named += [band.column for band in recipe.bands] + [name for name, _ in recipe.filters]
    named += recipe.added_over
    for one in recipe.indicators:
        named += [name for name, _ in one.only]
        if not (recipe.period_columns or recipe.unit_columns):
            named += [one.value, one.numerator, one.denominator, one.weight, one.persons, one.key]
    return tuple(dict.fromkeys(name for name in named if name and name != "*"))


def compare_columns(reading: Reading, recipe: Recipe, members: Mapped[str, Sequence[str]]) -> ColumnChanges:
    """Find what is different about the columns of an extract.

    `members` are the known members of columns of text by name (units, a dimension), by which a renamed column is recognised.
    Headers that are periods or units are compared as such and not here.
    """
    headers = {*recipe.period_columns, *recipe.unit_columns}
    there = {column.name: column for column in reading.columns if column.name not in headers}
    expected = {rule.name: rule for rule in recipe.columns if rule.name != HEADERS}
    used = used_columns(recipe)
    wanted = dict.fromkeys([*used, *expected])
    missing = [name for name in wanted if name not in {column.name for column in reading.columns}]
    new = [column for name, column in there.items() if name not in wanted]
    mappings = _find_mappings(reading, recipe, missing, new, expected, members)
    mapped, mended = {one.header for one in mappings}, {one.name for one in mappings}
    found = [_renamed(one) for one in mappings]
    found += [_missing(name, recipe, name in used) for name in missing if name not in mended]
    found += _added([column.name for column in new if column.name not in mapped]) if recipe.columns else []
    found += [one for rule in expected.values() if (one := _other_type(reading, recipe, rule, there.get(rule.name)))]
    return ColumnChanges(tuple(found), tuple((one.header, one.name) for one in mappings))


def _added(names: Sequence[str]) -> list[Difference]:
    if not names:
        return []
    accepting = messages.leave_new_columns(len(names))
    message = messages.column_new(names)
    return [Difference(Change.COLUMN_NEW, message, accepting, names=tuple(names), count=len(names))]


def _renamed(mapping: Mapping) -> Difference:
    return Difference(
        Change.COLUMN_RENAMED,
        messages.column_renamed(mapping.header, mapping.name),
        messages.read_as(mapping.header, mapping.name),
        mapping.name,
        (mapping.name, mapping.header),
        mapping=mapping,
    )


def _missing(name: str, recipe: Recipe, is_used: bool) -> Difference:
    if is_used:
        return Difference(Change.COLUMN_MISSING, messages.column_missed(name), column=name, names=(name,))
    rule = recipe.rule_of(name)
    return Difference(
        Change.COLUMN_MISSING, messages.column_missing(name), messages.forget_column(), name, (name,), rule=rule
    )


def _other_type(reading: Reading, recipe: Recipe, rule: ColumnRule, column: Column | None) -> Difference | None:
    """Find a column of another kind; one with a few faulty cells among numbers is no other kind."""
    if column is None or _is_same_kind(rule.type, column.type) or column.name in reading.nearly_numbers:
        return None
    is_empty = reading.data_rows > 0 and column.missing == reading.data_rows
    message = messages.column_type(rule.name, rule.type, column.type, is_empty=is_empty)
    drift = recipe.rule_of(rule.name)
    return Difference(Change.COLUMN_TYPE, message, messages.take_type(column.type), rule.name, (rule.name,), rule=drift)


def _is_same_kind(one: ColumnType, other: ColumnType) -> bool:
    return one is other or {one, other} <= _TEXTS or {one, other} <= _TIMES


def _find_mappings(
    reading: Reading,
    recipe: Recipe,
    missing: Sequence[str],
    new: Sequence[Column],
    expected: Mapped[str, ColumnRule],
    members: Mapped[str, Sequence[str]],
) -> list[Mapping]:
    """Pair columns that are gone with new ones, the surest pairs first, each once."""
    if not missing or not new:
        return []
    found = _load_texts(reading, [column.name for column in new if column.type in _TEXTS])
    rated = []
    for name in missing:
        for column in new:
            kind = expected[name].type if name in expected else None
            rating = _rate(reading, recipe, name, kind, column, members.get(name, ()), found.get(column.name, ()))
            if rating:
                rated.append((rating[0], Mapping(column.name, name, rating[1])))
    chosen: list[Mapping] = []
    for _, one in sorted(rated, key=lambda pair: -pair[0]):
        if all(one.header != other.header and one.name != other.name for other in chosen):
            chosen.append(one)
    return chosen


def find_unit_totals(reading: Reading, unit: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Find the members of the unit column that stand for everything, and those that stand for some."""
    if unit not in {column.name for column in reading.columns}:
        return (), ()
    members = _load_texts(reading, [unit]).get(unit, ())
    return find_levels(members) if len(members) > 1 else ((), ())


def load_texts(reading: Reading, column: str) -> tuple[str, ...]:
    """List the different texts of a column in the order they first appear; none for a column that is not there."""
    if column not in {one.name for one in reading.columns}:
        return ()
    return _load_texts(reading, [column]).get(column, ())


def _load_texts(reading: Reading, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    if reading.table is None or not names:
        return {}
    with tempfile.TemporaryDirectory(prefix="vil-") as scratch, open_engine(Path(scratch), memory_mb=512) as engine:
        return load_members(engine, f"read_parquet({file_literal(reading.table)}, file_row_number = true)", names)


def _rate(
    reading: Reading,
    recipe: Recipe,
    name: str,
    kind: ColumnType | None,
    column: Column,
    known: Sequence[str],
    members: Sequence[str],
) -> tuple[float, str] | None:
    """Rate how likely a new column is the one that is gone, and say why; None when too little speaks for it."""
    is_number = column.type is ColumnType.NUMBER or column.name in reading.nearly_numbers
    now = ColumnType.NUMBER if is_number else column.type
    if kind is not None and not _is_same_kind(kind, now):
        return None
    alike = _likeness(name, column.name)
    common = len({*known} & {*members})
    shared = common / len(known) if known else 0.0
    holds_periods = name == recipe.period and reading.period is not None and reading.period.column == column.name
    if alike < _SIMILAR_NAME and shared < _SAME_MEMBERS and not holds_periods:
        return None
    why = [messages.why_same_type(now)] if kind is not None else []
    why += [messages.why_similar_name(alike)] if alike >= _SIMILAR_NAME else []
    why += [messages.why_same_members(common, len(known))] if common else []
    why += [messages.why_same_periods(recipe.grain)] if holds_periods else []
    return alike + shared + holds_periods, ", ".join(why)


def _likeness(one: str, other: str) -> float:
    """Tell how alike two names are, 0 to 1; a name that holds the other whole counts as much alike.

    >>> _likeness("Afd.", "Afdeling") > 0.8
    True
    """
    first, second = (re.sub(r"[\W_]+", "", name.casefold()) for name in (one, other))
    if not first or not second:
        return 0.0
    short, long = sorted((first, second), key=len)
    is_within = len(short) >= 3 and (long.startswith(short) or long.endswith(short))
    return max(SequenceMatcher(None, first, second).ratio(), 0.85 if is_within else 0.0)

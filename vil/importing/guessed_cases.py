"""Propose a recipe for an extract with one row for each case or person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vil.importing import recipe_messages as messages
from vil.importing.engine import fetch_one, quoted
from vil.importing.guessed_indicators import guess_one, identifier, with_own_ids
from vil.importing.measures import find_measure, is_no_figure
from vil.importing.units import MOST_UNITS, is_unit_name
from vil.model.indicator import EVERY_ROW, Aggregation, Disclosure, Indicator, Measure
from vil.model.period import Grain
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Bands, Recipe

if TYPE_CHECKING:
    import duckdb

_KEY = r"(?:ens|ets|s|_)?[ ._-]*(?:id|nr\.?|nummer|nøgle|key|no\.?|number)?"
_PERSON = re.compile(
    rf"(?:borger|person|patient|klient|barn|elev|medarbejder|cpr|citizen|client|pupil){_KEY}", re.IGNORECASE
)
_CASE = re.compile(
    rf"(?:sag|case|henvendelse|underretning|forløb|journal|løbe|række|row|record|ansøgning){_KEY}|id", re.IGNORECASE
)
_IS_CASE = re.compile(r"sag|case|henvendelse|underretning|forløb|journal|ansøgning", re.IGNORECASE)
"""Other keys may number the rows of a ready table."""
_DURATION = re.compile(r"tid(?:$|[\W_])|varighed|liggetid|dage(?:$|[\W_])|duration|days(?:$|[\W_])", re.IGNORECASE)
_DURATIONS = frozenset({"dage", "uger", "måneder", "timer", "minutter"})
_AGE = re.compile(r"(?:\w*[\W_])?(?:alder|age)(?:[\W_]*(?:i )?(?:år|years))?\)?", re.IGNORECASE)
_YES = frozenset({"ja", "yes", "j", "y", "true", "sand"})
_NO = frozenset({"nej", "no", "n", "false", "falsk"})
_OLDEST = 110
_ADULT_EDGES, _CHILD_EDGES = (0.0, 18.0, 30.0, 67.0), (0.0, 6.0, 12.0, 18.0)
_FEWEST_ROWS = 5
_MOST_MEMBERS = 300
_ALL_DIFFERENT = 0.95
_RECURRING = 0.3
"""How many of the rows must have a person of their own where persons may come back."""


@dataclass(frozen=True)
class _Uses:
    """What the columns of an extract of cases are used for."""

    person: str | None
    keys: tuple[str, ...]
    durations: tuple[str, ...]
    ages: tuple[str, ...]
    figures: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]


def as_cases(
    engine: duckdb.DuckDBPyConnection,
    source: str,
    reading: Reading,
    recipe: Recipe,
    members: Mapping[str, Sequence[str]],
) -> Recipe | None:
    """Turn a proposal into one that counts rows; None when rows are no cases.

    They are where persons or cases have a key that nearly all rows differ in, or where days are the periods and the only
    figures are ages and durations, several to a day.
    """
    period = reading.period
    if not period or not period.column or reading.unit_columns or reading.nearly_numbers or reading.format == "px":
        return None
    if reading.data_rows < _FEWEST_ROWS:
        return None
    uses = _find_uses(engine, source, reading, members)
    if not _are_cases(engine, source, reading, uses, members):
        return None
    unit = recipe.unit if recipe.unit not in uses.keys else None
    levels = _find_levels(engine, source, unit, [name for name in members if name not in uses.keys], members)
    answered = {name for name, _ in uses.answers}
    varying = [
        name
        for name, found in members.items()
        if 1 < len(found) <= _MOST_MEMBERS and name not in {unit, *levels, *uses.keys, *answered}
    ]
    bands = _bands(engine, source, reading, uses) if messages.bands_name() not in members else ()
    dimensions = (
        (bands[0].name,) if bands else tuple(name for name in varying if not _follows(engine, source, name, unit))
    )
    return replace(
        recipe,
        indicators=_indicators(engine, source, uses),
        grain=Grain.MONTH if period.grain is Grain.DAY else period.grain,
        unit=unit,
        unit_levels=levels,
        dimensions=dimensions[:1],
        bands=bands,
        filters=(),
        totals=tuple(one for one in recipe.totals if one.column in (unit, *dimensions[:1])),
        disclosure=Disclosure.PERSON_ROWS,
        person_key=uses.person,
        notes=(messages.case_rows(),),
    )


def _find_uses(
    engine: duckdb.DuckDBPyConnection, source: str, reading: Reading, members: Mapping[str, Sequence[str]]
) -> _Uses:
    parts = reading.period.parts if reading.period else ()
    texts = [one.name for one in reading.columns if one.type in (ColumnType.TEXT, ColumnType.CODE)]
    numbers = [one.name for one in reading.columns if one.type is ColumnType.NUMBER and one.numbers]
    numbers = [name for name in numbers if name not in parts and not is_no_figure(name)]
    named = [name for name in texts if _PERSON.fullmatch(name.strip())]
    persons = [name for name in named if _share_different(engine, source, name) >= _RECURRING]
    cases = [
        name
        for name in texts
        if _CASE.fullmatch(name.strip()) and _share_different(engine, source, name) >= _ALL_DIFFERENT
    ]
    person = next(iter((*reading.pseudonyms, *persons)), None)
    ages = tuple(name for name in numbers if _AGE.fullmatch(name.strip()))
    durations = tuple(name for name in numbers if name not in ages and _is_duration(name))
    figures = tuple(name for name in numbers if name not in (*ages, *durations))
    answers = tuple((name, yes) for name, found in members.items() if (yes := _yes_of(found)))
    keys = tuple(dict.fromkeys((*reading.pseudonyms, *persons, *cases)))
    return _Uses(person, keys, durations, ages, figures, answers)


def _is_duration(name: str) -> bool:
    return find_measure(name) in _DURATIONS or _DURATION.search(name) is not None


def _share_different(engine: duckdb.DuckDBPyConnection, source: str, name: str) -> float:
    """Find how many of the rows have a text of their own in a column."""
    share = fetch_one(engine, f"SELECT count(DISTINCT {quoted(name)}) / greatest(count(*), 1) FROM {source}")[0]
    return float(str(share))


def _yes_of(members: Sequence[str]) -> str | None:
    """Find the member that says yes in a column of yes and no; None when it is another column."""
    folded = {member.casefold() for member in members}
    if len(members) != 2 or not (folded & _YES and folded & _NO):
        return None
    return next(member for member in members if member.casefold() in _YES)


def _are_cases(
    engine: duckdb.DuckDBPyConnection,
    source: str,
    reading: Reading,
    uses: _Uses,
    members: Mapping[str, Sequence[str]],
) -> bool:
    if uses.person or any(_IS_CASE.match(name) for name in uses.keys):
        return True
    period = reading.period
    if not period or period.grain is not Grain.DAY or (uses.figures and not uses.keys):
        return False
    if uses.keys or not (uses.durations or uses.ages):
        return True
    cells = ", ".join(quoted(name) for name in (str(period.column), *members))
    doubled = fetch_one(engine, f"SELECT count(*) > count(DISTINCT ({cells})) FROM {source}")[0]
    return bool(uses.ages) or bool(doubled)


def _find_levels(
    engine: duckdb.DuckDBPyConnection,
    source: str,
    unit: str | None,
    names: Sequence[str],
    members: Mapping[str, Sequence[str]],
) -> tuple[str, ...]:
    """Find the columns above the unit, topmost first: each member lies within one member of the column above."""
    if unit is None:
        return ()
    inner, levels = unit, list[str]()
    for name in sorted(names, key=lambda one: -len(members[one])):
        is_above = name != unit and 1 < len(members[name]) < len(members[inner]) <= MOST_UNITS
        if is_above and is_unit_name(name) and _follows(engine, source, name, inner):
            levels.insert(0, name)
            inner = name
    return tuple(levels)


def _follows(engine: duckdb.DuckDBPyConnection, source: str, column: str, inner: str | None) -> bool:
    if inner is None:
        return False
    name = quoted(inner)
    counts = f"SELECT count(DISTINCT {quoted(column)}) AS n FROM {source} WHERE {name} IS NOT NULL GROUP BY {name}"
    return bool(fetch_one(engine, f"SELECT coalesce(max(n), 0) <= 1 FROM ({counts})")[0])


def _bands(engine: duckdb.DuckDBPyConnection, source: str, reading: Reading, uses: _Uses) -> tuple[Bands, ...]:
    """Group whole ages from 0 to 110: as for grown-ups, or as for children where all are young."""
    name = messages.bands_name()
    if any(one.name.casefold() == name.casefold() for one in reading.columns):
        return ()
    for column in uses.ages:
        cell = quoted(column)
        low, high, are_whole = fetch_one(
            engine, f"SELECT min({cell}), max({cell}), bool_and({cell} = floor({cell})) FROM {source}"
        )
        if are_whole and float(str(low)) >= 0 and float(str(high)) <= _OLDEST:
            return (Bands(name, column, _CHILD_EDGES if float(str(high)) < 25 else _ADULT_EDGES),)
    return ()


def _indicators(engine: duckdb.DuckDBPyConnection, source: str, uses: _Uses) -> tuple[Indicator, ...]:
    persons = None if uses.person else EVERY_ROW
    name = messages.count_name()
    found = [Indicator(identifier(name), name, Aggregation.COUNT, persons=persons)]
    if uses.person:
        name = messages.persons_name()
        found.append(Indicator(identifier(name), name, Aggregation.DISTINCT, key=uses.person))
    for column, yes in uses.answers:
        name = messages.share_name(column)
        share = Indicator(
            identifier(name), name, Aggregation.SHARE, Measure("pct.", 1), only=((column, yes),), scale=100.0
        )
        found.append(share)
    for column in uses.durations:
        measure = Measure(find_measure(column) or "", 1)
        name, other = messages.median_name(column), messages.mean_name(column)
        found.append(Indicator(identifier(name), name, Aggregation.MEDIAN, measure, value=column))
        found.append(
            Indicator(
                identifier(other), other, Aggregation.MEAN, measure, value=column, weight=EVERY_ROW, persons=persons
            )
        )
    for column in uses.figures:
        sample = f"SELECT {quoted(column)} AS v FROM {source} LIMIT 100000"
        one = guess_one(engine, sample, column, column, column, None)
        weight = EVERY_ROW if one.aggregation is Aggregation.MEAN else None
        found.append(replace(one, weight=weight, persons=persons))
    return with_own_ids(found)

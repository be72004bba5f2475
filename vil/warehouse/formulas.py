"""Indicators calculated from others, cell by cell: plain arithmetic read by Python's own parser and written as SQL."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

from vil.model.indicator import Aggregation, Disclosure, Indicator
from vil.model.recipe import Recipe
from vil.privacy import find_nested, is_small
from vil.warehouse import texts
from vil.warehouse.judging import NO_PERSONS
from vil.warehouse.sql import NO_NUMBER, literal

_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_LONGEST = 2000
_MOST_PARTS = 200
_COUNTS = frozenset({Aggregation.SUM, Aggregation.STOCK, Aggregation.COUNT, Aggregation.DISTINCT})


class _BadFormulaError(Exception):
    """A formula cannot be used; the text says why."""


def find_formula_problems(recipe: Recipe) -> list[str]:
    """List, in Danish, what keeps formulas from being calculated: syntax, ids that are not there, formulas in a ring."""
    problems = []
    for indicator in recipe.indicators:
        if indicator.aggregation is Aggregation.FORMULA:
            try:
                _expand(indicator, recipe)
            except _BadFormulaError as error:
                problems.append(str(error))
    return problems


def find_differences(recipe: Recipe) -> list[str]:
    """Name the formulas that take counts of persons from each other: a small difference can be found by anybody.

    Where one count is known to be a part of the other, it is hidden itself where the difference is small.
    """
    if recipe.disclosure is Disclosure.OPEN:
        return []
    formulas = [(one, _expand(one, recipe)) for one in recipe.indicators if one.aggregation is Aggregation.FORMULA]
    nested = [{whole.id, part.id} for whole, part in find_nested(recipe.indicators)]
    return [one.name for one, formula in formulas if formula.differences and {*formula.parts} not in nested]


def list_parts(indicator: Indicator, recipe: Recipe) -> list[str]:
    """List the ids of the indicators that a formula is calculated from, down to those that are no formulas."""
    return _expand(indicator, recipe).parts


def formula_sql(indicator: Indicator, recipe: Recipe) -> str:
    """Write the cells of a formula, from the table `judged`: hidden where any part is, missing where any part is.

    The difference of counts of persons is itself one: where it is too small, all that is calculated from it is hidden.
    """
    formula = _expand(indicator, recipe)
    parts = formula.parts
    places = {part: f"v{place}" for place, part in enumerate(parts)}
    values = ", ".join(
        f"max(CASE WHEN indicator = {literal(part)} THEN found END) AS {name}" for part, name in places.items()
    )
    beside = (
        f"SELECT grain, period_start, unit, member, {values}, bool_or(state = 'hidden') AS has_hidden, "
        f"bool_or(is_partial) AS is_partial FROM judged WHERE indicator IN ({', '.join(map(literal, parts))}) "
        "GROUP BY grain, period_start, unit, member"
    )
    result = f"({formula.written(places)}) * CAST({float(indicator.scale)!r} AS DOUBLE)"
    is_few = " OR ".join(["has_hidden", *_few_sql(formula, recipe, places)])
    return (
        f"SELECT {literal(indicator.id)} AS indicator, grain, period_start, unit, member, {NO_NUMBER} AS numerator, "
        f"{NO_NUMBER} AS denominator, found, CASE WHEN {is_few} THEN 'hidden' "
        f"WHEN found - found = 0 THEN 'value' ELSE 'missing' END AS state, is_partial, {NO_PERSONS} "
        f"FROM (SELECT beside.*, {result} AS found FROM ({beside}) AS beside) AS calculated"
    )


_Written = Callable[[Mapping[str, str]], str]


@dataclass(frozen=True)
class _Formula:
    """A formula as SQL over the columns of its parts, formulas within it written out, and the ids of the parts.

    `is_sum` says that it only adds and takes away counts; `differences` are all such in it that take away.
    """

    written: _Written
    parts: list[str]
    is_sum: bool
    differences: tuple[_Written, ...]


def _few_sql(formula: _Formula, recipe: Recipe, places: Mapping[str, str]) -> list[str]:
    """Write when a difference within a formula is of too few: one it takes itself, or between a count and a part of it."""
    if recipe.disclosure is Disclosure.OPEN:
        return []
    nested = find_nested([one for one in recipe.indicators if one.id in places])
    found = [f"{places[whole.id]} - {places[part.id]}" for whole, part in nested]
    found += [written(places) for written in formula.differences]
    return [is_small(f"abs({each})", recipe.threshold) for each in dict.fromkeys(found)]


def _expand(indicator: Indicator, recipe: Recipe, above: tuple[str, ...] = ()) -> _Formula:
    if indicator.id in above:
        raise _BadFormulaError(texts.FORMULA_RING.format(name=indicator.name))
    by_id = {one.id: one for one in recipe.indicators}
    tree, names = _parse(indicator, by_id)
    inner: dict[str, _Formula] = {}
    for name in names:
        if by_id[name].aggregation is Aggregation.FORMULA:
            inner[name] = _expand(by_id[name], recipe, (*above, indicator.id))
    parts = list(dict.fromkeys(part for name in names for part in (inner[name].parts if name in inner else [name])))
    if not parts:
        raise _BadFormulaError(texts.FORMULA_EMPTY.format(name=indicator.name))
    if sum(len(inner[name].parts) if name in inner else 1 for name in names) > _MOST_PARTS:
        raise _BadFormulaError(texts.FORMULA_LONG.format(name=indicator.name))

    def columns_of(columns: Mapping[str, str]) -> dict[str, str]:
        return {_named(place): column(name, columns) for place, name in enumerate(by_id) if name in names}

    def column(name: str, columns: Mapping[str, str]) -> str:
        if name not in inner:
            return columns[name]
        return f"(({inner[name].written(columns)}) * CAST({float(by_id[name].scale)!r} AS DOUBLE))"

    counts = {
        _named(place)
        for place, name in enumerate(by_id)
        if by_id[name].aggregation in _COUNTS or (name in inner and inner[name].is_sum)
    }
    own = [partial(_write_over, node, columns_of) for node in _find_differences(tree, counts)]
    within = [written for name in inner for written in inner[name].differences]
    return _Formula(partial(_write_over, tree, columns_of), parts, _is_sum(tree, counts), (*own, *within))


def _write_over(
    node: ast.expr, columns_of: Callable[[Mapping[str, str]], dict[str, str]], columns: Mapping[str, str]
) -> str:
    return _write(node, columns_of(columns))


def _is_sum(tree: ast.AST, counts: Collection[str]) -> bool:
    """Tell whether an expression only adds counts and takes them from each other."""
    nodes = list(ast.walk(tree))
    operators = {type(node.op) for node in nodes if isinstance(node, ast.BinOp)}
    return operators <= {ast.Add, ast.Sub} and all(node.id in counts for node in nodes if isinstance(node, ast.Name))


def _find_differences(node: ast.AST, counts: Collection[str]) -> Iterator[ast.expr]:
    """Find the parts of a formula that are such sums and take away; a number added to one does not hide what it is."""
    if isinstance(node, ast.BinOp) and _is_sum(node, counts):
        inside = list(ast.walk(node))
        if any(isinstance(one, ast.Sub | ast.USub) for one in inside):
            yield node
        if not any(isinstance(one, ast.Constant) for one in inside):
            return
    for child in ast.iter_child_nodes(node):
        yield from _find_differences(child, counts)


def _parse(indicator: Indicator, known: Mapping[str, Indicator]) -> tuple[ast.expr, list[str]]:
    """Read a formula; ids become names of our own, so that any id can be used, and the ids used are listed."""
    text = indicator.formula.strip()
    if not text:
        raise _BadFormulaError(texts.FORMULA_EMPTY.format(name=indicator.name))
    if len(text) > _LONGEST:
        raise _BadFormulaError(texts.FORMULA_LONG.format(name=indicator.name))
    places = {name: place for place, name in enumerate(known)}
    longest_first = sorted((re.escape(name) for name in known), key=len, reverse=True)
    found = rf"(?<![\w.])(?:{'|'.join(longest_first)})(?![\w])"
    used: list[str] = []

    def named(match: re.Match[str]) -> str:
        used.append(match[0])
        return f" {_named(places[match[0]])} "

    try:
        tree = ast.parse(f"({re.sub(found, named, text)})", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _BadFormulaError(texts.FORMULA_SYNTAX.format(name=indicator.name, formula=text)) from None
    _check(tree, indicator, known, {_named(place) for place in places.values()})
    return tree, used


def _named(place: int) -> str:
    return f"vil_part_{place}"


def _check(tree: ast.expr, indicator: Indicator, known: Mapping[str, Indicator], names: set[str]) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in names:
            near = get_close_matches(node.id, known, 1)
            hint = texts.DID_YOU_MEAN.format(name=near[0]) if near else texts.FORMULA_KNOWN.format(ids=", ".join(known))
            raise _BadFormulaError(texts.FORMULA_UNKNOWN.format(name=indicator.name, part=node.id, hint=hint))
        if not _is_arithmetic(node):
            raise _BadFormulaError(texts.FORMULA_SYNTAX.format(name=indicator.name, formula=indicator.formula.strip()))


def _is_arithmetic(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float) and not isinstance(node.value, bool) and abs(node.value) < 1e15
    if isinstance(node, ast.BinOp):
        return type(node.op) in _SIGNS
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub | ast.UAdd)
    return isinstance(node, ast.Name | ast.operator | ast.unaryop | ast.expr_context)


def _write(node: ast.expr, columns: Mapping[str, str]) -> str:
    match node:
        case ast.Constant(value=value):
            return f"CAST({float(str(value))!r} AS DOUBLE)"
        case ast.Name(id=name):
            return columns[name]
        case ast.UnaryOp(op=sign, operand=operand):
            return f"({'-' if isinstance(sign, ast.USub) else '+'} {_write(operand, columns)})"
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return f"({_write(left, columns)} / nullif({_write(right, columns)}, 0))"
        case ast.BinOp(left=left, op=sign, right=right):
            return f"({_write(left, columns)} {_SIGNS[type(sign)]} {_write(right, columns)})"
    raise TypeError(type(node).__name__)

"""Each cell's value and its state: a value, missing, or hidden because too few persons stand behind it."""

from __future__ import annotations

from vil.model.indicator import Aggregation
from vil.model.recipe import Recipe
from vil.privacy import PersonsFrom, hiding_condition
from vil.warehouse.figures import is_cut_anew
from vil.warehouse.sql import NO_NUMBER

PERSONS = ("persons", "persons_in", "persons_out")
"""The persons behind a cell, those in a rate and those not in it: needed to hide enough, and never stored."""
NO_PERSONS = ", ".join(f"{NO_NUMBER} AS {name}" for name in PERSONS)
ANSWER = f"indicator, grain, period_start, unit, member, numerator, denominator, found, state, is_partial, {', '.join(PERSONS)}"
_RATIOS = f"aggregation IN ('{Aggregation.RATE}', '{Aggregation.SHARE}')"
_ANEW = f"aggregation IN ('{Aggregation.DISTINCT}', '{Aggregation.MEDIAN}')"


def judged_sql(recipe: Recipe) -> str:
    """Give each cell its value (`found`) and its state; nothing is held back here yet."""
    state = f"CASE WHEN found IS NULL THEN 'missing' WHEN {hiding_condition(recipe.threshold)} THEN 'hidden' ELSE 'value' END"
    is_ratio = f"({_RATIOS} OR (aggregation = '{Aggregation.MEAN}' AND is_summed))"
    return (
        "SELECT indicator, protection, grain, period_start, unit, member, "
        f"CASE WHEN {is_ratio} THEN numerator END AS numerator, CASE WHEN {is_ratio} THEN denominator END AS denominator, "
        f"found, {state} AS state, is_partial, {', '.join(PERSONS)} FROM ({_measured(recipe)}) AS measured"
    )


def _measured(recipe: Recipe) -> str:
    """Put the figures that were rolled up beside those found anew, and say how many persons stand behind each."""
    is_anew = any(is_cut_anew(one, recipe) for one in recipe.indicators)
    fresh = {
        name: f"fresh.{name}" if is_anew else NO_NUMBER for name in ("figure", "persons", "persons_in", "persons_out")
    }
    ratio = "numerator / nullif(denominator, 0) * scale"
    found = (
        f"CASE WHEN {_ANEW} THEN {fresh['figure']} "
        f"WHEN {_RATIOS} OR aggregation = '{Aggregation.MEAN}' THEN {ratio} ELSE numerator END"
    )
    of_figure = f"CASE WHEN {_RATIOS} THEN denominator WHEN {_ANEW} THEN {fresh['figure']} ELSE numerator END"
    persons = (
        f"CASE persons_from WHEN '{PersonsFrom.KEY}' THEN {fresh['persons']} WHEN '{PersonsFrom.FIGURE}' THEN {of_figure} "
        "ELSE rolled.persons END"
    )
    sides = {"persons_in": "numerator", "persons_out": "denominator - numerator"}
    shares = ", ".join(
        f"CASE persons_from WHEN '{PersonsFrom.KEY}' THEN {fresh[name]} WHEN '{PersonsFrom.ROWS}' THEN rolled.{name} "
        f"ELSE {amount} END AS {name}"
        for name, amount in sides.items()
    )
    return (
        "SELECT rolled.indicator, aggregation, protection, is_summed, rolled.grain, rolled.period_start, rolled.unit, "
        f"rolled.member, numerator, denominator, {found} AS found, {persons} AS persons, {shares}, is_partial FROM rolled"
        f"{_BESIDE if is_anew else ''}"
    )


_BESIDE = (
    " LEFT JOIN fresh ON rolled.indicator = fresh.indicator AND rolled.judged_grain = fresh.grain "
    "AND rolled.judged_start = fresh.period_start AND rolled.unit = fresh.unit "
    "AND coalesce(rolled.member, '') = coalesce(fresh.member, '')"
)

"""Recipes are written and read back without loss."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vil.errors import RecipeInvalid
from vil.importing import load_recipe, save_recipe
from vil.model.indicator import Aggregation, Direction, Disclosure, Indicator, Measure
from vil.model.period import Grain
from vil.model.reading import ColumnType
from vil.model.recipe import (
    Bands,
    ColumnReading,
    ColumnRule,
    Drift,
    Event,
    PersonalColumn,
    ReadingOptions,
    Recipe,
    Totals,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
maybe = st.none() | words
measures = st.builds(Measure, name=words, decimals=st.integers(0, 3))
indicators = st.builds(
    Indicator,
    id=words,
    name=words,
    aggregation=st.sampled_from(Aggregation),
    measure=measures,
    value=maybe,
    numerator=maybe,
    denominator=maybe,
    weight=maybe,
    persons=maybe,
    scale=st.floats(allow_nan=False, allow_infinity=False),
    direction=st.sampled_from(Direction),
    definition=words,
    source=words,
)
lists = st.lists(words, max_size=3).map(tuple)
recipes = st.builds(
    Recipe,
    dataset=words,
    title=words,
    indicators=st.lists(indicators, max_size=2).map(tuple),
    grain=st.sampled_from(Grain),
    period=maybe,
    period_columns=lists,
    unit=maybe,
    unit_columns=lists,
    dimensions=lists,
    totals=st.lists(st.builds(Totals, column=words, whole=lists, groups=lists), max_size=2).map(tuple),
    fill_down=lists,
    filters=st.lists(st.tuples(words, words), max_size=2).map(tuple),
    area=words,
    source=words,
    extracted_on=st.none() | st.dates(),
    synthetic=st.booleans(),
    disclosure=st.sampled_from(Disclosure),
    threshold=st.integers(0, 20),
    notes=lists,
    events=st.lists(
        st.builds(Event, start=st.dates(), name=words, text=words, indicator=maybe, breaks_series=st.booleans()),
        max_size=2,
    ).map(tuple),
    columns=st.lists(
        st.builds(ColumnRule, name=words, type=st.sampled_from(ColumnType), drift=st.sampled_from(Drift)), max_size=3
    ).map(tuple),
    files=lists,
    person_key=maybe,
    unit_levels=lists,
    bands=st.lists(st.builds(Bands, name=words, column=words, edges=st.just((0.0, 18.0))), max_size=1).map(tuple),
    reading=st.builds(
        ReadingOptions,
        sheet=maybe,
        table=maybe,
        header_row=st.none() | st.integers(0, 99),
        decimal=maybe,
        renames=st.lists(st.tuples(words, words), max_size=2).map(tuple),
        columns=st.lists(st.builds(ColumnReading, name=words, decimal=maybe), max_size=2).map(tuple),
        personal=st.lists(st.builds(PersonalColumn, column=words), max_size=2).map(tuple),
    ),
)


@settings(max_examples=60, deadline=None)
@given(recipes)
def test_a_recipe_reads_back_as_it_was(recipe: Recipe) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "opskrift.toml"
        save_recipe(recipe, path)

        assert load_recipe(path) == recipe


def test_a_recipe_is_readable(tmp_path: Path) -> None:
    recipe = Recipe(
        "sygefravaer",
        "Sygefravær",
        (Indicator("fravaer", "Fravær", Aggregation.MEAN, Measure("pct.", 1), value="Fravær (pct.)"),),
        Grain.MONTH,
        period="Måned",
        unit="Afdeling",
        totals=(Totals("Afdeling", ("I alt",)),),
        columns=(ColumnRule("Måned", ColumnType.PERIOD), ColumnRule("Afdeling", ColumnType.TEXT, Drift.DROP)),
    )

    save_recipe(recipe, tmp_path / "opskrift.toml")

    assert (tmp_path / "opskrift.toml").read_text(encoding="utf-8") == (
        'dataset = "sygefravaer"\ntitle = "Sygefravær"\ngrain = "month"\nperiod = "Måned"\nunit = "Afdeling"\n'
        'columns = [\n  {name = "Måned", type = "period"},\n  {name = "Afdeling", type = "text", drift = "drop"},\n]\n'
        '\n[[indicators]]\nid = "fravaer"\nname = "Fravær"\naggregation = "mean"\nvalue = "Fravær (pct.)"\n'
        '\n[indicators.measure]\nname = "pct."\ndecimals = 1\n'
        '\n[[totals]]\ncolumn = "Afdeling"\nwhole = ["I alt"]\n'
    )


def test_every_fault_of_a_recipe_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "opskrift.toml"
    path.write_text('dataset = 3\ngrain = "måned"\nenhed = "x"\n[[indicators]]\nid = "a"\n', encoding="utf-8")

    with pytest.raises(RecipeInvalid) as raised:
        load_recipe(path)

    told = "\n".join(raised.value.problems)
    assert len(raised.value.problems) == 5
    for part in ("»enhed«", "»dataset«", "»title«", "day, week, month", "»indicators[1].name«"):
        assert part in told


@pytest.mark.parametrize("content", [b"dataset = [", b"\xff\xfe"])
def test_what_is_not_toml_is_no_recipe(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "opskrift.toml"
    path.write_bytes(content)

    with pytest.raises(RecipeInvalid, match="TOML"):
        load_recipe(path)


def test_a_recipe_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecipeInvalid, match="findes ikke"):
        load_recipe(tmp_path / "ingen.toml")

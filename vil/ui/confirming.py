"""Bring an extract, second half: confirm what the columns mean."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from vil.formats import format_period
from vil.model.indicator import (
    LOWEST_THRESHOLD,
    Aggregation,
    Direction,
    Disclosure,
    Indicator,
    Measure,
)
from vil.model.period import Period
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Recipe
from vil.services import arriving, exploring, publishing
from vil.ui import state
from vil.ui.bringing import reading_options
from vil.ui.labels import AGGREGATIONS, DIRECTIONS, DISCLOSURE_HELP, DISCLOSURES, GRAINS
from vil.ui.writing import as_plain

_NONE = ""


def confirm_meaning(path: Path, reading: Reading) -> Recipe | None:
    """Ask what the columns mean, prefilled with the best guess; None while nothing is chosen to be measured.

    A title that names a data set already published brings what was decided for it last time.
    """
    key = f"bring.{path.name}.{path.stat().st_size}"
    st.subheader("Hvad betyder tallene?")
    title = st.text_input("Datasættets navn", arriving.propose_title(path.name, reading.titles), key=f"{key}.title")
    dataset = arriving.name_dataset(title)
    guess = publishing.propose_recipe(reading, dataset=dataset, title=title)
    recipe, key = _recall(guess, reading, path), f"{key}.{dataset}"
    recipe = replace(recipe, title=title, dataset=dataset, reading=reading_options(path))
    recipe = _confirm_origin(recipe, key)
    recipe = _confirm_shape(recipe, reading, key)
    recipe = replace(recipe, indicators=_confirm_indicators(recipe, reading, key))
    recipe = _confirm_disclosure(recipe, reading, key)
    if not recipe.indicators:
        st.info("Vælg mindst ét tal at måle på.")
        return None
    return recipe


def _recall(guess: Recipe, reading: Reading, path: Path) -> Recipe:
    """Bring back what was decided for the last version of the same data set, and say so."""
    earlier = exploring.find_published(state.datasets_dir(), guess.dataset)
    if earlier is None:
        return guess
    if earlier.source_hash == publishing.hash_file(path):
        st.warning(f"Det er den samme fil som udgave {earlier.number}. En ny udgave ville være magen til.")
    st.caption(f":material/history: Udfyldt som i udgave {earlier.number}. Ret det, der er anderledes nu.")
    return publishing.adopt_recipe(guess, earlier.recipe, reading)


def _confirm_origin(recipe: Recipe, key: str) -> Recipe:
    area, source = st.columns(2)
    with area:
        named = st.text_input("Driftsområde", recipe.area, key=f"{key}.area", placeholder="Fx Børn og unge")
    with source:
        origin = st.text_input("Kilde", recipe.source, key=f"{key}.source", placeholder="Fx MSB i Tal")
    return replace(recipe, area=named, source=origin)


def _confirm_shape(recipe: Recipe, reading: Reading, key: str) -> Recipe:
    texts = [column.name for column in reading.columns if column.type in (ColumnType.TEXT, ColumnType.CODE)]
    period, unit, dimension = st.columns(3)
    with period:
        recipe = _confirm_period(recipe, reading, key)
    with unit:
        recipe = _confirm_unit(recipe, texts, key)
    with dimension:
        options = [_NONE, *(name for name in texts if name != recipe.unit)]
        chosen = recipe.dimensions[0] if recipe.dimensions else _NONE
        found = st.selectbox(
            "Del også op på",
            options,
            index=options.index(chosen) if chosen in options else 0,
            format_func=lambda name: name or "Ingenting",
            key=f"{key}.dimension",
        )
    return replace(recipe, dimensions=(found,) if found else ())


def _confirm_period(recipe: Recipe, reading: Reading, key: str) -> Recipe:
    guess = reading.period
    if recipe.period_columns:
        st.text_input("Periode", "Står som overskrifter", disabled=True, key=f"{key}.period")
    else:
        candidates = [column.name for column in reading.columns if column.type in (ColumnType.DATE, ColumnType.PERIOD)]
        if not candidates:
            st.error("Vi fandt ingen kolonne med perioder. Læs filen på en anden måde, eller ret den ved kilden.")
            st.stop()
        index = candidates.index(recipe.period) if recipe.period in candidates else 0
        recipe = replace(recipe, period=st.selectbox("Periode", candidates, index=index, key=f"{key}.period"))
    if guess is not None:
        first, last = format_period(Period.parse(guess.first)), format_period(Period.parse(guess.last))
        st.caption(f"{GRAINS[guess.grain]}, {first} – {last}")
    return recipe


def _confirm_unit(recipe: Recipe, texts: list[str], key: str) -> Recipe:
    if recipe.unit_columns:
        st.text_input("Enhed", "Står som overskrifter", disabled=True, key=f"{key}.unit")
        st.caption(as_plain(", ".join(recipe.unit_columns[:6])))
        return recipe
    options = [*texts, _NONE]
    index = options.index(recipe.unit) if recipe.unit in options else len(options) - 1
    unit = st.selectbox(
        "Enhed", options, index=index, format_func=lambda name: name or "Det hele er én enhed", key=f"{key}.unit"
    )
    if unit:
        return replace(recipe, unit=unit)
    single = st.text_input("Hvad hedder den?", recipe.single_unit, key=f"{key}.single")
    return replace(recipe, unit=None, single_unit=single or recipe.single_unit)


def _confirm_indicators(recipe: Recipe, reading: Reading, key: str) -> tuple[Indicator, ...]:
    st.markdown("**Det, vi måler på**")
    numbers = [column.name for column in reading.columns if column.type is ColumnType.NUMBER]
    return tuple(
        confirmed
        for place, guess in enumerate(recipe.indicators)
        if (confirmed := _confirm_indicator(guess, numbers, f"{key}.{place}", is_first=place == 0)) is not None
    )


def _confirm_indicator(guess: Indicator, numbers: list[str], key: str, *, is_first: bool) -> Indicator | None:
    with st.expander(as_plain(guess.name), expanded=is_first, icon=":material/tag:"):
        is_used = st.checkbox("Tag det med", value=True, key=f"{key}.used")
        name, measure, decimals = st.columns([5, 3, 2])
        with name:
            named = st.text_input("Navn", guess.name, key=f"{key}.name")
        with measure:
            unit = st.text_input(
                "Måleenhed",
                guess.measure.name,
                key=f"{key}.measure",
                placeholder="pct., dage, kr. …",
                help="Tom = antal",
            )
        with decimals:
            shown = st.number_input("Decimaler", 0, 4, guess.measure.decimals, key=f"{key}.decimals")
        kind, direction = st.columns(2)
        with kind:
            aggregation = st.selectbox(
                "Sådan regnes det sammen",
                list(AGGREGATIONS),
                index=list(AGGREGATIONS).index(guess.aggregation),
                format_func=AGGREGATIONS.__getitem__,
                key=f"{key}.kind",
            )
        with direction:
            hoped = st.selectbox(
                "Hvad håber vi?",
                list(DIRECTIONS),
                index=list(DIRECTIONS).index(guess.direction),
                format_func=DIRECTIONS.__getitem__,
                key=f"{key}.direction",
            )
        definition = st.text_area("Definition", guess.definition, key=f"{key}.definition", height=80)
        confirmed = replace(
            guess,
            name=named or guess.name,
            aggregation=Aggregation(aggregation),
            measure=Measure(unit.strip(), int(shown)),
            direction=Direction(hoped),
            definition=definition,
        )
        confirmed = _confirm_columns(confirmed, numbers, key)
    return confirmed if is_used else None


def _confirm_columns(indicator: Indicator, numbers: list[str], key: str) -> Indicator:
    if indicator.aggregation is Aggregation.SUM or not numbers:
        return indicator
    top, bottom = st.columns(2)
    first = indicator.numerator or indicator.value
    if indicator.aggregation is Aggregation.MEAN:
        with top:
            weights = [_NONE, *(name for name in numbers if name != indicator.value)]
            place = weights.index(indicator.weight) if indicator.weight in weights else 0
            weight = st.selectbox(
                "Vægtes med", weights, index=place, format_func=lambda name: name or "Ingenting", key=f"{key}.weight"
            )
        return replace(indicator, weight=weight or None)
    with top:
        numerator = st.selectbox(
            "Tæller", numbers, index=numbers.index(first) if first in numbers else 0, key=f"{key}.numerator"
        )
    with bottom:
        others = [name for name in numbers if name != numerator] or numbers
        place = others.index(indicator.denominator) if indicator.denominator in others else 0
        denominator = st.selectbox("Nævner", others, index=place, key=f"{key}.denominator")
    scale = 100.0 if indicator.measure.is_percentage else indicator.scale
    return replace(indicator, value=None, numerator=numerator, denominator=denominator, scale=scale)


def _confirm_disclosure(recipe: Recipe, reading: Reading, key: str) -> Recipe:
    st.markdown("**Hvem handler tallene om?**")
    chosen = st.radio(
        "Hvem handler tallene om?",
        list(DISCLOSURES),
        index=list(DISCLOSURES).index(recipe.disclosure),
        format_func=DISCLOSURES.__getitem__,
        captions=list(DISCLOSURE_HELP.values()),
        key=f"{key}.disclosure",
        label_visibility="collapsed",
    )
    recipe = replace(recipe, disclosure=Disclosure(chosen))
    if recipe.disclosure is Disclosure.OPEN:
        return recipe
    threshold, persons = st.columns(2)
    with threshold:
        least = st.number_input(
            "Skjul felter med færre personer end",
            LOWEST_THRESHOLD,
            50,
            max(recipe.threshold, LOWEST_THRESHOLD),
            key=f"{key}.threshold",
        )
    with persons:
        numbers = [_NONE, *(column.name for column in reading.columns if column.type is ColumnType.NUMBER)]
        counted = st.selectbox(
            "Antal personer står i",
            numbers,
            format_func=lambda name: name or "Tallet selv eller nævneren",
            key=f"{key}.persons",
        )
    indicators = tuple(replace(indicator, persons=counted or indicator.persons) for indicator in recipe.indicators)
    return replace(recipe, threshold=int(least), indicators=indicators)

"""Bring an extract, second half: confirm what the columns of a new data set mean."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from vil.formats import parse_number
from vil.model.indicator import LOWEST_THRESHOLD, Behind, Disclosure, Indicator
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Bands, ReadingOptions, Recipe
from vil.services import arriving, exploring, publishing
from vil.services.arranging import list_unknown, rearrange
from vil.ui import state
from vil.ui.bringing import reading_options
from vil.ui.confirming_period import confirm_period
from vil.ui.labels import BEHIND, DISCLOSURE_HELP, DISCLOSURES
from vil.ui.measuring import confirm_indicators
from vil.ui.resting import show_rest
from vil.ui.writing import as_plain

_NONE, _BANDS = "", "\x00bands"


def confirm_meaning(path: Path, reading: Reading, before: Recipe | None = None) -> Recipe | None:
    """Ask what the columns mean, prefilled with the best guess; None while it cannot be published.

    `before` is what was decided for the data set earlier, where it is not new.
    """
    key = f"bring.{path.name}.{path.stat().st_size}"
    st.subheader("Hvad betyder tallene?")
    if before is None:
        title = st.text_input("Datasættets navn", arriving.propose_title(path.name, reading.titles), key=f"{key}.title")
        recipe = publishing.propose_recipe(reading, dataset=arriving.name_dataset(title), title=title)
        if _is_taken(recipe.dataset):
            return None
    else:
        guess = publishing.propose_recipe(reading, dataset=before.dataset, title=before.title)
        recipe = publishing.adopt_recipe(guess, before, reading)
        title, key = before.title, f"{key}.{before.dataset}"
    recipe = replace(recipe, title=title, reading=reading_options(path, ReadingOptions()))
    recipe = _confirm_origin(recipe, key)
    recipe = rearrange(recipe, _confirm_shape(recipe, reading, key))
    show_rest(recipe)
    recipe = replace(recipe, indicators=confirm_indicators(recipe, reading, key))
    recipe = _confirm_disclosure(recipe, reading, key)
    if not recipe.indicators:
        st.info("Vælg mindst ét tal at måle på.")
        return None
    return recipe


def _is_taken(dataset: str) -> bool:
    """Say so when a new data set would go by the name of one there is."""
    earlier = exploring.find_published(state.datasets_dir(), dataset)
    if earlier is None:
        return False
    title = as_plain(earlier.recipe.title)
    st.warning(
        f"Der er allerede et datasæt, der hedder »{title}«. Vælg det øverst på siden, eller giv dette et andet navn."
    )
    return True


def _confirm_origin(recipe: Recipe, key: str) -> Recipe:
    area, source = st.columns(2)
    with area:
        named = st.text_input("Driftsområde", recipe.area, key=f"{key}.area", placeholder="Fx Børn og unge")
    with source:
        origin = st.text_input("Kilde", recipe.source, key=f"{key}.source", placeholder="Fx MSB i Tal")
    return replace(recipe, area=named, source=origin)


def _confirm_shape(recipe: Recipe, reading: Reading, key: str) -> Recipe:
    secret = {*reading.pseudonyms}
    texts = [
        column.name
        for column in reading.columns
        if column.type in (ColumnType.TEXT, ColumnType.CODE) and column.name not in secret
    ]
    period, unit, dimension = st.columns(3)
    with period:
        recipe = confirm_period(recipe, reading, key)
    with unit:
        recipe = _confirm_unit(recipe, texts, key)
    with dimension:
        return _confirm_dimension(recipe, reading, texts, key)


def _confirm_dimension(recipe: Recipe, reading: Reading, texts: list[str], key: str) -> Recipe:
    numbers = [column.name for column in reading.columns if column.type is ColumnType.NUMBER]
    can_band = numbers and not (recipe.period_columns or recipe.unit_columns)
    taken = {recipe.unit, *recipe.unit_levels}
    options = [_NONE, *(name for name in texts if name not in taken), *([_BANDS] if can_band else [])]
    chosen = _BANDS if recipe.bands else (recipe.dimensions[0] if recipe.dimensions else _NONE)
    names = {_NONE: "Ingenting", _BANDS: "Aldersgrupper (eller grupper af et andet tal)"}
    found = st.selectbox(
        "Del også op på",
        options,
        index=options.index(chosen) if chosen in options else 0,
        format_func=lambda name: names.get(name, name),
        key=f"{key}.dimension",
    )
    if found == _BANDS:
        return _confirm_bands(recipe, numbers, key)
    return replace(recipe, dimensions=(found,) if found else (), bands=())


def _confirm_bands(recipe: Recipe, numbers: list[str], key: str) -> Recipe:
    before = recipe.bands[0] if recipe.bands else Bands("Aldersgruppe", numbers[0], (0, 18, 30, 67))
    index = numbers.index(before.column) if before.column in numbers else 0
    column = st.selectbox("Tallet står i", numbers, index=index, key=f"{key}.bands.column")
    written = ", ".join(f"{edge:g}" for edge in before.edges)
    text = st.text_input(
        "Grupperne begynder ved", written, key=f"{key}.bands.edges", help="0, 18, 67 giver 0-17, 18-66 og 67+"
    )
    try:
        edges = tuple(sorted({number for part in text.split(",") if (number := parse_number(part)) is not None}))
    except ValueError:
        st.error("Skriv grænserne som tal med komma imellem, fx 0, 18, 67.")
        edges = before.edges
    return replace(recipe, dimensions=(before.name,), bands=(Bands(before.name, column, edges),))


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
    if not unit:
        single = st.text_input("Hvad hedder den?", recipe.single_unit, key=f"{key}.single")
        return replace(recipe, unit=None, unit_levels=(), single_unit=single or recipe.single_unit)
    above = [name for name in texts if name != unit]
    if not above:
        return replace(recipe, unit=unit, unit_levels=())
    levels = st.multiselect(
        "Niveauer over enheden",
        above,
        default=[name for name in recipe.unit_levels if name in above],
        key=f"{key}.levels",
        placeholder="Fx driftsområde, center",
        help="Vælg det øverste først",
    )
    return replace(recipe, unit=unit, unit_levels=tuple(levels))


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
    recipe = replace(recipe, threshold=int(least))
    with persons:
        if recipe.disclosure is Disclosure.PERSON_ROWS:
            return _confirm_person_key(recipe, reading, key)
        return _confirm_person_count(recipe, reading, key)


def _confirm_person_key(recipe: Recipe, reading: Reading, key: str) -> Recipe:
    options = [_NONE, *(column.name for column in reading.columns if column.type is not ColumnType.PERIOD)]
    before = recipe.person_key or (reading.pseudonyms[0] if reading.pseudonyms else _NONE)
    found = st.selectbox(
        "Personer kendes på",
        options,
        index=options.index(before) if before in options else 0,
        format_func=lambda name: name or "Hver række er en person",
        key=f"{key}.personkey",
    )
    return replace(recipe, person_key=found or None)


def _confirm_person_count(recipe: Recipe, reading: Reading, key: str) -> Recipe:
    numbers = [_NONE, *(column.name for column in reading.columns if column.type is ColumnType.NUMBER)]
    before = next((one.persons for one in recipe.indicators if one.persons in numbers), _NONE)
    counted = st.selectbox(
        "Antal personer står i",
        numbers,
        index=numbers.index(before or _NONE),
        format_func=lambda name: name or "Tallet selv eller nævneren",
        key=f"{key}.persons",
    )
    bare = replace(
        recipe, indicators=tuple(replace(one, persons=counted or None, behind=None) for one in recipe.indicators)
    )
    answers = {one.id: one.behind for one in recipe.indicators}
    unknown = {one.id: _ask_behind(one, answers[one.id], key) for one in list_unknown(bare)}
    return replace(bare, indicators=tuple(replace(one, behind=unknown.get(one.id)) for one in bare.indicators))


def _ask_behind(indicator: Indicator, before: Behind | None, key: str) -> Behind | None:
    """Ask who is behind an amount that counts nobody: no answer is given beforehand."""
    options = list(BEHIND)
    return st.radio(
        f"Hvem står bag »{as_plain(indicator.name)}«?",
        options,
        index=options.index(before) if before else None,
        format_func=BEHIND.__getitem__,
        key=f"{key}.{indicator.id}.behind",
        help="Beløb, dage og timer siger ikke, hvor mange personer de er fra. Et stort tal kan være én persons.",
    )

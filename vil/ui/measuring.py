"""What is measured: one card for each number, with only the fields its kind needs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from vil.model.indicator import EVERY_ROW, Aggregation, Direction, Indicator, Measure
from vil.model.reading import ColumnType, Reading
from vil.model.recipe import Recipe
from vil.services import recalling
from vil.ui.labels import ADDED, AGGREGATIONS, DIRECTIONS
from vil.ui.writing import as_plain

_NONE = ""
_SCALES = {"pct.": 100.0, "%": 100.0, "pr. 1.000": 1e3, "pr. 10.000": 1e4, "pr. 100.000": 1e5}
_SCALED = frozenset({Aggregation.RATE, Aggregation.SHARE, Aggregation.FORMULA})
_DIVIDED = frozenset({Aggregation.RATE, Aggregation.FORMULA, Aggregation.MEDIAN, Aggregation.MEAN})
_FEW_TEXTS = 12
_OF_A_COLUMN = frozenset({Aggregation.SUM, Aggregation.STOCK, Aggregation.MEAN, Aggregation.MEDIAN})
_WEIGHTS = {_NONE: "Ingenting", EVERY_ROW: "Hver række tæller ens"}


@dataclass(frozen=True)
class _Columns:
    """The columns there are to choose among."""

    numbers: list[str]
    texts: list[str]
    has_headers: bool
    reading: Reading
    person: str | None = None
    told: tuple[str, ...] = ()
    """Texts that can say which rows count: no period, no unit, nobody's identifier."""


def confirm_indicators(recipe: Recipe, reading: Reading, key: str) -> tuple[Indicator, ...]:
    """Ask what is measured, prefilled; numbers that are no column of their own can be added."""
    st.markdown("**Det, vi måler på**")
    columns = _Columns(
        [column.name for column in reading.columns if column.type is ColumnType.NUMBER],
        [column.name for column in reading.columns if column.type is not ColumnType.NUMBER],
        bool(recipe.period_columns or recipe.unit_columns),
        reading,
        st.session_state.get(f"{key}.personkey") or recipe.person_key or next(iter(reading.pseudonyms), None),
        _list_told(recipe, reading),
    )
    added: list[Indicator] = st.session_state.setdefault(f"{key}.added", [])
    guesses = [*recipe.indicators, *added]
    ids = [guess.id for guess in guesses]
    confirmed = [
        _confirm_one(guess, columns, [one for one in ids if one != guess.id], f"{key}.{guess.id}", place == 0)
        for place, guess in enumerate(guesses)
    ]
    if not columns.has_headers:
        _offer_more(added, ids, key)
    return tuple(one for one in confirmed if one is not None)


def _list_told(recipe: Recipe, reading: Reading) -> tuple[str, ...]:
    beside = {recipe.unit, *recipe.unit_levels, recipe.person_key, *reading.pseudonyms}
    texts = [column for column in reading.columns if column.type in (ColumnType.TEXT, ColumnType.BOOLEAN)]
    return tuple(column.name for column in texts if column.name not in beside)


def _offer_more(added: list[Indicator], ids: list[str], key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            "Et tal, der ikke er en kolonne",
            list(ADDED),
            format_func=ADDED.__getitem__,
            key=f"{key}.more",
        )
        if st.button("Tilføj", key=f"{key}.add", icon=":material/add:"):
            number = sum(name.startswith(str(kind)) for name in ids) + 1
            name = ADDED[kind] if number == 1 else f"{ADDED[kind]} {number}"
            added.append(Indicator(f"{kind}_{number}" if number > 1 else str(kind), name, kind))
            st.rerun()


def _confirm_one(guess: Indicator, columns: _Columns, others: list[str], key: str, is_first: bool) -> Indicator | None:
    is_open = is_first or not (guess.value or guess.numerator)
    with st.expander(as_plain(guess.name), expanded=is_open, icon=":material/tag:"):
        is_used = st.checkbox("Tag det med", value=True, key=f"{key}.used")
        heading = st.container()
        confirmed = _confirm_kind(guess, columns, key)
        confirmed = _confirm_fields(confirmed, columns, others, key)
        with heading:
            confirmed = _confirm_name(confirmed, guess, key)
        definition = st.text_area("Definition", guess.definition, key=f"{key}.definition", height=80)
    is_whole = confirmed.aggregation is Aggregation.SHARE and not confirmed.only
    return replace(confirmed, definition=definition) if is_used and not is_whole else None


def _confirm_name(indicator: Indicator, guess: Indicator, key: str) -> Indicator:
    """Ask for name and measure, prefilled with what the kind of number calls for."""
    kind, proposed = indicator.aggregation, _propose_measure(indicator.aggregation, guess)
    own = f"{key}.{kind}" if proposed != guess.measure else key
    name, measure, decimals = st.columns([5, 3, 2])
    with name:
        named = _ask_name(indicator, guess, key)
    with measure:
        unit = st.text_input(
            "Måleenhed", proposed.name, key=f"{own}.measure", placeholder="pct., dage, kr. …", help="Tom = antal"
        ).strip()
    with decimals:
        shown = st.number_input("Decimaler", 0, 4, proposed.decimals, key=f"{own}.decimals")
    scale = _SCALES.get(unit, 1.0) if kind in _SCALED else 1.0
    return replace(indicator, name=named or guess.name, measure=Measure(unit, int(shown)), scale=scale)


def _ask_name(indicator: Indicator, guess: Indicator, key: str) -> str:
    if guess.name != ADDED[Aggregation.SHARE] or not indicator.only:
        return st.text_input("Navn", guess.name, key=f"{key}.name")
    column, text = indicator.only[0]
    return st.text_input("Navn", f"Andel med {column.lower()} {text}", key=f"{key}.name.{column}.{text}")


def _propose_measure(kind: Aggregation, guess: Indicator) -> Measure:
    """Propose per cent for a share, and a decimal where the figures of a column are divided or calculated."""
    if guess.aggregation is kind and (guess.value or guess.numerator or guess.only):
        return guess.measure
    if kind is Aggregation.SHARE:
        return Measure("pct.", 1)
    return replace(guess.measure, decimals=max(1, guess.measure.decimals)) if kind in _DIVIDED else guess.measure


def _confirm_kind(indicator: Indicator, columns: _Columns, key: str) -> Indicator:
    possible = [kind for kind in AGGREGATIONS if not columns.has_headers or kind in _OF_A_COLUMN]
    left, right = st.columns(2)
    with left:
        kind = st.selectbox(
            "Sådan regnes det sammen",
            possible,
            index=possible.index(indicator.aggregation) if indicator.aggregation in possible else 0,
            format_func=AGGREGATIONS.__getitem__,
            key=f"{key}.kind",
        )
    with right:
        hoped = st.selectbox(
            "Hvad håber vi?",
            list(DIRECTIONS),
            index=list(DIRECTIONS).index(indicator.direction),
            format_func=DIRECTIONS.__getitem__,
            key=f"{key}.direction",
        )
    return replace(indicator, aggregation=Aggregation(kind), direction=Direction(hoped))


def _confirm_fields(indicator: Indicator, columns: _Columns, others: list[str], key: str) -> Indicator:
    """Ask for what this kind of number is made of, and forget what belongs to the other kinds."""
    bare = replace(indicator, value=None, numerator=None, denominator=None, key=None, only=(), formula="", weight=None)
    match indicator.aggregation:
        case Aggregation.RATE:
            return _confirm_rate(bare, indicator, columns, key)
        case Aggregation.COUNT:
            return replace(bare, only=_confirm_only("Tæl kun rækker, hvor", indicator, columns, key))
        case Aggregation.SHARE:
            return replace(bare, only=_confirm_share(indicator, columns, key))
        case Aggregation.DISTINCT:
            chosen = _choose(
                "Forskellige i kolonnen",
                [*columns.texts, *columns.numbers],
                indicator.key or columns.person,
                f"{key}.key",
            )
            return replace(bare, key=chosen)
        case Aggregation.FORMULA:
            formula = st.text_input("Formel", indicator.formula, key=f"{key}.formula", placeholder="fx a / b")
            st.caption(f"Brug koderne: {as_plain(', '.join(others)) or 'tilføj først andre tal'}")
            return replace(bare, formula=formula.strip())
    return _confirm_column(bare, indicator, columns, key)


def _confirm_column(bare: Indicator, indicator: Indicator, columns: _Columns, key: str) -> Indicator:
    value = indicator.value
    if not columns.has_headers:
        first = indicator.value or indicator.numerator
        value = _choose("Kolonne", columns.numbers, first, f"{key}.value")
    if indicator.aggregation is not Aggregation.MEAN or columns.has_headers:
        return replace(bare, value=value)
    weights = [*_WEIGHTS, *(name for name in columns.numbers if name != value)]
    weight = st.selectbox(
        "Vægtes med",
        weights,
        index=weights.index(indicator.weight) if indicator.weight in weights else 0,
        format_func=lambda name: _WEIGHTS.get(name, name),
        key=f"{key}.weight",
    )
    return replace(bare, value=value, weight=weight or None)


def _confirm_rate(bare: Indicator, indicator: Indicator, columns: _Columns, key: str) -> Indicator:
    top, bottom = st.columns(2)
    with top:
        first = indicator.numerator or indicator.value
        numerator = _choose("Tæller", columns.numbers, first, f"{key}.numerator")
    with bottom:
        rest = [name for name in columns.numbers if name != numerator] or columns.numbers
        denominator = _choose("Nævner", rest, indicator.denominator, f"{key}.denominator")
    return replace(bare, numerator=numerator, denominator=denominator)


def _confirm_only(label: str, indicator: Indicator, columns: _Columns, key: str) -> tuple[tuple[str, str], ...]:
    """Ask for the one column and text that a row must hold to count."""
    before = indicator.only[0] if indicator.only else (None, None)
    left, right = st.columns(2)
    with left:
        options = [_NONE, *columns.texts]
        column = st.selectbox(
            label,
            options,
            index=options.index(before[0]) if before[0] in options else 0,
            format_func=lambda name: name or "Alle rækker",
            key=f"{key}.only",
        )
    if not column:
        return ()
    with right:
        members = recalling.list_members(columns.reading, column)
        text = _choose("er", list(members), before[1], f"{key}.only.{column}")
    return ((column, text),) if text else ()


def _confirm_share(indicator: Indicator, columns: _Columns, key: str) -> tuple[tuple[str, str], ...]:
    """Ask which rows are counted out of all of them: never all, so a column of few texts is chosen beforehand."""
    options = list(dict.fromkeys([*columns.told, *(name for name, _ in indicator.only)]))
    if not options:
        st.info("Der er ingen kolonne med tekst at dele rækkerne efter. Vælg en anden måde at regne på.")
        return ()
    chosen = indicator.only[0] if indicator.only else (_propose_told(options, columns, key), None)
    left, right = st.columns(2)
    with left:
        column = str(_choose("Andelen, hvor", options, chosen[0], f"{key}.share"))
    with right:
        members = list(recalling.list_members(columns.reading, column))
        text = _choose("er", members, chosen[1], f"{key}.share.{column}")
    return ((column, text),) if text else ()


def _propose_told(options: list[str], columns: _Columns, key: str) -> str:
    """Propose the first column with a few texts; found once, as it looks through the extract."""
    if f"{key}.told" not in st.session_state:
        found = ((name, recalling.list_members(columns.reading, name)) for name in options)
        first = next((name for name, members in found if 1 < len(members) <= _FEW_TEXTS), options[0])
        st.session_state[f"{key}.told"] = first
    return str(st.session_state[f"{key}.told"])


def _choose(label: str, options: list[str], chosen: str | None, key: str) -> str | None:
    index = options.index(chosen) if chosen in options else 0
    return st.selectbox(label, options, index=index if options else None, key=key)

"""Show a chart with its headline, its sentences and its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import streamlit as st

from vil.charts import find_palette
from vil.charts.ours import Ours
from vil.formats import format_date
from vil.glossary import explain_words_in
from vil.model.card import Beside
from vil.model.round import Expectation, Explanation, Place, Round, Wonder
from vil.model.series import DatasetVersion, View
from vil.narration import Narrative
from vil.narration.guess import describe_guessed
from vil.narration.method import describe_method
from vil.narration.names import join_words
from vil.narration.place import name_place
from vil.services.cards import find_beside
from vil.services.downloading import make_download, name_download
from vil.services.evidence import list_beside
from vil.services.exploring import Sight, as_history, look, newest
from vil.services.following import find_view
from vil.services.laying import find_ours
from vil.services.own_signs import is_own_count
from vil.services.picturing import draw_sight
from vil.ui.drawing import show_drawn
from vil.ui.frame import CARD, link_to, show_synthetic, theme_name
from vil.ui.labels import OWN_COUNT_BADGE, SYNTHETIC, SYNTHETIC_BADGE
from vil.ui.numbers import Row, list_rows
from vil.ui.state import datasets_dir, open_store
from vil.ui.writing import as_plain

_FEW_ROWS = 9
_DOWNLOADS = {
    "pptx": ("PowerPoint-slide, der kan rettes", "slideshow"),
    "png": ("Billede (PNG)", "image"),
    "svg": ("Tegning (SVG)", "draw"),
    "xlsx": ("Tallene i Excel", "table"),
}


@lru_cache(maxsize=256)
def _draw(
    datasets: Path,
    view: View,
    beside: Beside,
    theme: str,
    expectation: Expectation | None,
    starts_on: date | None,
    ours: Ours,
    height: int,
) -> dict[str, Any]:
    palette = find_palette(theme)
    chart = draw_sight(
        look(datasets, view, beside), palette, expectation=expectation, starts_on=starts_on, ours=ours, height=height
    )
    return chart.spec


def show_chart(
    sight: Sight,
    *,
    key: str,
    expectation: Expectation | None = None,
    starts_on: date | None = None,
    current: Round | None = None,
    place: Place | None = None,
    on_pick: Callable[[dict[str, Any]], None] | None = None,
    height: int = 340,
) -> None:
    """Draw the chart of a view in the theme of the visitor, with what the `current` round has laid on the line.

    With `on_pick` points and stretches can be chosen on it; `place` is where it is chosen to be and not kept yet.
    """
    theme = theme_name()
    ours = find_ours(current, sight.view)
    pins = ours.pins if place is None or place in ours.pins else (*ours.pins, place)
    ours = replace(ours, pins=pins, is_pickable=on_pick is not None, guess=None if expectation else ours.guess)
    spec = _draw(datasets_dir(), sight.view, sight.beside, theme, expectation, starts_on, ours, height)
    widget = f"{key}.{theme}"
    choosing: dict[str, Any] = {}
    if on_pick is not None:
        choosing = {"on_select": lambda: on_pick(dict(st.session_state[widget].selection))}
    show_drawn(spec, key=widget, alt=_describe(sight, ours), **choosing)


def _describe(sight: Sight, ours: Ours) -> str:
    """Say what is drawn, and what the team laid on it, for those who do not see the chart."""
    guessed = describe_guessed(ours.guess, sight.series.indicator) if ours.guess else ""
    pinned = f"Undren er sat fast ved {join_words([name_place(pin) for pin in ours.pins])}." if ours.pins else ""
    return " ".join(part for part in (sight.narrative.alt_text, guessed, pinned) if part)


def show_headline(text: str) -> None:
    """Write a page's headline as it stands, with its words about numbers one hover away."""
    st.header(as_plain(text), help=explain_words_in(text))


def show_origin(version: DatasetVersion, late: str = "") -> None:
    """Say where the number comes from: title, source, date and version, and what should have come (`late`) where it has not."""
    recipe = version.recipe
    parts = [recipe.title, recipe.source or version.source_file]
    if recipe.extracted_on:
        parts.append(f"dannet {format_date(recipe.extracted_on)}")
    parts.append(f"udgave {version.number}")
    parts.append(late)
    badge = f"{SYNTHETIC_BADGE} " if recipe.synthetic else _own_badge(version)
    st.caption(
        badge + " · ".join(as_plain(part) for part in parts if part), help=SYNTHETIC if recipe.synthetic else None
    )


def _own_badge(version: DatasetVersion) -> str:
    return f"{OWN_COUNT_BADGE} " if is_own_count(version) else ""


def show_sentences(narrative: Narrative) -> None:
    """Write the sentences under the chart; the first can be read aloud."""
    show_spoken(narrative)
    show_notes(narrative)


def show_spoken(narrative: Narrative) -> None:
    """Write the two sentences that can be read aloud: what is seen, and how sure it is."""
    st.markdown(f"**{as_plain(narrative.spoken)}** {as_plain(' '.join(narrative.sentences[1:2]))}")


def show_notes(narrative: Narrative) -> None:
    """Write the context that must go with the number."""
    if narrative.notes:
        notes = " ".join(narrative.notes)
        st.caption(as_plain(notes), help=explain_words_in(notes))


def show_numbers(sight: Sight, *, key: str, current: Round | None = None) -> None:
    """Offer the numbers behind the chart as a table, with what the `current` round has laid on the line."""
    show_table(_list_rows(datasets_dir(), sight.view, sight.beside, find_ours(current, sight.view)), key=key)


@lru_cache(maxsize=16)
def _list_rows(datasets: Path, view: View, beside: Beside, ours: Ours) -> list[Row]:
    return list_rows(look(datasets, view, beside), ours)


def show_table(rows: list[Row], *, key: str) -> None:
    """Offer what a chart shows as a table."""
    with st.popover("Se tallene", icon=":material/table_view:", key=key):
        st.dataframe(rows, hide_index=True, height=380 if len(rows) > _FEW_ROWS else "auto")


def show_method(sight: Sight, *, key: str) -> None:
    """Offer how the number was judged, which limits it has and why, and how often chance looks the same."""
    told = _describe_method(datasets_dir(), sight.view, sight.beside)
    if not told:
        return
    with st.expander("Hvor sikkert er det?", icon=":material/rule:", key=key):
        for sentence in told:
            st.markdown(as_plain(sentence))
        st.caption(explain_words_in(" ".join(told)) or "")


@lru_cache(maxsize=256)
def _describe_method(datasets: Path, view: View, beside: Beside) -> tuple[str, ...]:
    sight = look(datasets, view, beside)
    return tuple(describe_method(sight.series, sight.pattern)) if sight.finding is None else ()


def show_downloads(sight: Sight, *, key: str, current: Round | None = None) -> None:
    """Offer the chart as a picture, a slide or a sheet, made when it is asked for, with what the round laid on it."""
    with st.popover("Hent", icon=":material/download:", key=key):
        st.write("Kilde, udgave og det, tallene viser, følger med.")
        for kind, (label, icon) in _DOWNLOADS.items():
            st.download_button(
                label,
                partial(make_download, datasets_dir(), sight.view, sight.beside, kind, find_ours(current, sight.view)),
                file_name=name_download(sight, kind),
                key=f"{key}.{kind}",
                icon=f":material/{icon}:",
                on_click="ignore",
                width="stretch",
            )


def show_definition(sight: Sight) -> None:
    """Say what the number is, how it came about, and what to keep in mind."""
    indicator, recipe = sight.series.indicator, sight.version.recipe
    st.markdown(
        as_plain(indicator.definition) or "Der er ikke skrevet en definition endnu. Spørg den, der bragte udtrækket."
    )
    source = indicator.source or recipe.source
    if source:
        st.caption(as_plain(f"Kilde: {source}"))
    for note in recipe.notes:
        st.caption(as_plain(note))
    for event in sight.series.events:
        st.caption(as_plain(f"{format_date(event.start)}: {event.name}. {event.text}"))
    link_to(CARD, "Se indikatorkortet", data=sight.view.dataset, tal=sight.view.indicator)


def look_at(view: View) -> Sight:
    """Read the numbers of a view, with what their card says beside them now."""
    return look(datasets_dir(), view, find_beside(open_store(), view.dataset, view.indicator))


def look_at_wonder(current: Round, wonder: Wonder) -> Sight:
    """Read the numbers exactly as they were when the wonder was pinned, with what the team has seen and heard since."""
    beside = find_beside(open_store(), wonder.view.dataset, wonder.view.indicator)
    return look(datasets_dir(), wonder.view, replace(beside, evidence=list_beside(current, wonder)))


def look_at_explanation(current: Round, explanation: Explanation) -> Sight:
    """Read the whole of the newest numbers that an explanation hangs on."""
    view = find_view(current, explanation.id)
    return look_at(newest(datasets_dir(), as_history(view, periods=None)))


def show_small(sight: Sight, *, key: str, current: Round | None = None) -> None:
    """Show the chart beside other work, with its headline as caption."""
    said = as_plain(f"{sight.narrative.headline} · {sight.version.recipe.title}, udgave {sight.version.number}")
    st.caption(f"{_own_badge(sight.version)}{said}")
    show_chart(sight, key=key, height=250, current=current)
    show_numbers(sight, key=f"{key}.numbers", current=current)
    show_synthetic(sight.version.recipe.synthetic)

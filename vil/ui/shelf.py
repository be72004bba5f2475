"""The published data sets on a shelf: what each holds, and its versions."""

from __future__ import annotations

import streamlit as st

from vil.formats import count_units, format_date, format_number, format_period
from vil.model.series import DatasetVersion, UnitLevel
from vil.services import exploring
from vil.services.datasets import list_versions
from vil.ui import beginning, frame, state
from vil.ui.freshness import show_freshness
from vil.ui.labels import DISCLOSURES, SYNTHETIC, SYNTHETIC_BADGE
from vil.ui.quality import offer_quality, show_quality_summary
from vil.ui.rolling_back import choose_version_in_force, tell_last_rollback
from vil.ui.writing import as_plain


def show_datasets() -> None:
    """List every data set, or say how the first one comes."""
    published = exploring.list_published(state.datasets_dir())
    if not published:
        st.write("Her er ingen tal endnu.")
    if st.button("Bring et udtræk", type="primary", key="shelf.bring", icon=":material/upload_file:"):
        frame.go_to(frame.BRING)
    for version in published:
        _show_dataset(version)


def _show_dataset(version: DatasetVersion) -> None:
    recipe = version.recipe
    units = sum(unit.level is UnitLevel.UNIT for unit in version.units)
    with st.container(border=True):
        st.subheader(as_plain(recipe.title))
        if recipe.synthetic:
            st.caption(f"{SYNTHETIC_BADGE} {SYNTHETIC}")
        first, last = format_period(version.first), format_period(version.last)
        st.markdown(f"{count_units(units)} · {first} – {last} · {DISCLOSURES[recipe.disclosure].lower()}")
        st.markdown(
            "\n".join(f"- **{as_plain(found.name)}** {as_plain(found.definition)}" for found in recipe.indicators)
        )
        show_freshness(version)
        show_quality_summary(version)
        for warning in version.warnings:
            st.caption(f":material/info: {warning}")
        with st.container(horizontal=True, gap="medium"):
            if st.button("Begynd en runde", key=f"shelf.new.{version.dataset}", icon=":material/play_arrow:"):
                beginning.begin(version)
            if st.button("Indikatorkort", key=f"shelf.card.{version.dataset}", icon=":material/id_card:"):
                frame.go_to(frame.CARD, data=version.dataset, tal=recipe.indicators[0].id)
            _show_versions(version)
        offer_quality(version)


def _show_versions(version: DatasetVersion) -> None:
    with st.popover(f"Udgave {version.number}", icon=":material/history:", key=f"shelf.versions.{version.dataset}"):
        for listed in reversed(list_versions(state.read_settings(), version.dataset)):
            rows = format_number(listed.rows)
            when = format_date(listed.published_at)
            st.markdown(f"**Udgave {listed.number}** · {when} · {as_plain(listed.source_file)} · {rows} rækker")
            choose_version_in_force(listed, current=version.number)
        tell_last_rollback(version.dataset)

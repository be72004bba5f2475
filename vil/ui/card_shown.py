"""The card as a leader reads it, in ten seconds: what it is, the target now, how fresh it is, and who to call."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from vil.formats import format_date, format_period
from vil.model.card import Target
from vil.model.recipe import Event
from vil.model.series import UnitLevel
from vil.narration import say_frequency
from vil.narration.approval import say_approved, say_lapsed
from vil.narration.definition import name_measure, say_counting, say_direction, say_disclosure
from vil.narration.targets import write_target, write_target_time
from vil.services.landscape_sight import key_of_dataset
from vil.services.profiles import Profile
from vil.services.schema import write_schema
from vil.ui import charts, frame, state
from vil.ui.freshness import show_timing
from vil.ui.writing import as_plain

_SHOWN_EVENTS = 4
_SHOWN_TARGETS = 3


def show_head(profile: Profile) -> None:
    """Say what the number is: its name, whether it is approved, and its definition in plain words."""
    charts.show_origin(profile.version)
    st.header(as_plain(profile.indicator.name))
    _show_standing(profile)
    definition = (
        profile.indicator.definition
        or "Der er ikke skrevet en definition endnu. Den skrives i opskriften, når udtrækket bliver bragt."
    )
    with st.container(key="card-definition"):
        st.markdown(as_plain(definition))
        if profile.card.description:
            _write_lines(profile.card.description)


def _show_standing(profile: Profile) -> None:
    standing = profile.standing
    if standing is None:
        st.caption(":material/pending: Ikke godkendt endnu")
    elif standing.holds:
        with st.container(key="card-approved"):
            st.markdown(f":material/verified: **Godkendt** {as_plain(say_approved(standing.approval))}")
    else:
        with st.container(key="card-lapsed"):
            lapsed, approved = say_lapsed(standing.changed, standing.since), say_approved(standing.approval)
            st.markdown(
                f":material/history_toggle_off: **{as_plain(lapsed)}** Før var det godkendt {as_plain(approved)}."
            )


def show_facts(profile: Profile) -> None:
    """Show the four things asked for first: the target, the measure, the period and who to call."""
    with st.container(key="card-facts"):
        columns = st.columns([4, 4, 6, 5], gap="small")
        for column, show in zip(columns, (_show_target, _show_measure, _show_period, _show_contact), strict=True):
            with column, st.container(border=True, height="stretch", gap="xsmall"):
                show(profile)


def _show_target(profile: Profile) -> None:
    st.caption("Måltal nu")
    if not profile.targets:
        st.markdown("Intet måltal")
        return
    for target in profile.targets[:_SHOWN_TARGETS]:
        where = f" i {as_plain(target.unit)}" if target.unit else ""
        st.markdown(f"**{as_plain(write_target(target, profile.indicator))}**{where}")
        st.caption(as_plain(write_target_time(target)))
    if len(profile.targets) > _SHOWN_TARGETS:
        st.caption(f"og {len(profile.targets) - _SHOWN_TARGETS} enheder mere, se herunder")


def _show_measure(profile: Profile) -> None:
    st.caption("Måles i")
    st.markdown(f"**{as_plain(name_measure(profile.indicator))}**")
    st.caption(say_direction(profile.indicator))


def _show_period(profile: Profile) -> None:
    version = profile.version
    st.caption("Tallene dækker")
    st.markdown(f"**{format_period(version.first)} – {format_period(version.last)}**")
    if profile.timing is None:
        st.caption("Det er ikke skrevet, hvor ofte tallene kommer.")
        return
    show_timing(profile.timing)
    if not profile.timing.is_inferred:
        st.caption(say_frequency(profile.timing.frequency))


def _show_contact(profile: Profile) -> None:
    card = profile.card
    st.caption("Ring til en ven fra staben")
    who = card.contact_name or card.owner
    st.markdown(f"**{as_plain(who)}**" if who else "Der er ikke skrevet et navn endnu.")
    ways = (
        (":material/call:", card.contact_phone),
        (":material/mail:", card.contact_email),
        (":material/chat:", card.contact_teams),
    )
    for icon, way in ways:
        if way:
            st.markdown(f"{icon} {as_plain(way)}")


def show_story(profile: Profile) -> None:
    """Tell what must be kept in mind when the number is read, and how it comes about."""
    if profile.card.caveats or profile.version.recipe.notes:
        with st.container(border=True, key="card-caveats"):
            st.subheader(":material/priority_high: Pas på")
            _write_lines(profile.card.caveats)
            for note in profile.version.recipe.notes:
                st.markdown(as_plain(note))
    st.subheader("Sådan bliver tallet til")
    for label, said in say_counting(profile.indicator, profile.version.recipe):
        st.markdown(f"**{label}:** {as_plain(said)}")
    for label, text in _list_texts(profile):
        st.markdown(f"**{label}:** {as_plain(text)}")
    frame.link_to(frame.LANDSCAPE, "Se tallet i datalandskabet", punkt=key_of_dataset(profile.version.dataset))


def _list_texts(profile: Profile) -> Iterable[tuple[str, str]]:
    card, source = profile.card, profile.indicator.source or profile.version.recipe.source
    yield from (
        (label, text)
        for label, text in (
            ("Sådan registreres det", card.registration),
            ("Det hører med", card.context),
            ("Kommer fra", card.source_system or source),
            ("Ejer", card.owner),
        )
        if text
    )


def show_context(profile: Profile) -> None:
    """Tell what happened around the number, its targets through time, and how persons in it are protected."""
    if profile.events:
        st.subheader("Det skete undervejs")
        for event in profile.events[:_SHOWN_EVENTS]:
            _show_event(event)
        if len(profile.events) > _SHOWN_EVENTS:
            with st.expander(f"Tidligere ({len(profile.events) - _SHOWN_EVENTS})"):
                for event in profile.events[_SHOWN_EVENTS:]:
                    _show_event(event)
    if profile.card.targets:
        st.subheader("Måltal gennem tiden")
        for target in reversed(profile.card.targets):
            st.markdown(describe_target(target, profile))
    st.subheader("Personerne bag")
    st.markdown(as_plain(say_disclosure(profile.version.recipe)))


def _show_event(event: Event) -> None:
    until = f" – {format_date(event.end)}" if event.end else ""
    where = f" · {event.unit}" if event.unit else ""
    st.markdown(f"**{as_plain(event.name)}**")
    broken = (
        " Registreringen blev ændret, så tal før og efter måler måske ikke det samme." if event.breaks_series else ""
    )
    st.caption(as_plain(f"{format_date(event.start)}{until}{where}. {event.text}{broken}"))


def describe_target(target: Target, profile: Profile) -> str:
    """Write one target of the history: what, where, when and by whom; a withdrawn one is said to be."""
    who = f"sat af {target.set_by}" if target.set_by else ""
    when = f"skrevet {format_date(target.set_at)}" if target.set_at else ""
    place = target.unit or ("alle enheder" if _has_units(profile) else "")
    told = " · ".join(part for part in (place, write_target_time(target), who, when) if part)
    figure = as_plain(write_target(target, profile.indicator))
    return (
        f"~~{figure}~~ {as_plain(told)} · trukket tilbage" if target.is_withdrawn else f"**{figure}** {as_plain(told)}"
    )


def _has_units(profile: Profile) -> bool:
    return sum(unit.level is UnitLevel.UNIT for unit in profile.version.units) > 1


def offer_schema(profile: Profile) -> None:
    """Offer the description of the table that other programs can read."""
    st.download_button(
        "Hent tabellens beskrivelse",
        write_schema(state.open_store(), profile.version),
        file_name=f"{profile.version.dataset}-{profile.version.number}.schema.json",
        mime="application/json",
        key="card.schema",
        icon=":material/download:",
        on_click="ignore",
        help="Frictionless Table Schema (JSON): kolonner, typer og definitioner, som andre programmer kan læse.",
    )


def _write_lines(text: str) -> None:
    """Write what a person wrote in lines, each as it stands."""
    for line in text.splitlines():
        if line.strip():
            st.markdown(as_plain(line))

"""What a team has seen and heard: quotes, pictures and observations, written beside the wonder and shown on its timeline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import streamlit as st

from vil.errors import VilError
from vil.model.evidence import Evidence, EvidenceKind
from vil.model.round import Round, Wonder
from vil.narration.evidence import KINDS, say_origin, say_title
from vil.services import evidence, exploring, pictures, rounds
from vil.ui import state
from vil.ui.labels import SAVED
from vil.ui.writing import as_plain, choose_one, write_date, write_text

_ADD = {
    EvidenceKind.QUOTE: ("Et citat", "format_quote"),
    EvidenceKind.PICTURE: ("Et billede", "photo_camera"),
    EvidenceKind.OBSERVATION: ("En iagttagelse", "visibility"),
}
_ASKED = {
    EvidenceKind.QUOTE: ("Hvad bliver der sagt?", "Vi venter tit på …"),
    EvidenceKind.PICTURE: ("Hvad vil I sige om billedet?", "Sådan ser tavlen ud …"),
    EvidenceKind.OBSERVATION: ("Hvad har I set eller hørt?", "Om mandagen er der kø …"),
}
_PRIVATE = "Skriv roller og aldrig navne på borgere. Brug kun billeder, hvor ingen kan kendes."
_OPEN = "evidence"
_EVERYONE = "alle"


def write_evidence(current: Round, wonder: Wonder) -> None:
    """Let quotes, pictures and observations be added, written and taken away again beside the chart they belong to."""
    shown = evidence.list_beside(current, wonder)
    known = {one.id for one in shown}
    own = [one for one in current.evidence if one.wonder_id == wonder.id and one.id not in known]
    version = exploring.find_version(state.datasets_dir(), wonder.view.dataset, wonder.view.version)
    day = min(date.today(), version.last.end)
    _write_all(
        (*shown, *own),
        lambda kind: evidence.add_evidence(state.open_store(), wonder.id, kind, day=day),
        unit=wonder.view.unit,
    )


def write_at_count(shown: Sequence[Evidence], series_id: str, dataset: str) -> None:
    """Let quotes, pictures and observations be added and written beside an own count; `shown` are on its timeline."""
    known = {one.id for one in shown}
    own = [one for one in evidence.list_own_evidence(state.open_store(), series_id) if one.id not in known]
    _write_all(
        (*shown, *own),
        lambda kind: evidence.add_own_evidence(state.open_store(), series_id, dataset, kind, day=date.today()),
    )


def _write_all(found: Sequence[Evidence], add: Callable[[EvidenceKind], Evidence], *, unit: str = "") -> None:
    """Show each with its fields, numbered as on the timeline where it stands there, and offer to `add` more."""
    st.subheader("Det har vi set og hørt")
    st.caption(f"Et citat, et billede eller en iagttagelse er også data og får sin plads på tidslinjen. {_PRIVATE}")
    for number, one in enumerate(found, 1):
        title = f"{number}. {say_title(one)}" if one.is_written else f"{KINDS[one.kind].capitalize()} uden ord endnu"
        is_open = state.remembered_card(_OPEN) == one.id
        with st.expander(as_plain(title), expanded=is_open, key=f"step2.evidence.{one.id}", icon=_icon(one)):
            _write_one(one, unit)
    _offer_more(add)
    _offer_undo()


def show_evidence(current: Round, wonder: Wonder) -> None:
    """Tell what stands on the timeline of a wonder, numbered as it is there."""
    for number, one in enumerate(evidence.list_beside(current, wonder), 1):
        with st.container(horizontal=True, vertical_alignment="top", gap="small"):
            st.markdown(_icon(one), width="content")
            with st.container():
                st.markdown(f"**{number}** {as_plain(_quoted(one))}")
                _show_picture(one)
                st.caption(as_plain(say_origin(one)))


def _quoted(one: Evidence) -> str:
    text = one.text.strip() or one.alt.strip()
    return f"»{text}«" if one.kind is EvidenceKind.QUOTE else text


def _icon(one: Evidence) -> str:
    return f":material/{_ADD[one.kind][1]}:"


def _show_picture(one: Evidence) -> None:
    content = pictures.load_picture(state.read_settings().pictures, one.picture) if one.picture else None
    if content is not None:
        st.image(content, alt=one.alt or "Billede uden beskrivelse", width=360)
    elif one.picture:
        st.caption("Billedet findes ikke længere på denne maskine. Teksten er, som I skrev den.")


def _write_one(one: Evidence, unit: str) -> None:
    label, placeholder = _ASKED[one.kind]
    if one.kind is EvidenceKind.PICTURE:
        _choose_picture(one)
    _write(one, "text", label, placeholder, lines=2)
    _write(
        one, "source", "Hvem er det fra? (en rolle, ikke et navn)", "En borger, en kontaktperson, en leder …", lines=1
    )
    if evidence.names_a_person(one):
        st.warning(
            "Der står noget, der ligner et CPR-nummer. Slet det, så ingen kan kendes.", icon=":material/shield_person:"
        )
    first, last = st.columns(2)
    with first:
        _write_day(one, "starts_on", "Hvornår?")
    with last:
        _write_day(one, "ends_on", "Til og med, hvis det varede")
    if unit and not one.series_id:
        _choose_unit(one, unit)
    st.caption(SAVED)
    if st.button("Fjern", key=f"step2.evidence.remove.{one.id}", icon=":material/delete:"):
        rounds.remove(state.open_store(), "own_evidence" if one.series_id else "evidence", one.id)
        state.remember_card("removed_own_evidence" if one.series_id else "removed_evidence", one.id)
        st.rerun()


def _save(one: Evidence, field: str) -> Any:
    def save(content: Any, seen: int) -> int:
        if field == "starts_on" and content is None:
            return seen
        fields: Any = {field: content}
        return evidence.save_evidence(state.open_store(), one, version=seen, **fields).version

    return save


def _write(one: Evidence, field: str, label: str, placeholder: str, *, lines: int) -> None:
    write_text(
        label,
        key=f"step2.evidence.{field}.{one.id}",
        text=getattr(one, field),
        version=one.version,
        save=_save(one, field),
        placeholder=placeholder,
        lines=lines,
    )


def _write_day(one: Evidence, field: str, label: str) -> None:
    key = f"step2.evidence.{field}.{one.id}"
    write_date(label, key=key, day=getattr(one, field), version=one.version, save=_save(one, field))


def _choose_unit(one: Evidence, unit: str) -> None:
    own = one.unit or unit

    def save(chosen: str | None, seen: int) -> int:
        about = None if chosen == _EVERYONE else own
        return evidence.save_evidence(state.open_store(), one, version=seen, unit=about).version

    choose_one(
        "Hvem handler det om?",
        {"own": own, _EVERYONE: "Alle enheder"},
        key=f"step2.evidence.unit.{one.id}",
        chosen="own" if one.unit else _EVERYONE,
        version=one.version,
        save=save,
    )


def _choose_picture(one: Evidence) -> None:
    _show_picture(one)
    brought = st.file_uploader(
        f"Vælg et billede (JPG eller PNG, højst {pictures.LARGEST_MB} MB). Sted og tid fra kameraet gemmes ikke.",
        type=["jpg", "jpeg", "png", "webp"],
        key=f"step2.evidence.file.{one.id}.{one.picture[:8]}",
    )
    if brought is not None:
        try:
            evidence.attach_picture(state.open_store(), state.read_settings().pictures, one, brought.getvalue())
        except VilError as problem:
            st.error(str(problem), icon=":material/error:")
        else:
            st.rerun()
    _write(one, "alt", "Hvad ser man? (for dem, der ikke kan se billedet)", "En tavle med fem gule sedler …", lines=1)


def _offer_more(add: Callable[[EvidenceKind], Evidence]) -> None:
    with st.container(horizontal=True, gap="small"):
        for kind, (label, icon) in _ADD.items():
            if st.button(label, key=f"step2.evidence.add.{kind}", icon=f":material/{icon}:"):
                state.remember_card(_OPEN, add(kind).id)
                st.rerun()


def _offer_undo() -> None:
    for kind in ("evidence", "own_evidence"):
        removed = state.remembered_card(f"removed_{kind}")
        if removed and st.button("Fortryd: hent den tilbage", key=f"step2.{kind}.undo", icon=":material/undo:"):
            rounds.restore(state.open_store(), kind, removed)
            state.remember_card(f"removed_{kind}", "")
            st.rerun()

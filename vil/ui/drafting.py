"""Bring an extract: keep the file and every choice on the server, so that a reload comes back to where one was."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, BinaryIO

import streamlit as st

from vil.formats import format_number
from vil.services import drafts
from vil.ui import publishing_job, state
from vil.ui.publishing_job import Job
from vil.ui.writing import as_plain

JOB = "bring.job"
_ADDRESS = "kladde"
_KEY, _FILE, _NOTED = "draft.key", "draft.file", "draft.noted"
_KEPT = "bring."
_PASSING = frozenset({"bring.failed", "bring.done"})
_TICKS = re.compile(r"(?!.*\.alike).*\.(used|new|open)|bring\.accept\..+")
"""Names of what is ticked. Other truths belong to buttons, which nobody may press but the visitor."""
_GONE = "Det, der var i gang her, er ryddet op. Det bliver gemt i et døgn. Bring udtrækket igen."
_STOPPED = "Filen havde CPR-numre og er ikke gemt. Bring den igen. Jeres valg er her endnu."
_BACK = "Filen og jeres valg er her endnu."


def follow_draft() -> None:
    """Come back to the draft that the address names, or note down what was chosen since the page was last drawn."""
    has_arrived, named = state.take_arrival(), st.query_params.get(_ADDRESS)
    key = named or st.session_state.get(_KEY)
    if not key:
        return
    if has_arrived or st.session_state.get(_KEY) != key:
        _come_back(key, is_expected=named is not None)
    else:
        note_down()
    if st.session_state.get(_KEY):
        st.query_params[_ADDRESS] = st.session_state[_KEY]


def keep_file(name: str, content: BinaryIO) -> None:
    """Keep a file that was just uploaded."""
    st.session_state[_FILE] = drafts.keep_upload(state.read_settings(), begin(), name, content)


def begin() -> str:
    """Give the key of the draft, begun now where there is none."""
    key: str | None = st.session_state.get(_KEY)
    if key is None:
        key = st.session_state[_KEY] = drafts.begin_draft(state.read_settings())
        st.query_params[_ADDRESS] = key
    return key


def held_file() -> Path | None:
    """Find the uploaded file that is being worked on."""
    path: Path | None = st.session_state.get(_FILE)
    return path if path and path.exists() else None


def show_file(path: Path) -> None:
    """Name the file that is worked on, and let another take its place."""
    size = path.stat().st_size / 1e6
    told = f"{format_number(size, 1)} MB" if size >= 0.1 else f"{format_number(max(size * 1000, 1))} kB"
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.markdown(f":material/description: **{as_plain(path.name)}** ({told})", width="content")
        if st.button("Vælg en anden fil", key="bring.other", icon=":material/swap_horiz:"):
            give_up()
            st.rerun()


def stop_file() -> None:
    """Note that the file holds columns of personal numbers, so that it is not kept for later."""
    if key := st.session_state.get(_KEY):
        drafts.stop_file(state.read_settings(), key)


def give_up() -> None:
    """Remove the draft and its file: they are published, or another file is chosen."""
    if key := st.session_state.pop(_KEY, None):
        drafts.forget_draft(state.read_settings(), key)
        publishing_job.forget_job(key)
    for name in (_FILE, _NOTED):
        st.session_state.pop(name, None)
    st.query_params.pop(_ADDRESS, None)


def _come_back(key: str, *, is_expected: bool) -> None:
    """Put everything back as it was; what has been removed since is told of where somebody came for it."""
    draft, job = drafts.load_draft(state.read_settings(), key), publishing_job.find_job(key)
    for name in (_KEY, _FILE, _NOTED):
        st.session_state.pop(name, None)
    if draft is None and job is None:
        st.query_params.pop(_ADDRESS, None)
        if is_expected:
            st.info(_GONE, icon=":material/cleaning_services:")
        return
    st.session_state[_KEY] = key
    if job is not None:
        st.session_state[JOB] = job
    if draft is None:
        return
    for name, value in draft.choices.items():
        st.session_state.setdefault(name, value)
    if draft.is_stopped:
        drafts.drop_file(state.read_settings(), key)
        st.info(_STOPPED, icon=":material/shield_person:")
    elif draft.file or draft.choices:
        st.session_state[_FILE] = draft.file
        if job is None:
            st.toast(_BACK, icon=":material/history:")


def note_down() -> None:
    """Note down what is chosen now, where anything has changed."""
    key = st.session_state.get(_KEY)
    if not key:
        return
    choices = {str(name): value for name, value in st.session_state.items() if _is_choice(str(name), value)}
    written = drafts.write_choices(choices)
    if written != st.session_state.get(_NOTED):
        drafts.save_choices(state.read_settings(), key, written)
        st.session_state[_NOTED] = written


def _is_choice(name: str, value: Any) -> bool:
    if not name.startswith(_KEPT) or name in _PASSING or isinstance(value, Job):
        return False
    return bool(_TICKS.fullmatch(name)) if isinstance(value, bool) else drafts.can_keep(value)

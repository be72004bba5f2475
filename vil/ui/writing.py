"""Fields that save themselves while they are written in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from vil import formats
from vil.errors import EditedMeanwhile, NumberUnreadable, VilError
from vil.ui.state import leave_notice

Save = Callable[[Any, int], int]
"""Save a field: takes its content and the version last seen, gives the new version back."""


def write_text(
    label: str,
    *,
    key: str,
    text: str,
    version: int,
    save: Save,
    placeholder: str = "",
    lines: int = 3,
    help_text: str | None = None,
) -> None:
    """Show a text that is saved as it is written, and mend it with what others wrote."""
    is_new, begun = key not in st.session_state, _seed(key, text, version, empty="")
    if lines == 1:
        written = st.text_input(
            label, begun, key=key, placeholder=placeholder, help=help_text, on_change=_save, args=(key, save)
        )
    else:
        height = 44 + 27 * lines
        written = st.text_area(
            label,
            begun,
            key=key,
            placeholder=placeholder,
            help=help_text,
            height=height,
            on_change=_save,
            args=(key, save),
        )
    if is_new and written != begun:
        _take_up(key, begun, written, save)
    if problem := st.session_state.get(f"{key}.problem"):
        st.error(as_plain(problem), icon=":material/error:")
    _show_conflict(key)


def _take_up(key: str, stored: str, brought: str, save: Save) -> None:
    """Save what a browser wrote while the server was away; where it is not the stored text continued, show both."""
    if not brought.startswith(stored.rstrip()):
        st.session_state[f"{key}.theirs"] = stored
        return
    _, version = st.session_state[f"{key}.seen"]
    try:
        st.session_state[f"{key}.seen"] = (brought, save(brought, version))
    except VilError as problem:
        leave_notice(str(problem))


def write_date(
    label: str,
    *,
    key: str,
    day: date | None,
    version: int,
    save: Save,
    help_text: str | None = None,
    latest: date | None = None,
) -> None:
    """Show a date that is saved as soon as it is chosen; none after the `latest` can be."""
    begun = _seed(key, day, version)
    st.date_input(
        label,
        key=key,
        format="DD-MM-YYYY",
        value=begun,
        max_value=latest,
        help=help_text,
        on_change=_save,
        args=(key, save),
    )
    _show_conflict(key)


def write_number(
    label: str, *, key: str, number: float | None, version: int, save: Save, help_text: str | None = None
) -> None:
    """Show a number, with comma or point, that is saved as it is written."""

    def save_number(text: str, seen: int) -> int:
        try:
            return save(formats.parse_number(text), seen)
        except ValueError as error:
            raise NumberUnreadable(text) from error
        except EditedMeanwhile as conflict:
            raise EditedMeanwhile(_in_danish(conflict.theirs), text) from conflict

    text = "" if number is None else formats.write_number(number)
    write_text(label, key=key, text=text, version=version, save=save_number, lines=1, help_text=help_text)


def _in_danish(kept: str) -> str:
    """Write a number the way it is typed, from the way the records keep it."""
    return formats.write_number(float(kept)) if kept else "(tomt)"


def choose_one(
    label: str,
    options: dict[Any, str],
    *,
    key: str,
    chosen: Any,
    version: int,
    save: Save,
    help_text: str | None = None,
) -> None:
    """Show a choice that is saved as soon as it is made."""
    begun = _seed(key, chosen, version)
    st.segmented_control(
        label,
        list(options),
        default=begun,
        format_func=lambda option: options[option],
        key=key,
        help=help_text,
        wrap=True,
        on_change=_save,
        args=(key, save),
    )
    _show_conflict(key)


def as_plain(text: str) -> str:
    """Write what a person wrote as it stands: nothing in it is taken for markup."""
    escaped = re.sub(r"([\\`*_\[\]<>:$~#|])", r"\\\1", " ".join(text.split()))
    return re.sub(r"^(\d*)([.)+-])(?=\s)", r"\1\\\2", escaped).replace(" %", "\N{NO-BREAK SPACE}%")


def _seed(key: str, content: Any, version: int, empty: Any = None) -> Any:
    """Give the content a field begins with, and mend a field that somebody else has changed since.

    A new field is given its content as its own, which leaves alone what stands half written in a browser that has been away; only
    a field that is mended is overwritten (and must then be begun `empty`).
    """
    seen = f"{key}.seen"
    known: tuple[Any, int] | None = st.session_state.get(seen)
    is_new = key not in st.session_state
    is_mended = not is_new and known is not None and st.session_state[key] == known[0] != content
    if is_mended:
        st.session_state[key] = content
    if is_new or is_mended or known is None:
        st.session_state[seen] = (content, version)
    return empty if is_mended else content


def _save(key: str, save: Save) -> None:
    content = st.session_state[key]
    seen = f"{key}.seen"
    st.session_state.pop(f"{key}.problem", None)
    known, version = st.session_state.get(seen, (None, 0))
    if content == known:
        return
    try:
        st.session_state[seen] = (content, save(content, version))
    except EditedMeanwhile as conflict:
        st.session_state[f"{key}.theirs"] = conflict.theirs
        st.session_state.pop(seen)
    except NumberUnreadable as problem:
        st.session_state[f"{key}.problem"] = str(problem)
    except VilError as problem:
        leave_notice(str(problem))


def _show_conflict(key: str) -> None:
    theirs = st.session_state.get(f"{key}.theirs")
    if theirs is None:
        return
    st.warning(
        f"En anden har skrevet i det samme felt imens: »{theirs}«. Saml de to tekster i feltet herover; begge er gemt.",
        icon=":material/group:",
    )
    if st.button("Det er samlet", key=f"{key}.merged"):
        st.session_state.pop(f"{key}.theirs")
        st.rerun()

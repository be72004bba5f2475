"""Own signs on the screen: begin to count, tap, see the curve, put a week right."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from vil.charts import find_palette
from vil.errors import VilError
from vil.formats import format_date, format_period
from vil.model.own_series import OwnSeries
from vil.model.period import Grain, Period
from vil.services import counting, own_signs
from vil.ui import beginning, evidence, frame, state
from vil.ui.charts import show_headline, show_sentences, show_table
from vil.ui.components.counter import show_counter
from vil.ui.drawing import show_drawn
from vil.ui.labels import OWN_COUNT_BADGE
from vil.ui.numbers import list_points
from vil.ui.writing import as_plain, write_text

_SIGN, _NEW, _WEEK = "tegn", "nyt", "uge"
_FIELDS = {
    "name": ("Hvad tæller I?", "Borgere, der ringede forgæves"),
    "why": ("Hvorfor?", "Vi tror, at telefontiden ligger forkert"),
    "for_whom": ("For hvem gør det en forskel?", "Borgere uden for arbejdstid"),
    "team": ("Hvem tæller?", "Team Vest"),
}
_FOLLOW = "10s"


def show_page() -> None:
    """Show the series in the link, the only one there is, or the choice between them."""
    found = counting.list_own_series(state.open_store())
    chosen = st.query_params.get(_SIGN)
    if chosen == _NEW or not found:
        _show_new(is_first=not found)
    elif chosen or len(found) == 1:
        _show_one(counting.load_own_series(state.open_store(), chosen or found[0].id))
    else:
        _show_choice(found)


def _open(sign: str | None) -> None:
    if sign is None:
        st.query_params.pop(_SIGN, None)
    else:
        st.query_params[_SIGN] = sign
    st.rerun()


def _show_choice(found: tuple[OwnSeries, ...]) -> None:
    st.header("Egne tegn")
    st.write("Det, I selv tæller, fordi ingen andre gør. Vælg et, og tæl med.")
    for own in found:
        with st.container(border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            with st.container(width="content"):
                st.markdown(f"**{as_plain(own.name)}**")
                st.caption(as_plain(_tell(own)))
            if st.button("Tæl med", key=f"sign.open.{own.id}", icon=":material/add:"):
                _open(own.id)
    _offer_new()


def _tell(own: OwnSeries) -> str:
    counted = f"{len(own.weeks)} uger talt" if len(own.weeks) != 1 else "1 uge talt"
    return " · ".join(part for part in (own.team, counted) if part)


def _offer_new() -> None:
    if st.button("Tæl noget nyt", key="sign.new", icon=":material/add_circle:", type="tertiary"):
        _open(_NEW)


def _show_new(*, is_first: bool) -> None:
    """Ask what is to be counted, why and for whom; the name is all that is needed."""
    st.header("Egne tegn")
    st.write(
        "Er der noget, I gerne vil vide, som ingen måler? Tæl det selv, uge for uge. Det tager fem sekunder på en telefon, "
        "og bagefter er det et tal som alle andre: med kurve, læsninger og bud."
    )
    texts = {
        field: st.text_input(label, key=f"sign.{field}", placeholder=f"Fx: {example}")
        for field, (label, example) in _FIELDS.items()
    }
    st.caption("Tæl hændelser, ikke personer: ingen navne og ingen CPR-numre.")
    with st.container(horizontal=True):
        if st.button("Begynd at tælle", type="primary", key="sign.begin", icon=":material/arrow_forward:"):
            _begin(texts)
        if not is_first and st.button("Fortryd", key="sign.cancel", type="tertiary"):
            _open(None)


def _begin(texts: dict[str, str]) -> None:
    try:
        begun = counting.begin_series(state.open_store(), **texts)
    except VilError as problem:
        st.error(as_plain(str(problem)), icon=":material/info:")
        return
    _open(begun.id)


def _show_one(own: OwnSeries) -> None:
    st.query_params[_SIGN] = own.id
    show_headline(own.name)
    st.markdown(f"{OWN_COUNT_BADGE} {as_plain(' · '.join(part for part in (own.why, own.for_whom) if part))}")
    own_signs.keep_up(state.read_settings(), own, date.today())
    views = {"count": "Tæl", "curve": "Kurven", "correct": "Ret"}
    view = st.segmented_control(
        "Vis", list(views), default="count", format_func=views.__getitem__, key=f"sign.view.{own.id}",
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    {"count": _show_counting, "curve": _show_curve, "correct": _show_correcting}[view](own)


def _choose_week(own: OwnSeries, key: str) -> date:
    weeks, asked = counting.list_weeks(own, date.today()), st.query_params.get(_WEEK)
    index = next((place for place, week in enumerate(weeks) if week.isoformat() == asked), 0)
    week: date = st.selectbox("Uge", weeks, index=index, format_func=_name_week, key=f"{key}.{own.id}", width=420)
    return week


def _name_week(week: date) -> str:
    """Name a week, and this one and the last as people do."""
    name = format_period(Period(week, Grain.WEEK)).capitalize()
    ago = (counting.monday_of(date.today()) - week).days // 7
    return f"{name} · {('denne uge', 'sidste uge')[ago]}" if ago < 2 else name


def _show_counting(own: OwnSeries) -> None:
    week = _choose_week(own, "sign.week")
    st.fragment(_show_counter, run_every=_FOLLOW)(own.id, week)
    st.caption("Flere kan tælle på samme tid: del linket til siden. Alle tryk bliver lagt sammen.")
    _offer_new()
    if len(counting.list_own_series(state.open_store())) > 1 and st.button(
        "Andre tegn", key="sign.others", type="tertiary", icon=":material/apps:"
    ):
        st.query_params.pop(_SIGN, None)
        st.rerun()


def _show_counter(series_id: str, week: date) -> None:
    store = state.open_store()
    keep = partial(_keep_taps, series_id)
    show_counter(series_id, week, counting.load_own_series(store, series_id).figure_of(week), keep)


def _keep_taps(series_id: str, device: str, taps: list[counting.Tap]) -> int:
    return counting.count_taps(state.open_store(), series_id, device=device, taps=taps, today=date.today())


def _show_curve(own: OwnSeries) -> None:
    store = state.open_store()
    seen = own_signs.list_seen(store, own)
    sight = own_signs.look_at_own(own, date.today(), own_signs.list_notes(store, own), seen)
    if sight is None:
        st.write("Her kommer kurven, når den første talte uge er slut.")
    else:
        _show_line(own, sight)
    evidence.write_at_count(seen, own.id, own_signs.name_dataset(own))


def _show_line(own: OwnSeries, sight: own_signs.OwnSight) -> None:
    theme = frame.theme_name()
    st.subheader(as_plain(sight.narrative.headline))
    spec = own_signs.draw_own(sight, find_palette(theme)).to_dict()
    show_drawn(spec, key=f"sign.chart.{theme}", alt=sight.narrative.alt_text)
    show_sentences(sight.narrative)
    with st.container(horizontal=True):
        if st.button("Begynd en runde med tallet", type="primary", key="sign.round", icon=":material/arrow_forward:"):
            _begin_round(own)
        _offer_note(own)
        show_table(list_points(sight.series), key="sign.numbers")


def _offer_note(own: OwnSeries) -> None:
    """Let what was seen or happened be written on the curve."""
    number = len(own_signs.list_notes(state.open_store(), own))
    with st.popover("Skriv, hvad der skete", icon=":material/edit_note:", key=f"sign.noting.{number}"):
        text = st.text_input("Hvad skete der?", key=f"sign.happened.{own.id}.{number}", placeholder="Ny telefontid")
        day = st.date_input("Hvornår?", date.today(), format="DD-MM-YYYY", key=f"sign.day.{own.id}")
        if st.button("Sæt det på kurven", key="sign.note", icon=":material/check:"):
            try:
                own_signs.note_what_happened(state.open_store(), own, day, text)
            except VilError as problem:
                st.error(as_plain(str(problem)), icon=":material/info:")
                return
            st.rerun()


def _begin_round(own: OwnSeries) -> None:
    version = own_signs.publish_own(state.read_settings(), own, date.today())
    if version is None:
        st.info("Tallet kan bruges i en runde, når den første uge er slut.", icon=":material/info:")
        return
    beginning.begin(version, team=own.team)


def _show_correcting(own: OwnSeries) -> None:
    """Let a week be put right and the words be changed; what was stays in the history."""
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Ret en uge")
        _correct_week(own)
    with right:
        st.subheader("Ret ordene")
        for field, (label, example) in _FIELDS.items():
            write_text(
                label,
                key=f"sign.edit.{field}.{own.id}",
                text=getattr(own, field),
                version=own.version,
                save=partial(_save_field, own.id, field),
                placeholder=example,
                lines=1,
            )
    _show_history(own)
    with st.popover("Mere", key="sign.more"):
        st.write("Det forsvinder fra listen. Det, der er talt, bliver gemt.")
        if st.button("Hold op med at tælle", key="sign.remove", icon=":material/delete:"):
            counting.remove_own_series(state.open_store(), own.id)
            _open(None)


def _save_field(series_id: str, field: str, text: str, version: int) -> int:
    return counting.save_own_series(state.open_store(), series_id, version=version, **{field: text})


def _correct_week(own: OwnSeries) -> None:
    week = _choose_week(own, "sign.correct")
    figure = own.figure_of(week)
    st.caption(f"Nu står der {figure}." if figure is not None else "Ugen er ikke talt.")
    right = st.number_input(
        "Det rigtige tal", min_value=0, step=1, value=figure or 0, key=f"sign.figure.{own.id}.{week}"
    )
    note = st.text_input("Hvorfor?", key=f"sign.note.{own.id}", placeholder="To blev talt dobbelt")
    if st.button("Ret tallet", key="sign.put_right", icon=":material/check:"):
        try:
            counting.put_right(state.open_store(), own.id, week=week, figure=int(right), note=note)
        except VilError as problem:
            st.error(as_plain(str(problem)), icon=":material/info:")
            return
        st.rerun()


def _show_history(own: OwnSeries) -> None:
    counts = counting.list_counts(state.open_store(), own.id)
    if not counts:
        return
    with st.expander(f"Alt, der er talt og rettet ({len(counts)})"):
        rows = [
            {
                "Dag": format_date(count.at),
                "Uge": format_period(Period(count.week, Grain.WEEK)),
                "Ændring": f"{count.change:+d}".replace("-", "−") if count.change else "0",
                "Hvad": "rettet" if count.is_correction else "talt",
                "Hvorfor": count.note,
            }
            for count in counts
        ]
        st.dataframe(rows, hide_index=True)

"""The facilitator's side of the pulse: ask, see how it spreads, and hold it against what was done."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import streamlit as st

from vil.charts import find_palette
from vil.charts.pulse import draw_course, draw_distribution
from vil.model.pulse import Occasion
from vil.narration.pulse import describe_distribution, describe_pulse, name_occasion, say_loops, say_waiting
from vil.services import pulsing, rounds
from vil.ui import evaluation, frame, pulse_answer, state
from vil.ui.charts import show_table
from vil.ui.writing import as_plain

_PULSE, _SEEN = "puls", "vis"
_NO_WORKSHOP = "Ikke på en workshop"


def show_page() -> None:
    """Show the questions to the one who comes by the link, the results to the one who asks."""
    occasion_id = st.query_params.get(_PULSE)
    if occasion_id:
        pulse_answer.show_questions(pulsing.load_occasion(state.open_store(), occasion_id))
        return
    st.header("Puls og evaluering")
    occasions = pulsing.list_occasions(state.open_store())
    if not occasions:
        st.write(
            "Hvor meget fylder data i jeres ledelse? Spørg alle på samme tid. Det tager ti sekunder på en telefon, "
            "og ingen kan kendes."
        )
        _offer_asking(occasions)
        return
    views = {"results": "Svarene", "ask": "Spørg igen"}
    view = st.segmented_control(
        "Vis", list(views), default="results", format_func=views.__getitem__,
        key=f"pulse.view.{len(occasions)}", label_visibility="collapsed", required=True,
    )  # fmt: skip
    if view == "ask":
        _offer_asking(occasions)
    else:
        _show_results(occasions)


def _offer_asking(occasions: tuple[Occasion, ...]) -> None:
    latest = next((one.course for one in occasions if one.course), "")
    course = st.text_input(
        "Forløb", latest, key="pulse.course", placeholder="Hvem spørges? Fx et driftsområde eller et team"
    )
    workshop = st.selectbox(
        "Workshop",
        [*range(8), None],
        index=pulsing.propose_workshop(occasions),
        format_func=_name_workshop,
        key=f"pulse.workshop.{len(occasions)}",
        placeholder="Vælg",
    )
    has_evaluation = st.toggle("Stil også de tre åbne spørgsmål", value=workshop == 7, key=f"pulse.open.{workshop}")
    if st.button("Spørg nu", type="primary", key="pulse.ask", icon=":material/campaign:", disabled=not course.strip()):
        asked = pulsing.open_occasion(
            state.open_store(),
            course=course,
            workshop=workshop,
            today=date.today(),
            has_evaluation=has_evaluation,
        )
        st.query_params[_SEEN] = asked.id
        st.rerun()


def _name_workshop(number: int | None) -> str:
    return _NO_WORKSHOP if number is None else "Workshop 0 (før start)" if number == 0 else f"Workshop {number}"


def _show_results(occasions: tuple[Occasion, ...]) -> None:
    known = {one.id: one for one in occasions}
    seen = st.query_params.get(_SEEN)
    chosen = st.selectbox(
        "Hvilken puls?", list(known), index=list(known).index(seen) if seen in known else 0,
        format_func=lambda one: name_occasion(known[one]), key=f"pulse.seen.{seen}",
    )  # fmt: skip
    st.query_params[_SEEN] = chosen
    occasion = known[chosen]
    _show_link(occasion, is_waiting=pulsing.read_pulse(state.open_store(), occasion).counts is None)
    st.fragment(_show_pulse, run_every="5s")(occasion)
    if occasion.course and occasion.workshop is not None:
        _show_course(occasion)
    if occasion.has_evaluation:
        evaluation.show_words(occasion)


def _show_link(occasion: Occasion, *, is_waiting: bool) -> None:
    """Show the address everybody opens, as a code for the camera and as text; large until there is something else to see."""
    address = f"{(st.context.url or '').split('?')[0]}?{_PULSE}={occasion.id[: pulsing.CODE_LENGTH]}"
    with st.container(border=True, key="pulse-link", horizontal=True, vertical_alignment="center"):
        width = 300 if is_waiting else 150
        st.image(_draw_code(address), width=width, alt="Kode til kameraet. Adressen står ved siden af.")
        with st.container():
            st.write("Ret telefonens kamera mod koden, eller åbn:")
            st.code(address, language=None, wrap_lines=True)


def _draw_code(address: str) -> str:
    import segno

    drawn = BytesIO()
    segno.make(address, micro=False).save(
        drawn, kind="svg", border=3, scale=5, dark="#1F2A37", light="#FFFFFF", xmldecl=False
    )
    return drawn.getvalue().decode("utf-8")


def _show_pulse(occasion: Occasion) -> None:
    result = pulsing.read_pulse(state.open_store(), occasion)
    if result.counts:
        theme = frame.theme_name()
        course = pulsing.read_course(state.open_store(), occasion.course)
        before = [one for one in course if (one.occasion.workshop or 0) < (occasion.workshop or 0)]
        words = pulse_answer.pulse_text()
        said = describe_pulse(result, before, _reference(), year=words.reference_year)
        st.markdown(f"**{as_plain(said[0])}** {as_plain(' '.join(said[1:]))}")
        st.vega_lite_chart(
            draw_distribution(result.counts, palette=find_palette(theme)).to_dict(),
            theme=None,
            key=f"pulse.spread.{theme}",
            alt=describe_distribution(result.counts),
        )
        rows = [{"Svar": str(score), "Antal": str(count)} for score, count in enumerate(result.counts, 1)]
        show_table(rows, key="pulse.numbers")
    waiting = say_waiting(result)
    if waiting:
        st.caption(as_plain(waiting))


def _reference() -> dict[str, float]:
    return dict(pulse_answer.pulse_text().reference)


def _show_course(occasion: Occasion) -> None:
    """Draw the course's pulse beside the first course's, with the closed loops under it."""
    store, words, theme = state.open_store(), pulse_answer.pulse_text(), frame.theme_name()
    results = pulsing.read_course(store, occasion.course)
    everything = rounds.list_rounds(store)
    loops = [pulsing.count_closed_loops(everything, one.occasion.opened_on) for one in results]
    st.subheader("Puls og praksis")
    chart = draw_course(results, _reference(), loops, year=words.reference_year, palette=find_palette(theme))
    told = [
        f"Workshop {one.occasion.workshop}: {' '.join(describe_pulse(one, (), {}, year=0))}"
        for one in results
        if one.mean
    ]
    now = say_loops(pulsing.count_closed_loops(everything, date.today()))
    st.vega_lite_chart(
        chart.to_dict(), theme=None, key=f"pulse.course.{theme}", alt=" ".join(["Puls ved hver workshop.", *told, now])
    )
    st.write(as_plain(now))
    st.caption(as_plain(f"Stiplet: {words.reference_note}"))

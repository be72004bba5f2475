"""The facilitator's side of the pulse: ask, see how it spreads, and hold it against what was done."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import streamlit as st

from vil.charts import find_palette
from vil.charts.pulse import draw_course, draw_distribution
from vil.model.pulse import Occasion
from vil.model.round import Round
from vil.narration.pulse import describe_distribution, describe_pulse, name_occasion, say_loops, say_waiting
from vil.services import courses, pulsing, rounds
from vil.ui import evaluation, frame, pulse_answer, state
from vil.ui.charts import show_table
from vil.ui.drawing import show_drawn
from vil.ui.writing import as_plain

_PULSE, _SEEN, _COURSE = "puls", "vis", "forloeb"
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
        "Vis", list(views), default="ask" if _is_to_be_asked(occasions) else "results", format_func=views.__getitem__,
        key=f"pulse.view.{len(occasions)}", label_visibility="collapsed", required=True,
    )  # fmt: skip
    if view == "ask":
        _offer_asking(occasions)
    else:
        _show_results(occasions)


def _is_to_be_asked(occasions: tuple[Occasion, ...]) -> bool:
    """Tell whether the link is for a workshop of a course at which nobody has been asked yet."""
    course_id, number = st.query_params.get(_COURSE), st.query_params.get("workshop")
    asked = {(one.course_id, str(one.workshop)) for one in occasions}
    return bool(course_id and number) and (course_id, number) not in asked


def _offer_asking(occasions: tuple[Occasion, ...]) -> None:
    names, asked, number = _propose(occasions)
    course = st.selectbox(
        "Forløb",
        names,
        index=names.index(asked) if asked else None,
        accept_new_options=True,
        key="pulse.course",
        placeholder="Hvem spørges? Vælg et forløb, eller skriv et team",
    )
    workshop = st.selectbox(
        "Workshop",
        [*range(8), None],
        index=number,
        format_func=_name_workshop,
        key=f"pulse.workshop.{len(occasions)}",
        placeholder="Vælg",
    )
    has_evaluation = st.toggle("Stil også de tre åbne spørgsmål", value=workshop == 7, key=f"pulse.open.{workshop}")
    if st.button("Spørg nu", type="primary", key="pulse.ask", icon=":material/campaign:", disabled=not course):
        _ask(course or "", workshop, has_evaluation=has_evaluation)


def _ask(course: str, workshop: int | None, *, has_evaluation: bool) -> None:
    """Open an occasion, and show how to get to it."""
    opened = pulsing.open_occasion(
        state.open_store(), course=course, workshop=workshop, today=date.today(), has_evaluation=has_evaluation
    )
    st.query_params.clear()
    st.query_params[_SEEN] = opened.id
    st.rerun()


def _propose(occasions: tuple[Occasion, ...]) -> tuple[list[str], str, int]:
    """Propose whom to ask and at which workshop: what the link says, else the course last asked; the courses come first."""
    found = courses.list_courses(state.open_store())
    names = list(
        dict.fromkeys(name for name in (*(one.name for one in found), *(one.course for one in occasions)) if name)
    )
    linked = next((one for one in found if one.id == st.query_params.get(_COURSE)), None)
    number = st.query_params.get("workshop", "")
    if linked is not None:
        return names, linked.name, int(number) if number in set("01234567") else 0
    asked = next((one.course for one in occasions if one.course), names[0] if len(names) == 1 else "")
    return names, asked, pulsing.propose_workshop(occasions)


def _name_workshop(number: int | None) -> str:
    return _NO_WORKSHOP if number is None else "Workshop 0 (før start)" if number == 0 else f"Workshop {number}"


def _show_results(occasions: tuple[Occasion, ...]) -> None:
    known = {one.id: one for one in occasions}
    seen = st.query_params.get(_SEEN) or _find_linked(occasions)
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


def _find_linked(occasions: tuple[Occasion, ...]) -> str | None:
    """Find the latest occasion of the course, and the workshop, that a link names."""
    course_id, number = st.query_params.get(_COURSE), st.query_params.get("workshop")
    ours = [one for one in occasions if course_id and one.course_id == course_id]
    return next((one.id for one in ours if str(one.workshop) == number), ours[0].id if ours else None)


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
        course = pulsing.read_course(state.open_store(), occasion.course, occasion.course_id)
        before = [one for one in course if (one.occasion.workshop or 0) < (occasion.workshop or 0)]
        words = pulse_answer.pulse_text()
        said = describe_pulse(result, before, _reference(), year=words.reference_year)
        st.markdown(f"**{as_plain(said[0])}** {as_plain(' '.join(said[1:]))}")
        show_drawn(
            draw_distribution(result.counts, palette=find_palette(theme)).to_dict(),
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
    results = pulsing.read_course(store, occasion.course, occasion.course_id)
    everything = _find_rounds(occasion)
    loops = [pulsing.count_closed_loops(everything, one.occasion.opened_on) for one in results]
    st.subheader("Puls og praksis")
    chart = draw_course(results, _reference(), loops, year=words.reference_year, palette=find_palette(theme))
    told = [
        f"Workshop {one.occasion.workshop}: {' '.join(describe_pulse(one, (), {}, year=0))}"
        for one in results
        if one.mean
    ]
    is_own = occasion.course_id is not None
    now = say_loops(pulsing.count_closed_loops(everything, date.today()), in_course=is_own)
    show_drawn(chart.to_dict(), key=f"pulse.course.{theme}", alt=" ".join(["Puls ved hver workshop.", *told, now]))
    st.write(as_plain(now))
    st.caption(as_plain(f"Stiplet: {words.reference_note}"))
    if occasion.course_id:
        frame.link_to(frame.PROGRAMME, "Se forløbet", forloeb=occasion.course_id)


def _find_rounds(occasion: Occasion) -> tuple[Round, ...]:
    """Find the rounds whose loops are counted: those of the course, or all of them where the occasion belongs to none."""
    if occasion.course_id is None:
        return rounds.list_rounds(state.open_store())
    return courses.list_rounds_of_course(state.open_store(), state.datasets_dir(), occasion.course_id)

"""The frame that every page stands in: navigation, look, guard and error boundary."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from vil.content import BoardTexts, load_texts
from vil.errors import NotFound, VilError, describe_defect
from vil.model.round import Round, Step
from vil.services.goals import find_goal_of
from vil.settings import PROJECT_ROOT
from vil.ui import state
from vil.ui.components.autosave import keep_what_is_typed
from vil.ui.components.board import show_board
from vil.ui.components.danish import speak_danish
from vil.ui.labels import SYNTHETIC, SYNTHETIC_BADGE
from vil.ui.writing import as_plain

_LARGE = (PROJECT_ROOT / "static" / "projector.css").read_text(encoding="utf-8")
_is_open: ContextVar[bool] = ContextVar("frame_is_open", default=False)
_STATIC = PROJECT_ROOT / "static"


@dataclass(frozen=True)
class Place:
    """One page: its file under `pages/`, its name in the navigation, its address and its icon."""

    file: str
    name: str
    path: str
    icon: str
    step: Step | None = None


START = Place("home.py", "Start", "start", "home")
THREAD = Place("thread.py", "Den røde tråd", "traad", "timeline")
DATASETS = Place("datasets.py", "Vores datasæt", "datasaet", "dataset")
CARD = Place("card.py", "Indikatorkort", "indikatorkort", "id_card")
BRING = Place("bring.py", "Bring et udtræk", "udtraek", "upload_file")
COMPASS = Place("compass.py", "Målkompas", "maalkompas", "explore")
PRACTICE = Place("practice.py", "Øvebane", "oevebane", "fitness_center")
OWN_SIGNS = Place("own_signs.py", "Egne tegn", "egne-tegn", "front_hand")
CARDS = Place("action_cards.py", "Kort", "kort", "style")
LANDSCAPE = Place("landscape.py", "Datalandskab", "datalandskab", "hub")
TREE = Place("tree.py", "Beslutningstræ", "beslutningstrae", "account_tree")
PROGRAMME = Place("programme.py", "Program", "program", "event_note")
PULSE = Place("pulse.py", "Puls og evaluering", "puls", "monitor_heart")
STEPS = {
    Step.DATA: Place("step1_data.py", "1 Data", "data", "show_chart", Step.DATA),
    Step.INTERPRETATION: Place("step2_interpretation.py", "2 Fortolkning", "fortolkning", "forum", Step.INTERPRETATION),
    Step.EXPLANATION: Place("step3_explanation.py", "3 Forklaring", "forklaring", "grid_view", Step.EXPLANATION),
    Step.ACTION: Place("step4_action.py", "4 Løsning", "loesning", "flag", Step.ACTION),
    Step.FOLLOW_UP: Place("step5_follow_up.py", "5 Opfølgning", "opfoelgning", "event_repeat", Step.FOLLOW_UP),
}
SECTIONS = {
    "": (START,),
    "Spillepladen": (*STEPS.values(), THREAD),
    "Retning": (COMPASS, LANDSCAPE, TREE, CARDS),
    "Rytme": (PROGRAMME, PRACTICE, OWN_SIGNS, PULSE),
    "Datasæt": (DATASETS, CARD, BRING),
}
PLACES = tuple(place for places in SECTIONS.values() for place in places)


def run() -> None:
    """Draw the frame and the chosen page inside it; whatever goes wrong is said here, once."""
    st.set_page_config(page_title="VIL", page_icon=str(_STATIC / "favicon.png"), layout="wide")
    st.logo(_STATIC / ("logo-dark.svg" if theme_name() == "dark" else "logo.svg"), size="large")
    sections = {name: [_as_page(place) for place in places] for name, places in SECTIONS.items()}
    page = st.navigation(sections, position="top")
    state.note_page(page.url_path)
    state.take_up_link()
    state.keep_in_link()
    _offer_projector()
    _is_open.set(True)
    try:
        speak_danish()
        page.run()
        keep_what_is_typed()
    except VilError as error:
        _show_problem(error)
    except Exception as error:  # the one boundary: anything else is a defect
        st.error(describe_defect(error)[1], icon=":material/build:")
    finally:
        _is_open.set(False)


def _offer_projector() -> None:
    """Let the facilitator make everything half as large again, to be read from the back of a room."""
    key = "frame.projector"
    st.session_state[key] = state.carried(state.PROJECTOR) is not None
    with st.container(key="projector"):
        is_large = st.toggle(
            "Projektor",
            key=key,
            on_change=lambda: state.carry(state.PROJECTOR, state.YES if st.session_state[key] else None),
        )
    if is_large:
        st.html(f"<style>{_LARGE}</style>")


def theme_name() -> str:
    """Name the theme of the visitor: light or dark."""
    return st.context.theme.type or "light"


def guard() -> None:
    """Refuse to draw a page outside the frame."""
    if not _is_open.get():
        st.error(
            "Siden kan ikke åbnes for sig selv. Gå til forsiden, og vælg den i menuen.", icon=":material/door_front:"
        )
        st.stop()


def texts() -> BoardTexts:
    """The method's texts, with the organisation's own in place of ours where it has some."""
    return load_texts(state.read_settings().data_dir / "content")


def go_to(place: Place, **query: str) -> None:
    """Leave for another page and take the round along, and what else the page is to show."""
    st.switch_page(f"pages/{place.file}", query_params=_with_round(query) or None)


def link_to(place: Place, label: str, *, icon: str = "", **query: str) -> None:
    """Show a link to another page that takes the round along, and what else the page is to show."""
    icon = icon or f":material/{place.icon}:"
    st.page_link(f"pages/{place.file}", label=label, icon=icon, query_params=_with_round(query) or None)


def _with_round(query: dict[str, str]) -> dict[str, str]:
    round_id = st.query_params.get("runde") or st.session_state.get("vil.round")
    return state.list_carried() | ({"runde": round_id, **query} if round_id else query)


def open_step(step: Step) -> Round | None:
    """Guard a step page, draw the board over it, and return the round it works on (None when there is none)."""
    guard()
    current = _load_current()
    state.take_up_cards()
    _show_board(step, current)
    return current


def _show_board(here: Step | None, current: Round | None) -> None:
    chosen = show_board(here, current.done_steps() if current else frozenset(), texts(), _nothing)
    if chosen:
        go_to(STEPS[chosen])
    _show_goal(current)
    show_notice()


def _show_goal(current: Round | None) -> None:
    """Say in one line which goal a round serves, with the way to it; nothing where it serves none."""
    goal = find_goal_of(state.open_store(), current.id) if current else None
    if goal is not None:
        link_to(COMPASS, f"Mål: {as_plain(goal.title or 'endnu uden ord')}", maal=goal.id)


def require_round(step: Step) -> Round:
    """Open a step page that works on a round, or say what to do when there is none."""
    return open_step(step) or _ask_for_round(texts().step(step).title)


def open_thread() -> Round:
    """Open the page of the red thread: the round it shows, or what to do when there is none."""
    guard()
    current = _load_current()
    _show_board(None, current)
    return current or _ask_for_round("Den røde tråd")


def open_home() -> None:
    """Open the home page."""
    guard()
    show_notice()


def show_whole_board() -> None:
    """Show the whole board with nobody on it, to those who have not begun."""
    _show_board(None, None)


def _ask_for_round(title: str) -> NoReturn:
    st.header(title)
    st.write(
        "Her arbejder I videre på det, I har set i tallene. Begynd en runde, eller tag en op, som I er i gang med."
    )
    if st.button("Vælg en runde", type="primary", key="frame.choose_round", icon=":material/arrow_forward:"):
        go_to(START)
    st.stop()


def show_next(step: Step) -> None:
    """Show the way to the next step, always in the same place."""
    before = list(Step)[step.number - 2]
    if st.button(texts().step(before).next_button, key="frame.next", icon=":material/arrow_forward:", width="stretch"):
        go_to(STEPS[step])


def show_empty(step: Step, missing: str = "numbers") -> None:
    """Say what to do first, where there is nothing to work on yet, and lead there."""
    st.header(texts().step(step).title)
    text, button, place = _EMPTY[missing]
    st.write(text)
    if st.button(button, type="primary", key="frame.empty", icon=":material/arrow_forward:"):
        go_to(place)


def show_nothing_yet(title: str) -> None:
    """Say on a page outside the steps that there are no numbers yet, and lead to where they are brought."""
    st.header(title)
    text, button, place = _EMPTY["numbers"]
    st.write(text)
    if st.button(button, type="primary", key="frame.nothing", icon=":material/arrow_forward:"):
        go_to(place)


_EMPTY = {
    "numbers": ("Her er ingen tal endnu. Begynd med at bringe et udtræk.", "Bring et udtræk", BRING),
    "wonder": (
        "Find først noget i tallene, der får jer til at studse, og tryk »Det undrer os«.",
        "Gå til tallene",
        STEPS[Step.DATA],
    ),
    "explanation": (
        "En løsning svarer på en forklaring. Skriv først mindst én forklaring i årsagsfelterne.",
        "Gå til forklaringerne",
        STEPS[Step.EXPLANATION],
    ),
    "action": (
        "Her læser I nye tal op mod det, I ventede. Vælg først en handling, og skriv, hvad I venter at se.",
        "Gå til løsningerne",
        STEPS[Step.ACTION],
    ),
}


def show_notice() -> None:
    """Say what was just done, if something was."""
    notice = state.take_notice()
    if notice:
        st.toast(notice, icon=":material/check:")


def show_synthetic(is_synthetic: bool) -> None:
    """Say that numbers are made up, where they are."""
    if is_synthetic:
        st.caption(f"{SYNTHETIC_BADGE} {SYNTHETIC}")


def _load_current() -> Round | None:
    try:
        return state.current_round()
    except NotFound:
        state.remember_round(None)
        raise


def _show_problem(error: VilError) -> None:
    st.error(str(error).replace("\n", "\n\n"), icon=":material/info:")
    if st.button("Til forsiden", key="frame.home"):
        state.remember_round(None)
        st.switch_page(f"pages/{START.file}")


def _as_page(place: Place) -> st.Page:
    return st.Page(
        PROJECT_ROOT / "pages" / place.file,
        title=place.name,
        icon=f":material/{place.icon}:",
        url_path=place.path,
        default=place is START,
    )


def _nothing() -> None:
    """Take an event that the page reads from the result instead."""

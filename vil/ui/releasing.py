"""Bring an extract, the end: publish it, and lead on to a round about it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from vil.model.recipe import Recipe
from vil.services import exploring
from vil.services.rolling_back import next_number
from vil.ui import beginning, drafting, state
from vil.ui.bringing import forget_reading
from vil.ui.decision import Decision
from vil.ui.drafting import JOB
from vil.ui.publishing_job import Job, begin_job, forget_job
from vil.ui.quality import offer_quality, show_quality_summary
from vil.ui.recipes import forget_recipe, show_recipe
from vil.ui.writing import as_plain

_FAILED, _DONE = "bring.failed", "bring.done"
_FAULTS_SHOWN, _FAULTS_HEIGHT = 8, 320
_POLL_SECONDS = 0.4


def offer_publication(path: Path, decision: Decision) -> None:
    """Offer to publish in one step, where the decision says, as soon as nothing waits any more."""
    recipe = decision.recipe
    number = next_number(state.datasets_dir(), recipe.dataset)
    with decision.place:
        _show_failure()
        pressed = st.button(
            f"Udgiv udgave {number}",
            type="primary",
            key="bring.publish",
            icon=":material/publish:",
            disabled=bool(decision.waits),
        )
        if decision.waits:
            st.markdown(f":material/info: Der kan ikke udgives endnu. {decision.waits}")
        else:
            st.caption(_describe_next_version(recipe))
    if pressed:
        settings = state.read_settings()
        job = begin_job(settings, path, recipe, decision.kept, published_by="lokal bruger", draft=drafting.begin())
        st.session_state[JOB] = job
        st.rerun()


def show_running() -> bool:
    """Show a publication that is at work, with a way to stop it; whether there is one."""
    job: Job | None = st.session_state.get(JOB)
    if job is None:
        return False
    _follow(job)
    return True


@st.fragment(run_every=_POLL_SECONDS)
def _follow(job: Job) -> None:
    if job.ended.is_set():
        _end(job)
        st.rerun()
    st.subheader(f"Udgiver »{as_plain(job.title)}«")
    st.progress(job.share, f"{job.what} …")
    if job.cancel.is_set():
        st.caption("Stopper. Der bliver ikke udgivet noget.")
    elif st.button("Annullér", key="bring.cancel", icon=":material/close:"):
        job.cancel.set()
        st.rerun(scope="fragment")


def _end(job: Job) -> None:
    st.session_state.pop(JOB, None)
    forget_job(drafting.begin())
    if job.version is not None:
        forget_reading()
        forget_recipe()
        state.leave_notice(f"Udgave {job.version.number} af »{job.version.recipe.title}« er udgivet.")
        st.session_state[_DONE] = job.version.dataset
    elif job.is_cancelled:
        state.leave_notice("Udgivelsen er annulleret. Intet er udgivet, og dine valg står her endnu.")
    else:
        st.session_state[_FAILED] = job.problems


def _show_failure() -> None:
    """Tell once why the last attempt was refused."""
    problems = st.session_state.pop(_FAILED, ())
    if problems:
        show_faults(list(problems))


def show_faults(problems: list[str]) -> None:
    """Say that nothing was published, and list every fault in a list that can be scrolled."""
    if len(problems) == 1:
        st.error(f"Tallene er ikke udgivet. {as_plain(problems[0])}", icon=":material/block:")
        return
    st.error(f"Tallene er ikke udgivet. {len(problems)} ting skal ses efter:", icon=":material/block:")
    with st.container(height=_FAULTS_HEIGHT if len(problems) > _FAULTS_SHOWN else "content", border=True):
        st.markdown("\n".join(f"- {as_plain(problem)}" for problem in problems))
    st.download_button(
        "Hent listen", "\n".join(problems), "problemer.txt", key="bring.faults.txt", icon=":material/download:"
    )


def show_published() -> bool:
    """Say what was just published and lead on; whether there was anything."""
    dataset = st.session_state.get(_DONE)
    if not dataset:
        return False
    version = exploring.find_version(state.datasets_dir(), dataset)
    st.success(
        f"»{as_plain(version.recipe.title)}« er udgivet som udgave {version.number}.", icon=":material/check_circle:"
    )
    show_quality_summary(version)
    for warning in version.warnings:
        st.caption(f":material/info: {as_plain(warning)}")
    with st.container(horizontal=True, gap="medium"):
        if st.button("Begynd en runde", type="primary", key="bring.begin", icon=":material/play_arrow:"):
            st.session_state.pop(_DONE)
            beginning.begin(version)
        if st.button("Bring et udtræk til", key="bring.more"):
            st.session_state.pop(_DONE)
            st.rerun()
    offer_quality(version)
    show_recipe(version.recipe, key="bring.published")
    return True


def _describe_next_version(recipe: Recipe) -> str:
    latest = exploring.find_published(state.datasets_dir(), recipe.dataset)
    if latest is None:
        return "Det bliver udgave 1 af et nyt datasæt."
    title = as_plain(latest.recipe.title)
    return f"Det bliver en ny udgave af »{title}«. De tidligere udgaver bliver stående."

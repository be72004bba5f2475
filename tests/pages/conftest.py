"""Pages run as Streamlit runs them, over a real data folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.importing.in_process import reading_here
from vil.bootstrap import prepare_data_folder
from vil.model.indicator import Direction
from vil.model.round import Influence, Reach, Round
from vil.services import exploring, rounds
from vil.services.following import complete_expectation, read_result
from vil.settings import Settings, load_settings

__all__ = ["reading_here"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    return open_folder(tmp_path, monkeypatch)


@pytest.fixture
def sample_folder(sample_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    shutil.copytree(sample_data, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("publish-*"))
    return open_folder(tmp_path, monkeypatch)


def open_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("VIL_DATA", str(folder))
    settings = load_settings()
    prepare_data_folder(settings)
    return settings


@pytest.fixture
def whole_round(sample_folder: Settings) -> Round:
    """A round that has been all the way round the board."""
    return walk_round(sample_folder)


def walk_round(settings: Settings) -> Round:
    store = rounds.open_rounds(settings)
    version = exploring.find_version(settings.datasets, "sygefravaer")
    current = rounds.start_round(store, title="Fraværet i Kompasset", team="Ledergruppen")
    view = replace(exploring.propose_view(version), unit="Kompasset")
    sight = exploring.look(settings.datasets, view)
    rounds.save_assumptions(
        store, current.id, version=current.assumptions.version, staff="Vi tror, at travlhed slider."
    )
    rounds.save_round(store, current.id, version=current.version, view=view)
    wonder = rounds.pin_wonder(
        store, current.id, view=view, headline=sight.narrative.headline, sentence=" ".join(sight.narrative.sentences)
    )
    rounds.save_wonder(store, wonder.id, version=wonder.version, text="Det steg i sommer", is_good_enough=False)
    rounds.add_interpretation(store, wonder.id, text="Flere er syge længe")
    rounds.add_interpretation(store, wonder.id, text="Vi registrerer bedre end før")
    card = rounds.add_explanation(
        store, wonder.id, text="Vagtplanen skifter for sent", influence=Influence.INTERNAL, reach=Reach.COLLECTIVE
    )
    action = rounds.add_action(store, card.id, text="Vagtplanen ligger klar fire uger før", owner="Mette")
    action = rounds.save_action(
        store,
        action.id,
        version=action.version,
        starts_on=date(2026, 5, 1),
        direction=Direction.DOWN,
        target=6.5,
        by=date(2026, 12, 31),
        when="planen lægges",
        then="tager vi weekenderne først",
    )
    bid = complete_expectation(sight, action, date(2026, 4, 20))
    rounds.seal_expectation(store, action.id, baseline=bid.baseline, today=date(2026, 4, 20))
    current = rounds.load_round(store, current.id)
    result = read_result(settings.datasets, store, current, current.actions[0])
    rounds.record_follow_up(
        store,
        action.id,
        data_version=1,
        verdict=result.outcome.verdict,
        sentence=result.narrative.headline,
        note="Det er for tidligt at sige noget",
        who_must_know="MED-udvalget",
        next_meeting=date(2027, 2, 3),
    )
    return rounds.load_round(store, current.id)


@pytest.fixture
def visit() -> Callable[..., AppTest]:
    """Open a page inside the frame, as a visitor with a link would."""

    def open_page(file: str, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        return app.switch_page(f"pages/{file}").run()

    return open_page

"""Every page in three states: nothing published, sample data, and a whole round."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from vil.model.round import Round
from vil.services import exploring
from vil.settings import Settings
from vil.ui.frame import PLACES

Visit = Callable[..., AppTest]
ROOT = Path(__file__).parents[2]
FILES = [place.file for place in PLACES]


def words_on(app: AppTest) -> str:
    parts = [*app.header, *app.subheader, *app.markdown, *app.caption, *app.button, *app.info, *app.error]
    return "\n".join(str(getattr(part, "label", "") or getattr(part, "value", "")) for part in parts)


def assert_sound(app: AppTest) -> None:
    assert not app.exception
    assert [error.value for error in app.error] == []
    assert len(app.header) == 1


@pytest.mark.parametrize("file", FILES)
def test_a_page_with_nothing_published_says_what_to_do_first(file: str, empty_folder: Settings, visit: Visit) -> None:
    app = visit(file)
    assert_sound(app)
    assert app.button or app.get("file_uploader")


@pytest.mark.parametrize("file", FILES)
def test_a_page_with_sample_data_and_no_round_stands(file: str, sample_folder: Settings, visit: Visit) -> None:
    app = visit(file)
    assert_sound(app)
    assert app.button or app.get("file_uploader")


@pytest.mark.parametrize("file", FILES)
def test_a_page_in_a_whole_round_stands(file: str, whole_round: Round, visit: Visit) -> None:
    app = visit(file, runde=whole_round.id)
    app.session_state["vil.round"] = whole_round.id
    app.run()
    assert_sound(app)
    if file.startswith("step"):
        has_units_too = file.startswith("step3")
        assert len(app.get("vega_lite_chart")) == 1 + has_units_too


@pytest.mark.parametrize("file", [place.file for place in PLACES if place.step] + ["thread.py"])
def test_every_page_with_numbers_says_they_are_synthetic(file: str, whole_round: Round, visit: Visit) -> None:
    app = visit(file)
    app.session_state["vil.round"] = whole_round.id
    app.run()
    assert "Syntetiske tal" in words_on(app)


def test_a_page_outside_the_frame_refuses_to_run() -> None:
    for file in FILES:
        app = AppTest.from_file(str(ROOT / "pages" / file), default_timeout=30).run()
        assert app.error[0].value.startswith("Siden kan ikke åbnes for sig selv")
        assert not app.header


def test_a_link_to_a_round_that_does_not_exist_is_said_kindly(sample_folder: Settings, visit: Visit) -> None:
    app = visit("step2_interpretation.py")
    app.session_state["vil.round"] = "00000000-0000-0000-0000-000000000000"
    app.run()
    assert "findes ikke" in app.error[0].value
    assert not app.exception


def test_only_made_up_data_sets_are_said_to_be_made_up(sample_folder: Settings, visit: Visit) -> None:
    published = exploring.list_published(sample_folder.datasets)
    app = visit("home.py")
    marked = [caption for caption in app.caption if "Syntetiske tal" in caption.value]
    assert len(marked) == sum(version.recipe.synthetic for version in published) == len(published)


def test_a_defect_on_a_page_is_an_id_there_and_no_value_in_the_log(
    sample_folder: Settings, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    value = "Vilhelmine Sentinelsen 311230-4321"
    for path in sample_folder.datasets.glob("*/*/manifest.json"):
        manifest = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**manifest, "recipe": {**manifest["recipe"], "grain": value}}), encoding="utf-8")

    app = visit("datasets.py")

    assert "fejl" in app.error[0].value
    assert "defect" in caplog.text
    assert value not in caplog.text + words_on(app)

"""The board's words, and an organisation's own in their place."""

from __future__ import annotations

from pathlib import Path

import pytest

from vil.content import load_texts
from vil.errors import ContentInvalid
from vil.model.round import Influence, Reach, Step


def test_the_circle_has_the_methods_names_in_its_order() -> None:
    texts = load_texts()
    assert [texts.step(step).name for step in Step] == [
        "Data",
        "Fortolkning",
        "Forklaringer",
        "Løsninger",
        "Implementering (og opfølgning)",
    ]
    assert [texts.step(step).short_name for step in Step] == [
        "Data",
        "Fortolkning",
        "Forklaring",
        "Løsning",
        "Opfølgning",
    ]


def test_the_grid_has_the_methods_axes() -> None:
    texts = load_texts()
    assert [texts.axis(axis).name for axis in (*Influence, *Reach)] == [
        "Interne",
        "Eksterne",
        "Individuelle",
        "Kollektive",
    ]
    assert texts.axis(Influence.INTERNAL).explanation == "det kan vi som ledere påvirke"
    assert texts.axis(Influence.EXTERNAL).explanation == "det har vi ikke direkte indflydelse på"


def test_the_guiding_questions_stand_as_the_method_has_them() -> None:
    assert load_texts().step(Step.INTERPRETATION).questions == (
        "Er der noget, vi studser over? Hvordan kunne en anden læse det?",
        "Er det godt nok? Sammenlignet med hvad?",
        "Hvad ville andre se her, et andet sted eller med et andet fag?",
    )


def test_a_solution_starts_from_one_of_three_places() -> None:
    assert [point.name for point in load_texts().starting_points] == [
        "Byrådets mål",
        "Borgernes MSB",
        "Vores faglighed",
    ]


def test_a_step_is_said_for_those_who_hear_the_board() -> None:
    spoken = load_texts().spoken_step(Step.EXPLANATION, is_done=True, is_here=True)
    assert spoken == "Trin 3: Forklaringer, gjort, her er I"


def test_an_organisations_own_words_replace_only_what_they_mention(tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text(
        '[steps.data]\ntitle = "Hvad ser vi?"\n[buttons]\npin_wonder = "Hov!"\n', "utf-8"
    )
    texts = load_texts(tmp_path)
    assert texts.step(Step.DATA).title == "Hvad ser vi?"
    assert texts.buttons["pin_wonder"] == "Hov!"
    assert texts.step(Step.DATA).questions == load_texts().step(Step.DATA).questions


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "board.toml"
    file.write_text('board_name = "Brættet"\n', "utf-8")
    assert load_texts(tmp_path).board_name == "Brættet"
    file.unlink()
    assert load_texts(tmp_path).board_name == "Spillepladen"


def test_every_fault_in_an_own_file_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text(
        'board_nam = "x"\nboard_intro = ""\n[steps.data]\nquestions = ["", "a"]\n'
        '[steps.sixth]\nname = "x"\n[grid]\nbalance = 3\n',
        "utf-8",
    )
    with pytest.raises(ContentInvalid) as caught:
        load_texts(tmp_path)
    assert caught.value.faults == (
        "»board_nam« kendes ikke. Mente du »board_name«?",
        "»board_intro« skal være en tekst, der ikke er tom.",
        "»steps.data.questions« skal være en liste af tekster, der ikke er tomme.",
        "»steps.sixth« kendes ikke. Fjern linjen.",
        "»grid.balance« skal være en tekst, der ikke er tom.",
    )


def test_a_file_that_is_not_toml_is_refused_in_danish(tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text("steps = [", "utf-8")
    with pytest.raises(ContentInvalid, match="kan ikke læses som TOML"):
        load_texts(tmp_path)

"""Fields save themselves, and nobody's words are lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from vil.model.round import Round
from vil.services import rounds
from vil.settings import Settings
from vil.ui.writing import as_plain

Visit = Callable[..., AppTest]


def open_step2(visit: Visit, whole_round: Round) -> AppTest:
    app = visit("step2_interpretation.py")
    app.session_state["vil.round"] = whole_round.id
    return app.run()


def wonder_field(whole_round: Round) -> str:
    return f"step2.text.{whole_round.wonders[0].id}"


def stored_text(settings: Settings, whole_round: Round) -> str:
    return rounds.load_round(rounds.open_rounds(settings), whole_round.id).wonders[0].text


def test_a_text_is_saved_as_soon_as_it_is_handed_over(
    whole_round: Round, sample_folder: Settings, visit: Visit
) -> None:
    app = open_step2(visit, whole_round)
    app.text_area(wonder_field(whole_round)).set_value("Det stiger om sommeren").run()
    assert stored_text(sample_folder, whole_round) == "Det stiger om sommeren"


def test_two_who_write_in_the_same_field_both_see_the_others_words(
    whole_round: Round, sample_folder: Settings, visit: Visit
) -> None:
    app = open_step2(visit, whole_round)
    store, wonder = rounds.open_rounds(sample_folder), whole_round.wonders[0]
    rounds.save_wonder(store, wonder.id, version=wonder.version, text="Den andens ord")
    app.text_area(wonder_field(whole_round)).set_value("Mine egne ord").run()
    assert "Den andens ord" in app.warning[0].value
    assert app.text_area(wonder_field(whole_round)).value == "Mine egne ord"
    assert stored_text(sample_folder, whole_round) == "Den andens ord"
    app.text_area(wonder_field(whole_round)).set_value("Den andens ord, og mine egne").run()
    assert stored_text(sample_folder, whole_round) == "Den andens ord, og mine egne"


def test_a_field_nobody_is_writing_in_shows_what_another_wrote(
    whole_round: Round, sample_folder: Settings, visit: Visit
) -> None:
    app = open_step2(visit, whole_round)
    store, wonder = rounds.open_rounds(sample_folder), whole_round.wonders[0]
    rounds.save_wonder(store, wonder.id, version=wonder.version, text="Den andens ord")
    app.run()
    assert app.text_area(wonder_field(whole_round)).value == "Den andens ord"
    assert not app.warning


def test_a_text_that_is_no_number_is_said_at_the_field_until_it_is_one(
    whole_round: Round, sample_folder: Settings, visit: Visit
) -> None:
    store = rounds.open_rounds(sample_folder)
    explanation = rounds.add_explanation(store, whole_round.wonders[0].id, text="Flere vagter")
    app = visit("step4_action.py")
    app.session_state["vil.round"] = whole_round.id
    app.session_state["vil.explanation"] = explanation.id
    app.run()
    field = next(one.key for one in app.text_input if str(one.key).startswith("step4.target."))
    app.text_input(field).set_value("mange").run()
    assert "»mange« er ikke et tal" in app.error[0].value
    app.text_input(field).set_value("6,5").run()
    assert not app.error


def test_a_sealed_bid_cannot_be_changed_from_an_old_page(
    whole_round: Round, sample_folder: Settings, visit: Visit
) -> None:
    app = visit("step4_action.py")
    app.session_state["vil.round"] = whole_round.id
    app.run()
    assert "step4.target" not in " ".join(str(field.key) for field in app.number_input)
    assert any("låst" in caption.value for caption in app.caption)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("*fed* og [link](http://x)", r"\*fed\* og \[link\](http\://x)"),
        ("<script>", r"\<script\>"),
        (":red[rød]", r"\:red\[rød\]"),
        ("1. august 2025", r"1\. august 2025"),
        ("- et punkt", r"\- et punkt"),
        ("linje\n# overskrift", r"linje \# overskrift"),
        ("12,5 %", "12,5\N{NO-BREAK SPACE}%"),
        ("-5 år", "-5 år"),
    ],
)
def test_what_a_person_writes_is_shown_as_it_stands(written: str, shown: str) -> None:
    assert as_plain(written) == shown

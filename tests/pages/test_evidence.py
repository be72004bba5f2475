"""Quotes, pictures and observations as a team writes them on step 2."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

from PIL import Image
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import words_on
from vil.model.round import Round
from vil.services import rounds
from vil.settings import Settings


def test_a_quote_is_saved_as_it_is_written_and_stands_on_the_timeline_and_in_the_thread(
    whole_round: Round, sample_folder: Settings, visit: Callable[..., AppTest]
) -> None:
    app = visit("step2_interpretation.py", runde=whole_round.id)
    app.button(key="step2.evidence.add.quote").click().run()
    store = rounds.open_rounds(sample_folder)
    card = rounds.load_round(store, whole_round.id).evidence[0]
    app.text_area(key=f"step2.evidence.text.{card.id}").input("Sag 070761-4285 venter").run()
    assert "ligner et CPR-nummer" in app.warning[0].value
    app.text_area(key=f"step2.evidence.text.{card.id}").input("Vi dækker hinandens vagter").run()
    app.date_input(key=f"step2.evidence.starts_on.{card.id}").set_value(date(2026, 3, 2)).run()
    app.text_input(key=f"step2.evidence.source.{card.id}").input("en medarbejder").run()
    assert not app.exception
    assert not app.warning
    assert '"2. marts 2026"' in app.get("vega_lite_chart")[0].proto.spec
    thread = visit("thread.py", runde=whole_round.id)
    assert "»Vi dækker hinandens vagter«" in words_on(thread)
    assert "Citat, 2. marts 2026, en medarbejder (Kompasset)" in words_on(thread)
    app.button(key=f"step2.evidence.remove.{card.id}").click().run()
    assert rounds.load_round(store, whole_round.id).evidence == ()
    app.button(key="step2.evidence.undo").click().run()
    assert len(rounds.load_round(store, whole_round.id).evidence) == 1
    store.close()


def test_a_picture_is_chosen_kept_and_described(
    whole_round: Round, sample_folder: Settings, visit: Callable[..., AppTest]
) -> None:
    app = visit("step2_interpretation.py", runde=whole_round.id)
    app.button(key="step2.evidence.add.picture").click().run()
    photo = io.BytesIO()
    Image.new("RGB", (30, 20)).save(photo, "PNG")
    app.file_uploader[0].set_value(("tavle.png", b"ikke et billede", "image/png")).run()
    assert "kan ikke læses" in app.error[0].value
    app.file_uploader[0].set_value(("tavle.png", photo.getvalue(), "image/png")).run()
    store = rounds.open_rounds(sample_folder)
    card = rounds.load_round(store, whole_round.id).evidence[0]
    store.close()
    assert (sample_folder.pictures / card.picture).is_file()
    assert not app.exception

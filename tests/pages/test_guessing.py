"""Guess first on step 1, and what became of it there and in the thread."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import assert_sound, words_on
from vil.model.period import Period
from vil.model.round import Place, Round
from vil.model.series import Lens
from vil.services import exploring, guessing, rounds
from vil.settings import Settings

Visit = Callable[..., AppTest]


def test_a_line_is_guessed_at_before_it_is_shown_and_followed_in_the_thread(
    sample_folder: Settings, visit: Visit
) -> None:
    store = rounds.open_rounds(sample_folder)
    current = rounds.start_round(store, title="Fravær", team="Ledergruppen")
    app = visit("step1_data.py", runde=current.id)
    assert_sound(app)
    assert "Gæt først: hvad viser de 3 måneder efter" in words_on(app)
    assert not app.get("vega_lite_chart")
    fields = [one for one in app.text_input if one.key and one.key.startswith("step1.guess.")]
    assert len(fields) == 3
    fields[0].set_value("99,5").run()
    assert rounds.load_round(store, current.id).guesses[0].points[0].value == 99.5
    other = rounds.load_round(store, current.id).guesses[0].points[0]
    task = guessing.find_task(sample_folder.datasets, rounds.load_round(store, current.id).guesses[0].view)
    assert task is not None
    guessing.write_guess(store, current.id, task, other.period, 88.5, version=other.version)
    fields[0].set_value("97").run()
    assert "En anden har skrevet i det samme felt imens: »88,5«." in app.warning[0].value
    fields[1].set_value("mange").run()
    assert "er ikke et tal" in words_on(app)
    app.button(key="step1.show").click().run()
    assert len(app.get("vega_lite_chart")) == 1
    assert "Tallet blev lavere, end I ventede" in words_on(app)
    assert app.header[0].value != "Hvad fortæller tallene?"

    thread = visit("thread.py", runde=current.id)
    assert_sound(thread)
    said = words_on(thread)
    assert "Vores gæt" in said
    assert "I det ene gæt blev I overrasket. Det er for få gæt til at sige, hvor tit det sker." in said
    assert "Det er ikke en karakter." in said


def test_the_numbers_can_be_seen_without_a_guess_and_are_held_back_once(sample_folder: Settings, visit: Visit) -> None:
    store = rounds.open_rounds(sample_folder)
    current = rounds.start_round(store, title="Fravær")
    app = visit("step1_data.py", runde=current.id)
    app.button(key="step1.show").click().run()
    assert_sound(app)
    assert "Vores gæt" not in words_on(app)
    assert rounds.load_round(store, current.id).guesses == ()
    app.run()
    assert len(app.get("vega_lite_chart")) == 1


def test_a_wonder_is_placed_from_lists_and_marked_on_the_chart(
    whole_round: Round, sample_folder: Settings, visit: Visit
) -> None:
    app = visit("step2_interpretation.py", runde=whole_round.id)
    wonder = whole_round.wonders[0]
    app.selectbox(key=f"step2.place.{wonder.id}.from").set_value(Period.parse("2026-03")).run()
    assert_sound(app)
    spec = app.get("vega_lite_chart")[0].proto.spec
    assert '"Sat fast"' in spec
    assert '"spot"' in spec
    app.selectbox(key=f"step2.place.{wonder.id}.to").set_value(Period.parse("2026-05")).run()
    kept = rounds.load_round(rounds.open_rounds(sample_folder), whole_round.id).wonders[0]
    assert kept.place == Place(Period.parse("2026-03"), Period.parse("2026-05"))
    assert kept.text == wonder.text


def test_another_number_in_the_round_is_held_back_once_and_never_in_the_overview(
    sample_folder: Settings, visit: Visit
) -> None:
    store = rounds.open_rounds(sample_folder)
    version = next(
        found for found in exploring.list_published(sample_folder.datasets) if len(found.recipe.indicators) > 1
    )
    view = exploring.propose_view(version)
    other = next(found.id for found in version.recipe.indicators if found.id != view.indicator)
    current = rounds.start_round(store, title="To tal", view=view)
    app = visit("step1_data.py", runde=current.id)
    assert "Gæt først" not in words_on(app)
    app.selectbox(key="step1.number").set_value((version.dataset, other)).run()
    assert "Gæt først" in words_on(app)
    app.selectbox(key="step1.number").set_value((version.dataset, view.indicator)).run()
    assert "Gæt først" not in words_on(app)
    app.segmented_control(key="step1.lens").set_value(Lens.OVERVIEW).run()
    app.segmented_control(key="step1.lens").set_value(Lens.DEVELOPMENT).run()
    app.selectbox(key="step1.number").set_value((version.dataset, other)).run()
    assert_sound(app)
    assert "Gæt først" not in words_on(app)

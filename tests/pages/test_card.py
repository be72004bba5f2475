"""The indicator card: read in ten seconds, written without a new version."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages import assert_sound, words_on
from vil.services import approving, cards, exploring
from vil.services.publishing import publish_extract, read_recipe
from vil.services.rounds import open_rounds, start_round
from vil.settings import PROJECT_ROOT, Settings

Visit = Callable[..., AppTest]
NUMBER = {"data": "sygefravaer", "tal": "sygefravaer"}
PAIR = ("sygefravaer", "sygefravaer")


def open_card(visit: Visit, **query: str) -> AppTest:
    app = visit("card.py", **(query or NUMBER))
    for name, value in (query or NUMBER).items():
        app.query_params[name] = value
    return app.run()


def write_on(app: AppTest) -> AppTest:
    app.session_state["card.mode"] = "Ret"
    return app.run()


def test_a_leader_reads_everything_on_one_card(sample_folder: Settings, visit: Visit) -> None:
    app = open_card(visit)
    assert_sound(app)
    assert app.header[0].value == "Sygefravær"
    told = words_on(app)
    for part in (
        "Egen sygdom i pct. af de aftalte arbejdsdage i måneden.",
        "**Godkendt** af Karen Eksempel, HR-analyse, 3",
        "højst 5,0",
        "**procent**",
        "Vi håber, det falder.",
        "januar 2022 – oktober 2026",
        "Kommer den 10",
        "00 00 00 01",
        "Barns sygedage og barsel er ikke med",
        "færre end 5 personer, er skjult",
        "Nyt vagtplansystem",
        "højst 6,0",
    ):
        assert part in told


def test_a_link_leads_to_the_card_it_names_and_every_card_stands(sample_folder: Settings, visit: Visit) -> None:
    for version in exploring.list_published(sample_folder.datasets):
        for indicator in version.recipe.indicators:
            app = open_card(visit, data=version.dataset, tal=indicator.id)
            assert_sound(app)
            assert app.header[0].value == indicator.name


def test_a_link_to_a_data_set_that_is_not_there_is_said_kindly(sample_folder: Settings, visit: Visit) -> None:
    app = open_card(visit, data="findes-ikke", tal="x")
    assert "findes ikke" in app.error[0].value
    assert not app.exception


def test_what_is_written_saves_itself_and_makes_no_new_version(sample_folder: Settings, visit: Visit) -> None:
    app = write_on(open_card(visit))
    assert_sound(app)
    card = cards.load_card(open_rounds(sample_folder), *PAIR)
    app.text_input(f"card.owner.{card.id}").set_value("Økonomi").run()
    app.text_input(f"card.update_lag.{card.id}").set_value("12").run()
    saved = cards.load_card(open_rounds(sample_folder), *PAIR)
    assert (saved.owner, saved.update_lag) == ("Økonomi", 12)
    assert exploring.find_version(sample_folder.datasets, "sygefravaer").number == 1


def test_two_who_write_on_the_same_card_both_see_the_others_words(sample_folder: Settings, visit: Visit) -> None:
    app = write_on(open_card(visit))
    store = open_rounds(sample_folder)
    card = cards.load_card(store, *PAIR)
    cards.save_indicator_card(store, *PAIR, version=card.version, caveats="Den andens ord")
    app.text_area(f"card.caveats.{card.id}").set_value("Mine egne ord").run()
    assert "Den andens ord" in app.warning[0].value
    assert cards.load_card(store, *PAIR).caveats == "Den andens ord"


@pytest.mark.parametrize("written", ["en uge", "-1", "2,5"])
def test_a_number_of_days_that_is_none_is_not_saved(written: str, sample_folder: Settings, visit: Visit) -> None:
    app = write_on(open_card(visit))
    card = cards.load_card(open_rounds(sample_folder), *PAIR)
    app.text_input(f"card.update_lag.{card.id}").set_value(written).run()
    assert cards.load_card(open_rounds(sample_folder), *PAIR).update_lag == 10
    assert not app.exception


def test_a_new_target_is_set_and_stands_on_the_chart_at_once(sample_folder: Settings, visit: Visit) -> None:
    before = drawn_target(visit)
    app = write_on(open_card(visit))
    card = cards.load_card(open_rounds(sample_folder), *PAIR)
    fields = f"card.new_target.{card.id}.0"
    app.text_input(f"{fields}.value").set_value("4,5").run()
    app.date_input(f"{fields}.from").set_value(date(2026, 6, 1)).run()
    app.text_input(f"{fields}.by").set_value("Byrådet").run()
    app.button("card.set_target").click().run()
    assert_sound(app)
    latest = cards.load_card(open_rounds(sample_folder), *PAIR).targets[-1]
    assert (latest.value, latest.starts_on, latest.set_by) == (4.5, date(2026, 6, 1), "Byrådet")
    assert "Mål 5,0 % fra 1. jan. 2026" in before
    assert "Mål 4,5 % fra 1. jun. 2026" in drawn_target(visit)


def drawn_target(visit: Visit) -> str:
    app = open_card(visit)
    app.button("card.chart").click().run()
    spec = json.loads(app.get("vega_lite_chart")[0].proto.spec)
    return " ".join(
        str(row["n"]) for layer in spec["layer"] for row in layer.get("data", {}).get("values", []) if "n" in row
    )


def test_a_target_without_a_figure_is_asked_for_and_not_set(sample_folder: Settings, visit: Visit) -> None:
    app = write_on(open_card(visit))
    app.button("card.set_target").click().run()
    assert "Måltallet mangler noget" in app.warning[0].value


def test_an_approval_lapses_on_the_card_and_says_why(sample_folder: Settings, visit: Visit) -> None:
    recipe = read_recipe(PROJECT_ROOT / "sample_data" / "recipes" / "sygefravaer.toml")
    changed = replace(recipe, indicators=(replace(recipe.indicators[0], definition="Al sygdom, også børns."),))
    extract = PROJECT_ROOT / "sample_data" / "sygefravaer.xlsx"
    publish_extract(sample_folder, extract, changed, published_by="Prøve")
    told = words_on(open_card(visit))
    assert "Godkendelsen er udløbet, fordi definitionen er ændret i den udgave, der kom" in told
    assert "Før var det godkendt af Karen Eksempel" in told
    app = write_on(open_card(visit))
    card = cards.load_card(open_rounds(sample_folder), *PAIR)
    app.text_input(f"card.approver.{card.id}").set_value("Ole, HR").run()
    app.button("card.approve").click().run()
    assert "**Godkendt** af Ole, HR" in words_on(open_card(visit))


def test_late_numbers_are_said_on_home_the_shelf_the_card_and_at_the_chart(
    sample_folder: Settings, visit: Visit
) -> None:
    store = open_rounds(sample_folder)
    card = cards.load_card(store, *PAIR)
    last = exploring.find_version(sample_folder.datasets, "sygefravaer").last
    assert last.shifted(1).end < date(2030, 1, 1)
    cards.save_indicator_card(store, *PAIR, version=card.version, update_lag=0)
    assert "Vi burde have" in words_on(visit("datasets.py"))
    late = open_card(visit, data="sagsbehandling", tal="overholdte_frister")
    assert "Vi burde have" in words_on(late)
    start_round(store, title="Fravær")
    links = [link.proto.label for link in visit("home.py").get("page_link")]
    assert any("Vi burde have" in label or "venter på nye tal" in label for label in links)


def test_samples_that_are_late_are_still_said_beside_own_data_sets(sample_folder: Settings, visit: Visit) -> None:
    recipe = read_recipe(PROJECT_ROOT / "sample_data" / "recipes" / "sygefravaer.toml")
    own = replace(recipe, dataset="vores", title="Vores fravær", synthetic=False)
    publish_extract(sample_folder, PROJECT_ROOT / "sample_data" / "sygefravaer.xlsx", own, published_by="Prøve")
    store = open_rounds(sample_folder)
    card = cards.load_card(store, *PAIR)
    cards.save_indicator_card(store, *PAIR, version=card.version, update_lag=0)
    start_round(store, title="Fravær")
    links = [link.proto.label for link in visit("home.py").get("page_link")]
    assert any("Vi burde have" in label or "venter på nye tal" in label for label in links)


def test_the_shelf_leads_to_the_card(sample_folder: Settings, visit: Visit) -> None:
    app = visit("datasets.py")
    app.button("shelf.card.sygefravaer").click().run()
    assert app.header[0].value == "Sygefravær"


def test_approvals_are_kept_in_the_records_of_the_data_folder(sample_folder: Settings) -> None:
    version = exploring.find_version(sample_folder.datasets, "sygefravaer")
    approval = cards.load_card(open_rounds(sample_folder), *PAIR).approval
    assert approval is not None
    assert approving.judge_approval(sample_folder.datasets, approval, version, "sygefravaer").holds


def test_an_event_is_added_removed_and_brought_back(sample_folder: Settings, visit: Visit) -> None:
    app = write_on(open_card(visit))
    card = cards.load_card(open_rounds(sample_folder), *PAIR)
    app.text_input(f"card.new_event.{card.id}.0.name").set_value("Ny hal").run()
    app.button("card.add_event").click().run()
    assert_sound(app)
    names = [found.event.name for found in cards.load_card(open_rounds(sample_folder), *PAIR).events]
    assert names == ["Nyt vagtplansystem", "Ny hal"]
    added = cards.load_card(open_rounds(sample_folder), *PAIR).events[-1]
    app.button(f"card.event.remove.{added.id}").click().run()
    assert len(cards.load_card(open_rounds(sample_folder), *PAIR).events) == 1
    app.button("card.event.undo").click().run()
    assert len(cards.load_card(open_rounds(sample_folder), *PAIR).events) == 2


def test_a_withdrawn_target_is_kept_in_the_history_and_can_hold_again(sample_folder: Settings, visit: Visit) -> None:
    app = write_on(open_card(visit))
    target = cards.load_card(open_rounds(sample_folder), *PAIR).targets[-1]
    app.button(f"card.withdraw.{target.id}").click().run()
    assert "trukket tilbage" in words_on(app)
    app.button(f"card.reinstate.{target.id}").click().run()
    assert "trukket tilbage" not in words_on(app)

"""Each story of the sample data, found by walking the pages as a leader would: one visit, one question after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as TooSlow

from tests.browser import driving
from tests.browser.conftest import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visit(sample_server: Server, browser: Browser) -> Iterator[Page]:
    """One visitor who has come to the numbers, begun at the step's own page."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000}, locale="da-DK", reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{sample_server.address}/data")
    driving.chart(page)
    yield page
    context.close()


def choose(page: Page, label: str, text: str, *, then: str) -> None:
    """Choose from a list by writing what it says, and wait until the headline says what is expected.

    A page that is drawn anew closes an open list; then it is opened once more.
    """
    field, option = page.get_by_role("combobox", name=label), page.get_by_role("option").filter(has_text=text).first
    for patience in (4000, 15000):
        driving.settle(page)
        field.click()
        field.fill(text)
        with suppress(TooSlow):
            option.click(timeout=patience)
            break
    expect(page.locator("h2")).to_contain_text(then)
    driving.settle(page)


def ask(page: Page, question: str) -> None:
    page.get_by_role("radio", name=question).click()
    driving.settle(page)


def said(page: Page) -> str:
    driving.settle(page)
    return page.locator(".stMain").inner_text()


def test_the_shift_in_one_unit_is_lifted_in_the_overview_and_named(visit: Page) -> None:
    choose(visit, "Indikator", "Sygefravær", then="Sygefraværet")
    choose(visit, "Enhed", "Hele området", then="i hele området")
    ask(visit, "Overblik")
    closer = visit.get_by_role("button", name="Se nærmere")
    frames = visit.locator('[data-testid="stLayoutWrapper"]').filter(has=closer)
    frames.filter(has_text="Sygefraværet i Kompasset ligger højere, end det plejer").last.get_by_role("button").click()
    expect(visit.locator("h2")).to_contain_text("Kompasset")
    assert driving.heading(visit) == "Sygefraværet i Kompasset ligger højere, end det plejer"
    assert "De seneste 17 måneder ligger alle over midten." in said(visit)


def test_a_changed_registration_is_named_and_not_taken_for_an_effect(visit: Page) -> None:
    choose(visit, "Indikator", "Vurderet inden 24 timer", then="Vurderet inden 24 timer")
    text = said(visit)
    assert "svinger, som det plejer, siden registreringen blev ændret" in text
    assert "Praksis for registrering blev ændret i marts 2025." in text
    assert "måler måske ikke det samme" in text


def test_the_season_is_said_and_is_no_news(visit: Page) -> None:
    choose(visit, "Indikator", "Ledighed", then="Ledigheden")
    assert "de samme måneder er høje eller lave år efter år" in said(visit)


def test_the_mix_effect_is_told_apart_from_what_became_slower(visit: Page) -> None:
    choose(visit, "Indikator", "Overholdte frister", then="Overholdte frister")
    ask(visit, "År")
    ask(visit, "Hvad flyttede tallet?")
    expect(visit.get_by_text("2025 mod 2024")).to_be_visible()
    text = said(visit)
    assert "2025 mod 2024: tallet er 4,1 procentpoint lavere." in text
    assert "−2,9 procentpoint ligger i, at fordelingen mellem delene er en anden." in text


def test_noise_that_rises_five_months_in_a_row_is_not_called_a_trend(visit: Page) -> None:
    choose(visit, "Indikator", "Magtanvendelser", then="Magtanvendelserne")
    choose(visit, "Enhed", "Bosted Elmen", then="Magtanvendelserne på Bosted Elmen svinger, som de plejer")
    text = said(visit)
    assert "kan være tilfældigt" in text
    assert not [word for word in ("stiger", "steget", "tendens", "udvikling mod") if word in text]


def test_months_that_are_not_finished_are_provisional_and_the_spread_shows_what_the_median_hides(visit: Page) -> None:
    choose(visit, "Indikator", "Ventetid", then="Ventetiden")
    choose(visit, "Enhed", "Center Lærken", then="Ventetiden i Center Lærken svinger, som den plejer")
    assert "Tallet for oktober 2026 er foreløbigt og tæller ikke med" in said(visit)
    ask(visit, "Fordeling")
    expect(visit.locator("h2")).to_contain_text("halvdelen ligger mellem")
    assert "Det midterste tilfælde er" in said(visit)


def test_at_twice_the_size_nothing_is_cut_and_the_board_leaves_the_page_to_the_numbers(visit: Page) -> None:
    visit.set_viewport_size({"width": 720, "height": 450})
    driving.chart(visit)
    widest = "Math.max(document.documentElement.scrollWidth, document.querySelector('.stMain').scrollWidth)"
    visit.wait_for_function(f"{widest} === 720")
    expect(visit.locator(".st-key-board")).to_have_css("position", "static")

"""Direction with nothing but the keyboard: the compass, the tree and the cards."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import driving
from tests.browser.conftest import Server

pytestmark = pytest.mark.browser


def press_with_keys(page: Page, name: str | re.Pattern[str]) -> None:
    """Go to a button as the Tab key would, and press Enter."""
    driving.settle(page)
    page.get_by_role("button", name=name).first.focus()
    page.keyboard.press("Enter")
    driving.settle(page)


def test_a_goal_a_question_and_a_card_need_no_mouse(sample_server: Server, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{sample_server.address}/maalkompas")
    expect(page.locator("h2")).to_have_text("Målkompas")
    press_with_keys(page, re.compile("^.*(Nyt mål|Sæt et mål)$"))  # the server may have goals of other tests
    page.get_by_label("Vores mål er").focus()
    page.keyboard.type("Mindre kontrol")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Kunne det være")).to_contain_text("Relation")
    press_with_keys(page, "Omfavn data")
    expect(page.get_by_role("heading", name="Omfavn data")).to_be_visible()
    expect(page.locator('button[aria-current="step"]')).to_be_focused()

    page.goto(page.url.replace("maalkompas", "beslutningstrae"))
    expect(page.get_by_role("heading", name="2. Har vi data, der belyser målet?")).to_be_visible()
    press_with_keys(page, "6. Mangler vi viden? Ikke svaret.")
    expect(page.get_by_role("heading", name="6. Mangler vi viden?")).to_be_visible()
    press_with_keys(page, "Ja")
    driving.settle(page)
    page.get_by_role("link", name="Få-det-nu-gjort-kort").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h2")).to_have_text("Kort")
    press_with_keys(page, "Træk et kort")
    driving.write(page, "Hvem tager det?", "Mette")
    press_with_keys(page, "Det er gjort")
    expect(page.get_by_label("Hvad kom der ud af det?")).to_be_visible()


def test_the_landscape_is_drawn_with_the_keyboard_and_a_phone_begins_with_the_list(
    sample_server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{sample_server.address}/datalandskab")
    field = page.get_by_label("Skriv en kilde …")
    field.fill("Dørtælleren 010190-1234")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Der står et CPR-nummer i teksten")).to_be_visible()
    expect(field).to_have_value("Dørtælleren 010190-1234")
    field.fill("Dørtælleren")
    page.keyboard.press("Enter")
    node = page.get_by_role("button", name=re.compile("^Dørtælleren"))
    node.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("Datawarehouse", exact=True).get_by_role("button")).to_have_text(
        re.compile("^Dørtælleren")
    )
    expect(node).to_be_focused()
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    expect(node).to_have_accessible_name(re.compile("Fører til .+"))
    driving.settle(page)
    assert driving.find_faults(page, ".stMain") == []
    node.press("Enter")
    expect(page.get_by_role("dialog").get_by_label("Ejer")).to_be_visible()
    driving.settle(page)
    page.keyboard.press("Escape")
    expect(node).to_be_focused()
    node.press("Delete")
    expect(node).to_have_count(0)

    phone = open_page(f"{sample_server.address}/datalandskab", width=390, height=844, touch=True)
    expect(phone.get_by_role("heading", name=re.compile("^1. Kilder"))).to_be_visible()
    expect(phone.get_by_text("Vi burde have oktober 2026").first).to_be_visible()
    assert driving.find_faults(phone, ".stMain") == []


def test_a_new_leader_needs_four_keys_and_a_phone_to_pin_a_wonder(
    sample_server: Server, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{sample_server.address}/?foerste=ja", width=390, height=844, touch=True)
    press_with_keys(page, "Begynd her")
    expect(page.locator("h2")).to_have_text("Hvad er værd at undre sig over?")
    assert driving.find_faults(page, ".stMain") == []
    press_with_keys(page, re.compile("^.*Vælg$"))
    expect(page.get_by_role("list", name="Første gang: trin 3 af 4")).to_be_attached()
    press_with_keys(page, "Vis tallene")
    driving.chart(page)
    press_with_keys(page, "Det undrer os")
    expect(page.get_by_text("Jeres første undren sidder fast")).to_be_visible()
    page.goto(sample_server.address)
    expect(page.locator("h2")).to_have_text("Hvor er vi?")
    press_with_keys(page, re.compile("Fortsæt$"))
    expect(page.locator('button[aria-current="step"]')).to_contain_text("2")

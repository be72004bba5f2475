"""Practice, own counts and the pulse, as leaders meet them: with the keyboard, and on phones in two hands."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import driving
from tests.browser.conftest import Server

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
PHONE = {"width": 390, "height": 844, "touch": True}
SMALLEST_TARGET = 44
OURS = ".stMain"
"""On a phone the navigation is Streamlit's own list, which axe finds fault with and no page of ours can change."""


def choose_by_key(page: Page, name: str) -> None:
    driving.settle(page)
    page.get_by_role("button", name=name).first.press("Enter")
    driving.settle(page)


def assert_is_large(button: Locator) -> None:
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= SMALLEST_TARGET


def test_a_case_is_solved_with_the_keyboard_alone_and_survives_a_reload(
    sample_server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{sample_server.address}/oevebane")
    choose_by_key(page, "Jeg øver alene")
    choose_by_key(page, "Begynd")
    choose_by_key(page, "Noget er blevet anderledes")
    choose_by_key(page, "Et nyt niveau hos os")
    page.reload()
    expect(page.get_by_role("heading", name="Hvor ville I lede efter årsagen først?")).to_be_visible()
    driving.settle(page)
    assert driving.find_faults(page) == []
    choose_by_key(page, "Ingen steder")
    choose_by_key(page, "Vent, og se flere tal")
    expect(page.get_by_role("heading", name="Svaret: Tilfældige udsving")).to_be_visible()
    expect(page.get_by_text("Det kunne lige så godt være tilfældigt")).to_be_visible()
    assert driving.find_faults(page) == []


def test_two_phones_count_at_once_and_a_tap_just_before_a_reload_is_kept(
    sample_server: Server, open_page: OpenPage
) -> None:
    one = open_page(f"{sample_server.address}/egne-tegn?tegn=nyt", **PHONE)
    driving.write(one, "Hvad tæller I?", "Borgere, der ringede forgæves")
    driving.press(one, "Begynd at tælle")
    expect(one.locator("output")).to_be_visible()
    one.wait_for_url(re.compile(r"tegn=\w+-"))
    other = open_page(one.url, theme="dark", **PHONE)
    plus = [phone.get_by_role("button", name="Tæl én mere") for phone in (one, other)]
    assert_is_large(plus[0])
    for _ in range(4):
        for button in plus:
            button.click()
    plus[0].click()
    one.reload()
    expect(one.locator("output")).to_have_text("9", timeout=30_000)
    expect(one.get_by_text("Gemt", exact=True)).to_be_visible()
    expect(other.locator("output")).to_have_text("9", timeout=30_000)
    driving.settle(other)
    other.get_by_role("radio", name="Kurven").press("Space")
    choose_by_key(other, "Et citat")
    driving.write(other, "Hvad bliver der sagt?", "Jeg venter altid")
    expect(other.get_by_text("1. Jeg venter altid (citat")).to_be_visible()
    assert driving.find_faults(other, OURS) == []


def test_the_pulse_is_asked_answered_once_on_a_phone_and_waits_for_five(
    sample_server: Server, open_page: OpenPage
) -> None:
    lead = open_page(f"{sample_server.address}/puls")
    driving.settle(lead)
    lead.get_by_label("Forløb", exact=True).fill("Unge og Forebyggelse")
    lead.keyboard.press("Enter")
    driving.press(lead, "Spørg nu")
    link = lead.get_by_text(re.compile(r"http\S+puls=\w+")).inner_text()
    phone = open_page(link, **PHONE)
    seven = phone.get_by_role("button", name="7", exact=True)
    assert_is_large(seven)
    assert driving.find_faults(phone, OURS) == []
    seven.click()
    expect(phone.get_by_text("Tak. Dit svar er talt med.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("Tak. Dit svar er talt med.")).to_be_visible()
    expect(phone.get_by_role("button", name="7", exact=True)).to_have_count(0)
    expect(lead.get_by_text("1 svar er kommet. De vises, når der er 5, så ingen kan kendes.")).to_be_visible()


def test_a_course_is_begun_with_the_keyboard_and_its_plan_looked_at_again_on_a_phone(
    sample_server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{sample_server.address}/program")
    driving.settle(page)
    page.get_by_label("Driftsområde eller organisation").fill("Kultur og Fritid")
    page.keyboard.press("Enter")
    choose_by_key(page, "Læg forløbet")
    expect(page.get_by_role("heading", name="Kultur og Fritid")).to_be_visible()
    choose_by_key(page, "Workshop 4: Dataanvendelse")
    expect(page.locator('button[aria-current="step"]')).to_be_focused()
    assert driving.find_faults(page) == []
    choose_by_key(page, "Skriv en plan")
    driving.write(page, "Når …", "vi mødes mandag")
    driving.write(page, "… så …", "ser vi på én kurve")
    phone = open_page(page.url.replace("workshop=4", "workshop=5"), theme="dark", **PHONE)
    expect(phone.get_by_text("1 plan venter på jer.")).to_be_visible()
    assert_is_large(phone.get_by_role("button", name="Workshop 5: Læringsloops"))
    for said in ("Nogle gange", "Vi bliver ved"):
        phone.get_by_text(said, exact=True).click()
        driving.settle(phone)
    expect(phone.get_by_text("I har set på alle planerne.")).to_be_visible()
    assert driving.find_faults(phone, OURS) == []
    phone.goto(f"{sample_server.address}/program")
    expect(phone.get_by_text("Næste: workshop 0, Før start")).to_be_visible()
    expect(phone.locator(".st-key-programme-timeline")).to_be_hidden()

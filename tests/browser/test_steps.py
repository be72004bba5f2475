"""Each step as a leader uses it, by mouse and by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import driving
from tests.browser.conftest import Server

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]


@pytest.fixture
def page(sample_server: Server, open_page: OpenPage) -> Page:
    """A round just begun on the sickness absence, with its line in sight."""
    page = open_page(f"{sample_server.address}/data?data=sygefravaer&enhed=Kompasset")
    driving.chart(page)
    return page


def test_a_link_restores_the_view(page: Page, open_page: OpenPage) -> None:
    page.get_by_text("Kvartaler", exact=True).click()
    page.wait_for_url("**trin=quarter**")
    driving.chart(page)
    expect(page.locator("h2")).to_contain_text("Kompasset")
    again = open_page(page.url)
    driving.chart(again)
    assert driving.heading(again) == driving.heading(page)
    assert again.get_by_role("radio", name="Kvartaler").is_checked()


def test_the_shift_in_one_unit_is_said_in_the_headline(page: Page) -> None:
    assert driving.heading(page) == "Sygefraværet i Kompasset ligger højere, end det plejer"


def test_the_numbers_behind_the_line_can_be_seen(page: Page) -> None:
    driving.press(page, "Se tallene")
    expect(page.locator('[data-testid="stDataFrame"]')).to_be_visible()


def test_a_wonder_is_pinned_by_a_click_and_moved_by_a_stroke(page: Page) -> None:
    box = driving.chart(page).bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.click(box["x"] + box["width"] * 0.5, middle)
    where = page.locator("[class*='st-key-step1-place'] button")
    expect(where).to_contain_text(re.compile(r"\w+ \d{4}"))
    driving.press(page, "Gør det til en periode")
    expect(page.get_by_role("button", name="Tryk nu på det andet punkt")).to_be_visible()
    driving.settle(page)
    page.mouse.click(box["x"] + box["width"] * 0.6, middle)
    expect(where).to_contain_text(re.compile(r"\w+ \d{4} til \w+ \d{4}"))
    driving.pin(page)
    expect(page.get_by_label("Hvad undrer jer?")).to_have_value(re.compile(" er mellem .* fra .* til "))
    box = driving.chart(page).bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.3, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, middle, steps=4)
    page.mouse.up()
    expect(page.get_by_label("Hvad undrer jer?")).to_have_value(re.compile(" er mellem .* fra .* til "))


def test_a_guess_is_drawn_by_keyboard_and_by_hand_and_shown_beside_the_line(
    sample_server: Server, open_page: OpenPage
) -> None:
    page = open_page(f"{sample_server.address}/datasaet")
    page.get_by_role("button", name="Begynd en runde").first.click()
    first = page.get_by_role("slider").first
    expect(first).to_have_attribute("aria-valuetext", "intet gæt endnu", timeout=15_000)
    assert driving.find_faults(page) == []
    first.focus()
    first.press("ArrowUp")
    fields = page.locator(".st-key-curtain input")
    expect(fields.first).not_to_have_value("")
    box = page.locator(".zone").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 20, steps=4)
    page.mouse.up()
    expect(fields.last).not_to_have_value("")
    driving.see_numbers(page)
    expect(page.get_by_role("heading", name="Vores gæt")).to_be_visible()


def test_every_step_is_reached_by_one_click_and_by_keyboard(page: Page) -> None:
    driving.pin(page)
    driving.go_to_step(page, 4)
    stone = page.get_by_role("button", name="Trin 3: Forklaringer")
    stone.focus()
    stone.press("Enter")
    expect(page.locator('button[aria-current="step"]')).to_contain_text("3")


def test_the_board_shows_how_far_the_round_has_come(page: Page) -> None:
    driving.pin(page)
    expect(page.get_by_role("button", name="Trin 1: Data, gjort")).to_be_visible()
    expect(page.locator("path.thread")).to_have_count(1)


@pytest.fixture
def grid(page: Page) -> Page:
    driving.pin(page)
    driving.go_to_step(page, 3)
    field = page.get_by_label("Interne, individuelle").get_by_role("textbox")
    field.fill("To er syge længe")
    field.press("Enter")
    expect(page.get_by_label("Interne, individuelle").locator(".card")).to_have_count(1)
    return page


def test_a_card_is_moved_by_keyboard_and_keeps_the_focus(grid: Page) -> None:
    grid.locator(".card").focus()
    grid.keyboard.press("ArrowRight")
    expect(grid.get_by_label("Eksterne, individuelle").locator(".card")).to_have_count(1)
    expect(grid.locator(".card")).to_be_focused()
    grid.keyboard.press("ArrowDown")
    expect(grid.get_by_label("Eksterne, kollektive").locator(".card")).to_have_count(1)


def test_a_card_is_dragged(grid: Page) -> None:
    grid.locator(".card").drag_to(grid.get_by_label("Eksterne, kollektive"))
    expect(grid.get_by_label("Eksterne, kollektive").locator(".card .text")).to_have_text("To er syge længe")


def test_a_card_is_edited_removed_and_brought_back(grid: Page) -> None:
    grid.locator(".card").focus()
    grid.keyboard.press("Enter")
    grid.keyboard.type(" endnu")
    grid.keyboard.press("Enter")
    expect(grid.locator(".card .text")).to_have_text("To er syge længe endnu")
    grid.locator(".card").focus()
    grid.keyboard.press("Delete")
    expect(grid.locator(".card")).to_have_count(0)
    driving.press(grid, "Fortryd: læg kortet tilbage")
    expect(grid.locator(".card .text")).to_have_text("To er syge længe endnu")


def test_what_a_person_writes_is_never_markup(grid: Page) -> None:
    field = grid.get_by_label("Eksterne, kollektive").get_by_role("textbox")
    field.fill("<b>*stjerner*</b> :red[rød]")
    field.press("Enter")
    expect(grid.get_by_label("Eksterne, kollektive").locator(".card .text")).to_have_text("<b>*stjerner*</b> :red[rød]")


def test_an_expectation_is_drawn_and_sealed(grid: Page) -> None:
    driving.go_to_step(grid, 4)
    driving.write(grid, "Hvad prøver vi?", "Vi ringer på dag tre")
    grid.get_by_text("Vi håber, det falder").click()
    driving.settle(grid)
    driving.write(grid, "Hvor håber I, tallet er? (%)", "6,5")
    driving.press(grid, "Lås vores bud")
    driving.press(grid, "Lås det nu")
    expect(grid.get_by_text("Buddet er låst")).to_be_visible()
    expect(grid.get_by_label("Hvor håber I, tallet er? (%)")).to_have_count(0)


def test_the_board_stays_in_view_and_a_new_step_begins_at_its_top(grid: Page) -> None:
    driving.go_to_step(grid, 4)
    grid.evaluate("document.querySelector('.stMain').scrollTo(0, 9999)")
    stone = grid.get_by_role("button", name="Trin 2: Fortolkning")
    expect(stone).to_be_in_viewport()
    stone.click()
    expect(grid.locator('button[aria-current="step"]')).to_contain_text("2")
    driving.settle(grid)
    assert grid.evaluate("document.querySelector('.stMain').scrollTop") == 0

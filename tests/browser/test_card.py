"""The indicator card in a browser: written on without faults, and kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import driving
from tests.browser.conftest import Server

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
ADDRESS = "indikatorkort?data=bosteder&tal=tilfredshed"


def open_to_write(server: Server, open_page: OpenPage, **options: object) -> Page:
    page = open_page(f"{server.address}/{ADDRESS}", **options)
    expect(page.locator("h2")).to_have_text("Borgertilfredshed")
    driving.settle(page)
    page.get_by_role("radio", name="Ret").click()
    expect(page.get_by_label("Ejer", exact=True)).to_be_visible()
    driving.settle(page)
    return page


def test_a_card_that_is_written_on_has_no_serious_accessibility_fault_and_fits_a_phone(
    sample_server: Server, open_page: OpenPage
) -> None:
    page = open_to_write(sample_server, open_page)
    for name in ("Sæt et nyt måltal", "Tilføj en hændelse"):
        page.get_by_text(name).click()
        driving.settle(page)
    assert driving.find_faults_in_light_and_dark(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    driving.settle(page)
    page.wait_for_function("document.querySelector('.stMain').scrollWidth <= 390")


def test_what_is_written_is_there_when_the_card_is_opened_again(sample_server: Server, open_page: OpenPage) -> None:
    page = open_to_write(sample_server, open_page)
    driving.write(page, "Ejer", "Botilbud, Øst")
    page.get_by_text("Sæt et nyt måltal").click()
    driving.write(page, "Måltal (point)", "4,2")
    driving.write(page, "Hvem har sat det?", "Beboerrådet")
    driving.press(page, "Sæt måltallet")
    expect(page.get_by_text("mindst 4,20 point").first).to_be_visible()
    again = open_page(f"{sample_server.address}/{ADDRESS}")
    expect(again.get_by_text("Botilbud, Øst").first).to_be_visible()
    expect(again.get_by_text("sat af Beboerrådet").first).to_be_visible()

"""The frame stands round every page, however a visitor comes in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from http.client import HTTPConnection
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import driving
from tests.browser.conftest import Server, free_port, launch, start_vil, wait_until_open
from vil.ui.frame import PLACES
from vil.ui.labels import FRAMEWORK_WORDS

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
ENGLISH = ", ".join(f'[{name}="{word}"]' for name in ("aria-label", "placeholder") for word in FRAMEWORK_WORDS)
PATHS = [place.path for place in PLACES]


def start_without_samples(data: Path) -> Server:
    return start_vil(data, "--no-sample")


def start_with_streamlit(data: Path) -> Server:
    """Serve the pages as Streamlit itself would; its line about where comes before it answers."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    server = launch([*command, "--logger.hideWelcomeMessage", "false"], data, r"http://\S+:\d+")
    server.address = f"http://localhost:{port}"
    wait_until_open(port)
    return server


@pytest.fixture(scope="module")
def walked(sample_server: Server, browser: object) -> str:
    """The address of a round that has been all the way round and serves a goal, made through the pages' own services."""
    from tests.pages.conftest import walk_round
    from vil.services import goals, rounds
    from vil.settings import load_settings

    settings = load_settings({"data_dir": sample_server.data}, environ={})
    walked_round, store = walk_round(settings).id, rounds.open_rounds(settings)
    goal = goals.set_goal(
        store, text="Borgere mærker, at vi kender dem, uden at kontrollen fylder", heard="Tre borgere"
    )
    goals.link_indicator(store, goal.id, "sygefravaer", "sygefravaer")
    goals.serve_goal(store, walked_round, goal.id)
    return walked_round


@pytest.mark.parametrize(
    ("path", "start"), list(zip(PATHS[::6], cycle([start_without_samples, start_with_streamlit]), strict=False))
)
def test_a_fresh_server_answers_a_deep_link_inside_the_frame(
    path: str, start: Callable[[Path], Server], open_page: OpenPage, tmp_path: Path
) -> None:
    server = start(tmp_path / "vil")
    page = open_page(f"{server.address}/{path}")
    expect(page.get_by_role("navigation", name="Sider")).to_be_visible()
    expect(page.locator("h2")).to_have_count(1)
    expect(page.get_by_text("Siden kan ikke åbnes for sig selv")).to_have_count(0)
    assert page.locator("html").get_attribute("lang") == "da"
    server.stop()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_no_serious_accessibility_fault_in_light_and_dark_and_fits_a_phone(
    path: str, sample_server: Server, walked: str, open_page: OpenPage
) -> None:
    page = open_page(f"{sample_server.address}/{path}?runde={walked}")
    expect(page.locator("h2").first).to_be_visible()
    assert driving.find_faults_in_light_and_dark(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    driving.settle(page)
    page.wait_for_function("document.querySelector('.stMain').scrollWidth <= 390")


def test_an_address_that_is_not_there_leads_home(sample_server: Server, open_page: OpenPage) -> None:
    page = open_page(f"{sample_server.address}/findes-ikke")
    page.wait_for_url(f"{sample_server.address}/")
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_the_page_says_it_is_danish_and_sends_security_headers(sample_server: Server, open_page: OpenPage) -> None:
    page = open_page(sample_server.address)
    answer = page.request.get(sample_server.address)
    assert page.locator("html").get_attribute("lang") == "da"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("host", "status"), [("localhost", 101), ("evil.example", 403)])
def test_only_known_host_names_get_a_connection(host: str, status: int, sample_server: Server) -> None:
    port = int(sample_server.address.rsplit(":", 1)[1])
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Host": host, "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    headers |= {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "streamlit"}
    connection.request("GET", "/_stcore/stream", headers=headers)
    assert connection.getresponse().status == status
    connection.close()


def test_the_port_is_changed_in_danish_when_it_is_taken(sample_server: Server, tmp_path: Path) -> None:
    taken = sample_server.address.rsplit(":", 1)[1]
    other = start_vil(tmp_path / "vil", "--no-sample", "--port", taken)
    assert other.address != sample_server.address
    other.stop()


def test_charts_stay_in_their_columns_on_the_projector(sample_server: Server, walked: str, open_page: OpenPage) -> None:
    page = open_page(f"{sample_server.address}/data?runde={walked}", width=1920, height=1080)
    driving.chart(page)
    page.get_by_text("Projektor").click()
    for number in (2, 3, 4, 5, 1):
        driving.go_to_step(page, number)
        assert_chart_fits(page)
    page.wait_for_function("document.querySelector('.stVegaLiteChart').getBoundingClientRect().bottom <= innerHeight")
    page.get_by_role("button", name="Vælg andre tal").click()
    expect(page.get_by_label("Holdt op imod")).to_be_visible()
    page.keyboard.press("Escape")
    driving.go_to_step(page, 5)
    driving.press(page, "Se den røde tråd")
    assert_chart_fits(page)
    page.reload()
    assert_chart_fits(page)
    expect(page.get_by_role("switch", name="Projektor")).to_be_checked()
    drawn = driving.chart(page)
    drawn.scroll_into_view_if_needed()
    box = drawn.bounding_box()
    assert box is not None
    for share in range(40, 60, 2):
        page.mouse.move(box["x"] + box["width"] * share / 100, box["y"] + box["height"] / 2)
    expect(page.locator("#vg-tooltip-element.visible")).to_contain_text("Periode")


BOX = "element => element.getBoundingClientRect().toJSON()"


def assert_chart_fits(page: Page) -> None:
    driving.settle(page)
    drawn = driving.chart(page).evaluate(BOX)
    column = page.locator('[data-testid="stColumn"]:has([data-testid="stVegaLiteChart"]:visible)').first.evaluate(BOX)
    assert column["width"] * 0.75 < drawn["width"]
    assert drawn["x"] + drawn["width"] <= column["x"] + column["width"] + 1
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 1920

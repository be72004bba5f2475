"""From an empty folder to a report on disk, and everything still there after a restart."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import driving
from tests.browser.conftest import start_vil

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
OWN_FILE = Path(__file__).parents[1] / "data" / "browser_days_per_unit.csv"
READ_BY_WEEK_OR_MONTH = "07_bekraeftede_tilfaelde_pr_dag_pr_kommune.csv"


def bring(page: Page, address: str, extract: Path) -> None:
    """Upload an extract, confirm that it is public, and publish it as it was guessed."""
    page.goto(f"{address}/udtraek")
    page.locator('input[type="file"]').set_input_files(extract)
    expect(page.get_by_text("Hvad betyder tallene?")).to_be_visible(timeout=30_000)
    driving.settle(page)
    while page.get_by_role("button", name="Ja, læs det sådan").count():
        driving.press(page, "Ja, læs det sådan")
        expect(page.get_by_text("Hvad betyder tallene?")).to_be_visible(timeout=30_000)
        driving.settle(page)
    page.get_by_text("Offentlig statistik", exact=True).click()
    driving.settle(page)
    driving.press(page, "Udgiv")
    expect(page.get_by_text("er udgivet som udgave 1")).to_be_visible(timeout=60_000)


def begin(page: Page) -> None:
    driving.press(page, "Begynd en runde")
    driving.see_numbers(page)


def save_report(page: Page, kind: str, target: Path) -> Path:
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=f"Hent som {kind}").click()
    download.value.save_as(target)
    return target


def test_a_round_on_an_own_extract_survives_a_restart(open_page: OpenPage, tmp_path: Path) -> None:
    data = tmp_path / "vil"
    server = start_vil(data, "--no-sample")
    page = open_page(server.address)
    bring(page, server.address, OWN_FILE)
    begin(page)
    driving.walk_to_the_end(page)
    word = save_report(page, "Word", tmp_path / "round.docx")
    web = save_report(page, "HTML", tmp_path / "round.html").read_text(encoding="utf-8")
    link = page.url
    server.stop()

    assert word.read_bytes().startswith(b"PK")
    assert "Vi lægger ferien fast i marts" in web
    assert "data:image/png;base64," in web
    again = start_vil(data, "--no-sample")
    page = open_page(link.replace(server.address, again.address))
    for text in (
        "Det går op og ned hen over sommeren",
        "Ferien bliver planlagt for sent",
        "Vi lægger ferien fast i marts",
    ):
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.get_by_text("MED-udvalget").first).to_be_visible()
    again.stop()


def test_the_real_days_per_kommune_are_read_by_week_and_month_and_walked_through_all_five_steps(
    open_page: OpenPage, tmp_path: Path, shared_data: Path
) -> None:
    server = start_vil(tmp_path / "vil", "--no-sample")
    page = open_page(server.address)
    bring(page, server.address, shared_data / "real" / READ_BY_WEEK_OR_MONTH)
    begin(page)
    assert page.get_by_text("Uger", exact=True).is_visible()
    page.get_by_text("Måneder", exact=True).click()
    page.wait_for_url("**trin=month**")
    driving.walk_to_the_end(page)
    server.stop()


def test_what_is_being_typed_is_there_after_the_server_was_killed(open_page: OpenPage, tmp_path: Path) -> None:
    server = start_vil(tmp_path / "vil")
    page = open_page(f"{server.address}/?foerste=nej")
    page.get_by_role("button", name="Begynd her").first.click()
    field = page.get_by_label("Om borgerne")
    field.press_sequentially("Vi tror, at borgerne venter for læ")
    expect(page.locator('[data-testid="stTextArea"]').first).to_be_visible()
    page.wait_for_timeout(2500)
    link = page.url
    server.kill()

    again = start_vil(tmp_path / "vil")
    page = open_page(link.replace(server.address, again.address))
    expect(page.get_by_label("Om borgerne")).to_have_value("Vi tror, at borgerne venter for læ")
    again.stop()


def test_what_is_typed_while_the_server_is_away_is_saved_when_it_is_back(open_page: OpenPage, tmp_path: Path) -> None:
    server = start_vil(tmp_path / "vil")
    page = open_page(f"{server.address}/?foerste=nej")
    page.get_by_role("button", name="Begynd her").first.click()
    field = page.get_by_label("Om borgerne")
    field.click()
    port = server.address.rsplit(":", 1)[1]
    field.press_sequentially("Vi tror, at borgerne venter")
    server.kill()
    expect(page.get_by_text("Forbindelsen er væk et øjeblik")).to_be_visible()
    again = start_vil(tmp_path / "vil", "--port", port)
    expect(page.get_by_text("Forbindelsen er væk et øjeblik")).to_have_count(0, timeout=30_000)
    expect(field).to_have_value("Vi tror, at borgerne venter ", timeout=20_000)
    page.wait_for_timeout(2000)
    page.reload()
    expect(page.get_by_label("Om borgerne")).to_have_value(re.compile("^Vi tror, at borgerne venter *$"))
    again.stop()


def test_a_card_sent_while_the_server_is_away_arrives_when_it_is_back(open_page: OpenPage, tmp_path: Path) -> None:
    server = start_vil(tmp_path / "vil")
    page = open_page(f"{server.address}/data?data=sygefravaer&enhed=Kompasset")
    driving.chart(page)
    driving.pin(page)
    driving.go_to_step(page, 3)
    field = page.get_by_label("Interne, individuelle").get_by_role("textbox")
    field.fill("To er syge længe")
    server.kill()
    expect(page.locator('.stApp[data-test-connection-state="CONNECTED"]')).to_have_count(0)
    field.press("Enter")
    again = start_vil(tmp_path / "vil", "--port", server.address.rsplit(":", 1)[1])
    expect(page.get_by_label("Interne, individuelle").locator(".card .text")).to_have_text(
        "To er syge længe", timeout=30_000
    )
    again.stop()

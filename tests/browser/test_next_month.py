"""Next month is one step, and nobody publishes what is different without having seen it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import driving
from tests.browser.conftest import start_vil
from tests.services.months import make_rows, write_extract

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]


def upload(page: Page, address: str, extract: Path) -> None:
    page.goto(f"{address}/udtraek")
    page.locator('input[type="file"]').first.set_input_files(extract)


def test_a_month_with_a_renamed_column_a_new_unit_and_a_faulty_cell_is_shown_accepted_and_published(
    open_page: OpenPage, tmp_path: Path
) -> None:
    rows = make_rows(19)
    rows[7][2] = "fejl!"
    rows.append(["2026-07", "Afdeling Øst", "12", "20"])
    june = write_extract(tmp_path / "fravaer_2026_06.csv", make_rows(18))
    july = write_extract(tmp_path / "fravaer_2026_07.csv", rows, ("Måned", "Afd.", "Fraværsdage", "Ansatte"))
    server = start_vil(tmp_path / "vil", "--no-sample")
    page = open_page(server.address)

    upload(page, server.address, june)
    expect(page.get_by_text("Hvad betyder tallene?")).to_be_visible(timeout=30_000)
    page.get_by_text("Det handler ikke om enkelte personer").click()
    driving.press(page, "Udgiv udgave 1")
    expect(page.get_by_text("er udgivet som udgave 1")).to_be_visible(timeout=60_000)

    upload(page, server.address, july)
    expect(page.get_by_text("Samme som sidst?")).to_be_visible(timeout=60_000)
    driving.settle(page)
    for part in ("ser ud til at hedde »Afd.« nu", "1 celle i kolonnen »Fraværsdage«", "Ny enhed: »Afdeling Øst«"):
        expect(page.get_by_text(part).first).to_be_visible()
    publish = page.get_by_role("button", name="Udgiv udgave 2")
    expect(publish).to_be_disabled()
    with page.expect_download() as download:
        page.get_by_role("button", name="Hent listen som CSV").click()
    download.value.save_as(tmp_path / "liste.csv")
    assert ";9;Fraværsdage;fejl!;1;" in (tmp_path / "liste.csv").read_text(encoding="utf-8-sig")

    driving.press(page, "Det hele er i orden")
    expect(publish).to_be_enabled()
    driving.settle(page)
    page.reload()
    expect(publish).to_be_enabled(timeout=60_000)
    publish.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("er udgivet som udgave 2")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("1 celle, der ikke kunne læses, er udeladt").first).to_be_visible()
    server.stop()
    assert sorted(path.name for path in (tmp_path / "vil" / "datasets" / "fravaer").iterdir() if path.is_dir()) == [
        "1",
        "2",
    ]
    assert 'renames = [["Afd.", "Afdeling"]]' in (tmp_path / "vil" / "recipes" / "fravaer.toml").read_text("utf-8")


def test_the_page_fits_a_phone(open_page: OpenPage, tmp_path: Path) -> None:
    june = write_extract(tmp_path / "fravaer_2026_06.csv", make_rows(18))
    server = start_vil(tmp_path / "vil", "--no-sample")
    page = open_page(server.address, width=390, height=844, touch=True)
    upload(page, server.address, june)
    expect(page.get_by_text("Hvad betyder tallene?")).to_be_visible(timeout=30_000)
    driving.settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    server.stop()

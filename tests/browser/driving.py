"""Drive the pages as a person does: by what is written on them, waiting for what is seen."""

from __future__ import annotations

from datetime import date
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
STEP_NAMES = ("Data", "Fortolkning", "Forklaringer", "Løsninger", "Implementering (og opfølgning)")
_GROUND_IS = """theme => {
    const ground = getComputedStyle(document.querySelector(".stApp")).backgroundColor.match(/[0-9.]+/g).slice(0, 3);
    return (ground.reduce((sum, part) => sum + Number(part), 0) < 384) === (theme === "dark");
}"""


def settle(page: Page) -> None:
    """Wait until the server has answered and nothing is left to draw."""
    expect(page.locator(IDLE)).to_be_attached()
    expect(page.locator('[data-stale="true"]')).to_have_count(0)


def press(page: Page, name: str) -> None:
    settle(page)
    page.get_by_role("button", name=name).first.click()
    settle(page)


def heading(page: Page) -> str:
    settle(page)
    return page.locator("h2").first.inner_text()


def write(page: Page, label: str, text: str) -> None:
    """Write in a field and leave it, as a person does who goes on to the next."""
    field = page.get_by_label(label, exact=True).first
    field.fill(text)
    field.press("Tab")
    settle(page)


def choose_date(page: Page, label: str, day: date) -> None:
    field = page.get_by_label(label, exact=False).first
    field.fill(day.strftime("%d-%m-%Y"))
    field.press("Enter")
    field.press("Escape")
    settle(page)


def go_to_step(page: Page, number: int) -> None:
    """Press a stone on the board."""
    settle(page)
    page.get_by_role("button", name=f"Trin {number}: {STEP_NAMES[number - 1]}").click()
    expect(page.locator('button[aria-current="step"]')).to_contain_text(str(number))
    settle(page)


def switch_theme(page: Page, theme: Literal["light", "dark"]) -> None:
    """Let the machine's own setting change to light or dark while the page is open."""
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(_GROUND_IS, arg=theme)
    settle(page)


def find_faults_in_light_and_dark(page: Page) -> list[tuple[str, list[str]]]:
    """Look for faults in both themes; the page is left dark."""
    switch_theme(page, "light")
    light = find_faults(page)
    switch_theme(page, "dark")
    return light + find_faults(page)


def find_faults(page: Page, within: str | None = None) -> list[tuple[str, list[str]]]:
    """Find what axe calls serious or critical, `within` a part of the page or in all of it: the rule, and where each begins."""
    found = Axe().run(page, context=within).response["violations"]
    serious = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    return [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in serious]


def chart(page: Page) -> Locator:
    settle(page)
    found = page.locator('[data-testid="stVegaLiteChart"] :is(canvas, svg):visible').first
    expect(found).to_be_visible()
    return found


def see_numbers(page: Page) -> None:
    """Lift the curtain of a round just begun, without a guess."""
    page.get_by_role("button", name="Vis tallene").click()
    chart(page)


def pin(page: Page) -> None:
    """Pin what the chart shows, and wait until the next step is there."""
    press(page, "Det undrer os")
    expect(page.locator('button[aria-current="step"]')).to_contain_text("2", timeout=15_000)


def walk_to_the_end(page: Page) -> None:
    """Walk from the chart of step 1 through every step, writing what a team would."""
    pin(page)
    chart(page)
    write(page, "Hvad undrer jer?", "Det går op og ned hen over sommeren")
    write(page, "Sådan kan det læses", "Der er færre på arbejde")
    write(page, "Hvordan kunne en anden læse det?", "Vi tæller på en ny måde")
    page.get_by_text("Nej", exact=True).click()
    write(page, "Sammenlignet med hvad?", "Det, vi lovede borgerne")
    press(page, "Videre til forklaringer")

    field = page.get_by_label("Interne, kollektive").get_by_role("textbox")
    field.fill("Ferien bliver planlagt for sent")
    field.press("Enter")
    expect(page.locator(".card")).to_contain_text("Ferien bliver planlagt for sent")
    press(page, "Videre til løsninger")

    chart(page)
    write(page, "Hvad prøver vi?", "Vi lægger ferien fast i marts")
    write(page, "Det mindste næste skridt", "Sæt det på dagsordenen")
    write(page, "Hvem tager det?", "Mette")
    write(page, "Når …", "vi holder møde i marts")
    write(page, "… så …", "lægger vi ferien")
    page.get_by_text("Vi håber, det falder").click()
    settle(page)
    press(page, "Lås vores bud")
    press(page, "Lås det nu")
    expect(page.get_by_text("Buddet er låst")).to_be_visible()
    press(page, "Videre til opfølgning")

    chart(page)
    write(page, "Hvad blev vi klogere på?", "Det er for tidligt")
    write(page, "Hvem skal holdes orienteret?", "MED-udvalget")
    press(page, "Se den røde tråd")
    expect(page.get_by_text("Vi lægger ferien fast i marts").first).to_be_visible()

"""Bringing an extract: known data sets are held against last time, new ones are given their meaning, and all is told."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.importing.persons_example import make_numbers
from tests.services.months import Rows, make_rows, propose, publish_first, write_extract
from vil.importing import load_recipe
from vil.model.indicator import Aggregation, Behind, Measure
from vil.model.period import Grain
from vil.model.reading import Column, ColumnType, Reading
from vil.model.recipe import Drift, PersonalColumn, ReadingOptions
from vil.model.series import View
from vil.services.datasets import find_version, list_versions
from vil.services.publishing import preview_extract, propose_recipe, publish_extract
from vil.settings import Settings
from vil.ui.bringing import list_preview
from vil.warehouse import load_series

pytestmark = pytest.mark.usefixtures("reading_here")

Visit = Callable[..., AppTest]
RENAMED = ("Måned", "Afd.", "Fraværsdage", "Ansatte")


@pytest.fixture
def bring(empty_folder: Settings, visit: Visit) -> Callable[[str, Rows, tuple[str, ...]], AppTest]:
    """Choose a file in the inbox on the page."""

    def choose(name: str, rows: Rows, headers: tuple[str, ...]) -> AppTest:
        path = write_extract(empty_folder.inbox / name, rows, headers)
        app = visit("bring.py")
        app.segmented_control(key="bring.where").set_value("Fra indbakken").run()
        app.selectbox(key="bring.inbox").set_value(path).run()
        assert not app.exception
        return app

    return choose


def texts(app: AppTest) -> str:
    shown = [*app.markdown, *app.caption, *app.subheader, *app.error, *app.warning, *app.info, *app.success]
    return "\n".join(str(one.value) for one in shown)


def wait_until_published(app: AppTest) -> AppTest:
    """Follow the publication as the page does, until it has ended."""
    deadline = time.monotonic() + 60
    while "bring.job" in app.session_state and time.monotonic() < deadline:
        app.session_state["bring.job"].ended.wait(30)
        app.run()
    assert not app.exception
    return app


def button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(one for one in app.button if one.label.startswith(label))


HEADERS = ("Måned", "Afdeling", "Fraværsdage", "Ansatte")


def test_one_month_more_is_published_in_one_step(
    empty_folder: Settings, tmp_path: Path, bring: Callable[..., AppTest]
) -> None:
    publish_first(empty_folder, tmp_path)
    app = bring("fravaer_2026_07.csv", make_rows(19), HEADERS)

    assert "**Ja. Alt er, som det plejer.**" in texts(app)
    assert "**57** rækker, **3 enheder**" in texts(app)
    wait_until_published(button(app, "Udgiv udgave 2").click().run())
    assert "er udgivet som udgave 2" in texts(app)
    assert find_version(empty_folder, "fravaer").last.code == "2026-07"


def test_everything_different_is_shown_and_nothing_is_published_before_it_is_accepted(
    empty_folder: Settings, tmp_path: Path, bring: Callable[..., AppTest]
) -> None:
    publish_first(empty_folder, tmp_path)
    rows = make_rows(19)
    rows[7][2] = "fejl!"
    rows.append(["2026-07", "Afdeling Øst", "12", "20"])
    app = bring("fravaer_2026_07.csv", rows, RENAMED)

    said = texts(app)
    assert "**Næsten. 3 ting er anderledes.**" in said
    for part in ("ser ud til at hedde »Afd.« nu", "1 celle i kolonnen »Fraværsdage«", "»Afdeling Øst«"):
        assert part in said
    assert "navnene ligner hinanden" in said
    assert button(app, "Udgiv udgave 2").disabled
    button(app, "Det hele er i orden").click().run()
    assert not button(app, "Udgiv udgave 2").disabled
    wait_until_published(button(app, "Udgiv udgave 2").click().run())
    assert "er udgivet som udgave 2" in texts(app)
    assert "1 celle, der ikke kunne læses, er udeladt" in texts(app)
    kept = load_recipe(empty_folder.recipes / "fravaer.toml")
    assert kept.reading.renames == (("Afd.", "Afdeling"),)
    assert {rule.drift for rule in kept.columns} == {Drift.STOP}


def test_each_difference_is_accepted_by_itself_and_the_choice_survives_a_rerun(
    empty_folder: Settings, tmp_path: Path, bring: Callable[..., AppTest]
) -> None:
    publish_first(empty_folder, tmp_path)
    rows = make_rows(19)
    rows.append(["2026-07", "Afdeling Øst", "12", "20"])
    app = bring("fravaer_2026_07.csv", rows, RENAMED)

    boxes = [box for box in app.checkbox if box.label.startswith("Det er i orden")]
    assert len(boxes) == 2
    boxes[0].check().run()
    assert button(app, "Udgiv udgave 2").disabled
    app.run()
    boxes = [box for box in app.checkbox if box.label.startswith("Det er i orden")]
    assert [box.value for box in boxes] == [True, False]
    boxes[1].check().run()
    assert not button(app, "Udgiv udgave 2").disabled


def test_a_column_nothing_resembles_is_pointed_out_by_hand(
    empty_folder: Settings, tmp_path: Path, bring: Callable[..., AppTest]
) -> None:
    publish_first(empty_folder, tmp_path)
    app = bring("fravaer_2026_07.csv", make_rows(19), (*HEADERS[:2], "Xyz", "Ansatte"))

    assert "**Nej. Noget skal rettes, før det kan udgives.**" in texts(app)
    next(box for box in app.selectbox if box.label == "Hvilken kolonne er »Fraværsdage« nu?").set_value("Xyz").run()
    assert not app.exception
    assert "**Ja. Alt er, som det plejer.**" in texts(app)
    assert not button(app, "Udgiv udgave 2").disabled


def answer(app: AppTest, behind: Behind) -> AppTest:
    """Say of every amount who is behind it."""
    for box in [box for box in app.radio if box.label.startswith("Hvem står bag")]:
        box.set_value(behind)
    return app.run()


def test_doubled_rows_are_told_and_cannot_be_accepted(
    empty_folder: Settings, tmp_path: Path, bring: Callable[..., AppTest]
) -> None:
    publish_first(empty_folder, tmp_path)
    rows = make_rows(19)
    rows.append(list(rows[4]))
    app = bring("fravaer_2026_07.csv", rows, HEADERS)

    assert "1 felt står flere gange" in texts(app)
    assert button(app, "Udgiv udgave 2").disabled
    assert not [box for box in app.checkbox if box.label.startswith("Det er i orden")]


def test_the_same_file_again_says_so(empty_folder: Settings, tmp_path: Path, bring: Callable[..., AppTest]) -> None:
    publish_first(empty_folder, tmp_path)
    app = bring("fravaer_2026_06.csv", make_rows(18), HEADERS)

    assert "Det er den samme fil som udgave 1" in texts(app)
    assert "**Ja. Men der er ikke noget nyt i det.**" in texts(app)


def test_rules_for_next_time_and_file_names_are_kept_with_the_recipe(
    empty_folder: Settings, tmp_path: Path, bring: Callable[..., AppTest]
) -> None:
    publish_first(empty_folder, tmp_path)
    app = bring("fravaer_2026_07.csv", make_rows(19), HEADERS)
    next(box for box in app.selectbox if box.label == "Afdeling").set_value(Drift.ACCEPT).run()
    next(box for box in app.text_input if box.label == "Filer, der hører til").set_value("fra*.csv, f?.xlsx").run()
    wait_until_published(button(app, "Udgiv udgave 2").click().run())

    kept = load_recipe(empty_folder.recipes / "fravaer.toml")
    assert kept.rule_of("Afdeling") is Drift.ACCEPT
    assert kept.files == ("fra*.csv", "f?.xlsx")


def test_a_new_data_set_is_confirmed_and_its_recipe_kept_with_its_columns(
    empty_folder: Settings, bring: Callable[..., AppTest]
) -> None:
    app = bring("sygdom.csv", make_rows(18), HEADERS)

    assert "Hvad betyder tallene?" in texts(app)
    assert button(app, "Udgiv udgave 1").disabled
    assert "Svar først på, hvem der står bag »Fraværsdage«" in texts(app)
    wait_until_published(button(answer(app, Behind.SAFE), "Udgiv udgave 1").click().run())
    kept = load_recipe(empty_folder.recipes / "sygdom.toml")
    assert [rule.name for rule in kept.columns] == list(HEADERS)
    assert [one.behind for one in kept.indicators] == [Behind.SAFE, None]
    assert "»Fraværsdage«: små felter kan ikke findes" in find_version(empty_folder, "sygdom").warnings[-1]


def test_days_of_unknown_persons_are_judged_by_a_column_that_counts_them(
    empty_folder: Settings, bring: Callable[..., AppTest]
) -> None:
    app = bring("sygdom.csv", make_rows(18), HEADERS)
    next(box for box in app.selectbox if box.label == "Antal personer står i").set_value("Ansatte").run()

    assert not [box for box in app.radio if box.label.startswith("Hvem står bag")]
    assert not button(app, "Udgiv udgave 1").disabled


@pytest.mark.parametrize(
    ("kind", "added"),
    [
        (Aggregation.COUNT, {"key": None}),
        (Aggregation.DISTINCT, {"key": "Måned"}),
        (Aggregation.FORMULA, {"key": None}),
    ],
)
def test_a_number_that_is_no_column_is_added(
    empty_folder: Settings, bring: Callable[..., AppTest], kind: Aggregation, added: dict[str, str | None]
) -> None:
    app = bring("sygdom.csv", make_rows(18), HEADERS)
    next(box for box in app.radio if "Hvem" in box.label).set_value("person_rows").run()
    next(box for box in app.selectbox if box.label == "Et tal, der ikke er en kolonne").set_value(kind).run()
    button(app, "Tilføj").click().run()
    if kind is Aggregation.FORMULA:
        next(box for box in app.text_input if box.label == "Formel").set_value("fravaersdage / ansatte").run()
    assert not app.exception
    wait_until_published(button(app, "Udgiv udgave 1").click().run())

    indicator = find_version(empty_folder, "sygdom").recipe.indicators[-1]
    assert (indicator.aggregation, indicator.key) == (kind, added["key"])


def cases(rows: int) -> Rows:
    return [
        [
            f"{1 + row % 27:02d}-{1 + row % 6:02d}-2025",
            f"Afdeling {row % 4}",
            STATES[row % 3],
            f"b-{row // 2}",
            str(row % 40),
        ]
        for row in range(rows)
    ]


STATES = ("Afsluttet", "Åben", "Afvist")
CASES = ("Modtaget", "Afdeling", "Status", "Borger", "Ventetid (dage)")


def add(app: AppTest, kind: Aggregation) -> AppTest:
    next(box for box in app.selectbox if box.label == "Et tal, der ikke er en kolonne").set_value(kind).run()
    button(app, "Tilføj").click().run()
    assert not app.exception
    return app


def test_an_added_count_of_persons_counts_the_column_that_tells_persons_apart(bring: Callable[..., AppTest]) -> None:
    app = add(bring("sager.csv", cases(300), CASES), Aggregation.DISTINCT)

    assert [box.value for box in app.selectbox if box.label == "Forskellige i kolonnen"] == ["Borger", "Borger"]


def test_an_added_share_is_per_cent_of_rows_with_one_answer(
    empty_folder: Settings, bring: Callable[..., AppTest]
) -> None:
    app = add(bring("sager.csv", cases(300), CASES), Aggregation.SHARE)
    wait_until_published(button(app, "Udgiv udgave 1").click().run())

    share = find_version(empty_folder, "sager").recipe.indicators[-1]
    assert (share.name, share.only) == ("Andel med status Afsluttet", (("Status", "Afsluttet"),))
    assert (share.measure, share.scale) == (Measure("pct.", 1), 100.0)


def test_a_median_of_whole_figures_is_proposed_with_a_decimal(bring: Callable[..., AppTest]) -> None:
    app = bring("sygdom.csv", make_rows(18), HEADERS)
    next(box for box in app.selectbox if box.label == "Sådan regnes det sammen").set_value(Aggregation.MEDIAN).run()

    assert [box.value for box in app.number_input if box.label == "Decimaler"] == [1, 0]


def test_the_decimal_mark_is_told_only_of_a_file_with_decimals(bring: Callable[..., AppTest]) -> None:
    rows = make_rows(18)
    assert "decimal" not in texts(bring("hele.csv", rows, HEADERS))
    assert "decimalkomma" in texts(bring("brudte.csv", [[*row[:2], f"{row[2]},5", row[3]] for row in rows], HEADERS))


def test_a_number_that_a_workbook_keeps_is_shown_with_a_comma_and_text_as_it_stands() -> None:
    columns = (Column("Kode", ColumnType.TEXT, 0, 2, None), Column("Tal", ColumnType.NUMBER, 0, 2, 21.3))
    kept = Reading(
        "f.xlsx", "xlsx", sheet="Ark1", columns=columns, preview=(("Kode", "Tal"), ("1.2", "10.3"), ("2", "11"))
    )
    assert [[*row.values()] for row in list_preview(kept)] == [["1.2", "10,3"], ["2", "11"]]
    written = replace(kept, sheet=None, decimal=".")
    assert [*list_preview(written)[0].items()] == [("Kode (tekst)", "1.2"), ("Tal (tal)", "10.3")]


def test_personal_numbers_are_decided_before_anything_else(
    empty_folder: Settings, bring: Callable[..., AppTest]
) -> None:
    persons = make_numbers(54)
    rows = [[*row, person] for row, person in zip(make_rows(18), persons, strict=True)]
    app = bring("personer.csv", rows, (*HEADERS, "CPR"))

    assert "Personnumre skal ud, før vi går videre" in texts(app)
    assert not any("Udgiv" in one.label for one in app.button)
    button(app, "Læs igen uden personnumre").click().run()
    assert not app.exception
    assert "Hvad betyder tallene?" in texts(app)
    assert not any(person in texts(app) for person in persons)


def test_a_name_that_is_taken_is_not_published_over(
    empty_folder: Settings, tmp_path: Path, bring: Callable[..., AppTest]
) -> None:
    publish_first(empty_folder, tmp_path)
    app = bring("andet.csv", make_rows(19), HEADERS)
    button(app, "Nej, det er et nyt datasæt").click().run()
    next(box for box in app.text_input if box.label == "Datasættets navn").set_value("Fravaer").run()

    assert "Der er allerede et datasæt" in texts(app)
    assert not any("Udgiv" in one.label for one in app.button)
    assert len(list_versions(empty_folder, "fravaer")) == 1


def test_a_file_that_cannot_be_read_is_said_kindly(empty_folder: Settings, visit: Visit) -> None:
    path = empty_folder.inbox / "tom.csv"
    path.write_text("", encoding="utf-8")
    app = visit("bring.py")
    app.segmented_control(key="bring.where").set_value("Fra indbakken").run()
    app.selectbox(key="bring.inbox").set_value(path).run()

    assert not app.exception
    assert len(app.error) == 1


def test_a_kept_recipe_newer_than_the_version_is_the_one_used(
    empty_folder: Settings, tmp_path: Path, bring: Callable[..., AppTest]
) -> None:
    from vil.importing import save_recipe

    path = write_extract(tmp_path / "fravaer.csv", make_rows(18))
    version = publish_extract(empty_folder, path, propose(empty_folder, path), published_by="test")
    kept = empty_folder.recipes / "fravaer.toml"
    save_recipe(replace(version.recipe, title="Rettet af mig"), kept)
    later = time.time() + 60
    os.utime(kept, (later, later))
    app = bring("fravaer_2026_07.csv", make_rows(19), HEADERS)

    assert "Vi bruger opskriften fra sidst til »Rettet af mig«." in texts(app)


def test_a_file_that_can_be_read_in_two_ways_is_published_when_it_is_decided(
    empty_folder: Settings, bring: Callable[..., AppTest]
) -> None:
    rows = [[month, unit, f"{1 + n % 8}.{100 + n}", "60"] for n, (month, unit, *_) in enumerate(make_rows(18))]
    app = bring("beloeb.csv", rows, HEADERS)

    assert "Hvad betyder tegnet i" in texts(app)
    assert "»1.100« er 1.100" in texts(app).replace("\\", "")
    assert "»1.100« er 1,100" in texts(app).replace("\\", "")
    assert button(app, "Udgiv udgave 1").disabled
    button(app, "Nej, læs det sådan").click().run()
    assert not app.exception
    assert not any("læs det sådan" in one.label for one in app.button)
    assert not button(answer(app, Behind.PERSONS), "Udgiv udgave 1").disabled


def test_rows_of_cases_are_published_as_they_are_proposed(
    empty_folder: Settings, bring: Callable[..., AppTest]
) -> None:
    headers = ("Modtaget", "Center", "Afdeling", "Borger", "Alder", "Ventetid (dage)", "Rettidig")
    rows = [
        [
            f"{1 + row % 27:02d}-{1 + row % 6:02d}-2025",
            f"Center {row % 4 // 2}",
            f"Afdeling {row % 4}",
            f"b-{row // 2}",
            str(row % 90),
            str(row % 40),
            "ja" if row % 3 else "nej",
        ]
        for row in range(600)
    ]
    app = bring("sager.csv", rows, headers)

    assert "Måneder, januar 2025 – juni 2025" in texts(app)
    wait_until_published(button(app, "Udgiv udgave 1").click().run())
    version = find_version(empty_folder, "sager")
    assert (version.recipe.unit, version.recipe.unit_levels, version.recipe.person_key) == (
        "Afdeling",
        ("Center",),
        "Borger",
    )
    assert [one.aggregation for one in version.recipe.indicators] == [
        Aggregation.COUNT,
        Aggregation.DISTINCT,
        Aggregation.SHARE,
        Aggregation.MEDIAN,
        Aggregation.MEAN,
    ]


def test_a_year_and_its_month_are_one_period_on_the_page(empty_folder: Settings, bring: Callable[..., AppTest]) -> None:
    rows = [[*month.split("-"), unit, days, staff] for month, unit, days, staff in make_rows(18)]
    app = bring("fravaer.csv", rows, ("År", "Måned", "Afdeling", "Fraværsdage", "Ansatte"))

    assert "sat sammen af »År« og »Måned«" in texts(app)
    wait_until_published(button(answer(app, Behind.SAFE), "Udgiv udgave 1").click().run())
    assert find_version(empty_folder, "fravaer").last.code == "2026-06"


def by_days(days: int) -> Rows:
    first = date(2025, 1, 1)
    return [
        [(first + timedelta(days=day)).isoformat(), unit, str(10 + (3 * day + place) % 17)]
        for day in range(days)
        for place, unit in enumerate(("Nord", "Syd"))
    ]


def test_days_are_gathered_in_months_where_the_analyst_says_so(
    empty_folder: Settings, bring: Callable[..., AppTest]
) -> None:
    rows = by_days(120)
    app = bring("opkald.csv", rows, ("Dato", "Afdeling", "Opkald"))
    grain = next(box for box in app.selectbox if box.label == "Saml datoerne i")
    assert grain.options == ["dage", "uger", "måneder", "kvartaler", "år"]
    grain.set_value(Grain.MONTH).run()
    next(box for box in app.radio if "Hvem" in box.label).set_value("open").run()
    assert "Måneder, januar 2025 – april 2025" in texts(app)
    wait_until_published(button(app, "Udgiv udgave 1").click().run())

    version = find_version(empty_folder, "opkald")
    series = load_series(empty_folder.datasets, View("opkald", 1, "opkald", "Nord", Grain.MONTH))
    january = sum(float(row[2]) for row in rows if row[0] < "2025-02" and row[1] == "Nord")
    assert (version.recipe.grain, version.last.code) == (Grain.MONTH, "2025-04")
    assert series.points[0].value == january


def test_the_same_day_twice_is_a_fault_though_days_are_gathered(
    empty_folder: Settings, bring: Callable[..., AppTest]
) -> None:
    rows = by_days(120)
    app = bring("opkald.csv", [*rows, rows[7]], ("Dato", "Afdeling", "Opkald"))
    next(box for box in app.selectbox if box.label == "Saml datoerne i").set_value(Grain.MONTH).run()
    wait_until_published(button(app, "Udgiv udgave 1").click().run())

    assert "Tallene er ikke udgivet" in texts(app)


def test_a_new_name_with_known_columns_is_asked_where_it_belongs(
    empty_folder: Settings, tmp_path: Path, bring: Callable[..., AppTest]
) -> None:
    publish_first(empty_folder, tmp_path)
    app = bring("helt-andet-navn.csv", make_rows(19), HEADERS)

    assert "Hører det til her?" in texts(app)
    assert not any("Udgiv" in one.label for one in app.button)
    button(app, "Ny udgave af »Fravær«").click().run()
    assert not app.exception
    assert "**Ja. Alt er, som det plejer.**" in texts(app)
    assert not button(app, "Udgiv udgave 2").disabled


def test_personal_numbers_are_not_asked_about_again_in_a_data_set_that_is_known(
    empty_folder: Settings, tmp_path: Path, bring: Callable[..., AppTest]
) -> None:
    rows = [[*row, person] for row, person in zip(make_rows(18), make_numbers(54), strict=True)]
    path = write_extract(tmp_path / "fravaer.csv", rows, (*HEADERS, "CPR"))
    options = ReadingOptions(personal=(PersonalColumn("CPR"),))
    reading = preview_extract(empty_folder, path, options)
    recipe = replace(propose_recipe(reading, dataset="fravaer", title="Fravær"), reading=options)
    recipe = replace(recipe, indicators=tuple(replace(one, behind=Behind.SAFE) for one in recipe.indicators))
    publish_extract(empty_folder, path, recipe, published_by="test")
    app = bring("helt-andet-navn.csv", rows, (*HEADERS, "CPR"))

    assert "Hører det til her?" in texts(app)
    button(app, "Ny udgave af »Fravær«").click().run()
    assert not app.exception
    assert "Personnumre skal ud" not in texts(app)
    assert "Samme som sidst?" in texts(app)

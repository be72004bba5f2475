"""A reload in the middle of bringing a file comes back to where one was, and to nothing that was stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.importing.persons_example import make_numbers
from tests.pages.test_bring import button, texts, wait_until_published
from tests.services.months import make_rows, publish_first
from vil.services.datasets import find_version
from vil.settings import Settings

pytestmark = pytest.mark.usefixtures("reading_here")

Visit = Callable[..., AppTest]
HEADERS = ("Måned", "Afdeling", "Fraværsdage", "Ansatte")


def upload(app: AppTest, name: str, rows: list[list[str]], headers: tuple[str, ...] = HEADERS) -> AppTest:
    content = "\n".join(";".join(row) for row in [headers, *rows]).encode()
    app.file_uploader(key="bring.upload").set_value((name, content, "text/csv")).run()
    assert not app.exception
    return app


def reload(app: AppTest, visit: Visit) -> AppTest:
    key = app.query_params["kladde"]
    again = visit("bring.py", kladde=key if isinstance(key, str) else key[0])
    assert not again.exception
    return again


def work(settings: Settings) -> list[str]:
    return [path.name for path in (settings.data_dir / ".work").iterdir() if path.name.startswith("draft-")]


def field(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(one for one in [*app.text_input, *app.selectbox, *app.radio, *app.checkbox] if one.label == label)


def test_a_new_data_set_comes_back_with_every_choice_and_is_published(empty_folder: Settings, visit: Visit) -> None:
    app = upload(visit("bring.py"), "fravaer.csv", make_rows(18))
    field(app, "Datasættets navn").set_value("Fravær i driften").run()
    field(app, "Hvem handler tallene om?").set_value("open").run()
    field(app, "Del også op på").set_value("").run()
    used = [box for box in app.checkbox if box.label == "Tag det med"]
    used[1].uncheck().run()
    next(one for one in app.selectbox if one.label == "Et tal, der ikke er en kolonne").set_value("count").run()
    button(app, "Tilføj").click().run()
    app.run()

    app = reload(app, visit)
    assert "**fravaer.csv**" in texts(app)
    assert [field(app, name).value for name in ("Datasættets navn", "Hvem handler tallene om?")] == [
        "Fravær i driften",
        "open",
    ]
    assert [box.value for box in app.checkbox if box.label == "Tag det med"] == [True, False, True]
    wait_until_published(button(app, "Udgiv udgave 1").click().run())
    assert work(empty_folder) == []
    assert "kladde" not in app.query_params
    assert [one.aggregation for one in find_version(empty_folder, "fravaer-i-driften").recipe.indicators] == [
        "sum",
        "count",
    ]


def test_next_month_comes_back_with_what_was_accepted(empty_folder: Settings, visit: Visit, tmp_path: Path) -> None:
    publish_first(empty_folder, tmp_path)
    rows = [*make_rows(19), ["2026-07", "Afdeling Øst", "12", "20"]]
    app = upload(visit("bring.py"), "fravaer_2026_07.csv", rows)
    box = next(box for box in app.checkbox if box.label.startswith("Det er i orden"))
    box.check().run()
    app.run()

    app = reload(app, visit)
    assert not button(app, "Udgiv udgave 2").disabled
    assert button(app, "Vælg en anden fil").click().run().file_uploader
    assert work(empty_folder) == []


def test_a_file_with_personal_numbers_is_not_handed_out_again_but_the_choices_stay(
    empty_folder: Settings, visit: Visit
) -> None:
    numbers = make_numbers(200)
    rows = [[number, f"2026-{1 + place % 6:02d}", "Nord"] for place, number in enumerate(numbers)]
    headers = ("Borger", "Måned", "Afdeling")
    app = upload(visit("bring.py"), "sager.csv", rows, headers)
    field(app, "Kolonnen »Borger«").set_value("pseudonym").run()
    app = button(app, "Læs igen uden personnumre").click().run()
    field(app, "Datasættets navn").set_value("Borgere").run()
    app.run()

    app = reload(app, visit)
    assert "Filen havde CPR-numre og er ikke gemt" in texts(app)
    assert not list((empty_folder.data_dir / ".work").rglob("sager.csv"))
    upload(app, "sager.csv", rows, headers)
    assert field(app, "Datasættets navn").value == "Borgere"
    assert not any(box.label == "Kolonnen »Borger«" for box in app.radio)


@pytest.mark.parametrize("key", ["A" * 22, "../../records", ""])
def test_an_address_to_nothing_is_answered_kindly(empty_folder: Settings, visit: Visit, key: str) -> None:
    app = visit("bring.py", kladde=key)
    assert not app.exception
    assert app.file_uploader
    assert ("er ryddet op" in texts(app)) == bool(key)

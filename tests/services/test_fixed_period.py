"""A file without a column of periods is one period as a whole: proposed from its name, kept, and asked about next time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.months import write_extract
from vil import cli
from vil.errors import RecipeInvalid
from vil.importing import load_recipe, parse_recipe, propose_fixed_period
from vil.model.drift import Change
from vil.model.indicator import Disclosure
from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.model.series import View
from vil.services.drift import rehearse_extract
from vil.services.publishing import keep_recipe, preview_extract, propose_recipe, publish_extract
from vil.services.publishing_sources import publish_source
from vil.settings import Settings, load_settings
from vil.warehouse import load_series

pytestmark = pytest.mark.usefixtures("reading_here")

HEADERS = ("Afdeling", "Besøg")
ROWS = [["Nord", "12"], ["Syd", "30"], ["Vest", "7"]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"data_dir": tmp_path / "vil"}, environ={})


def propose(settings: Settings, path: Path, period: str = "2022", grain: Grain = Grain.YEAR) -> Recipe:
    recipe = propose_recipe(preview_extract(settings, path), dataset="besoeg", title="Besøg")
    return replace(recipe, disclosure=Disclosure.OPEN, fixed_period=period, grain=grain)


@pytest.mark.parametrize(
    ("name", "titles", "found"),
    [
        ("besøg 2022.xlsx", (), "2022"),
        ("2022_traffic.xls", (), "2022"),
        ("fravaer_2026_07.csv", (), "2026-07"),
        ("Sygefravær marts 2026 (2).xlsx", (), "2026-03"),
        ("udtræk 1. kvt. 2026.csv", (), "2026-Q1"),
        ("tal-2026-U09.csv", (), "2026-W09"),
        ("udtraek-20260731.csv", ("Besøg i 2022",), None),
        ("nwRap-10Sep2024-101803.csv", (), None),
        ("fra 2020 til 2024.csv", (), None),
        ("besøg.csv", ("Besøg på centrene, 2022",), "2022"),
        ("besøg.csv", ("Besøg pr. dag",), None),
        ("kl10.csv", (), None),
    ],
)
def test_the_period_is_proposed_where_name_or_title_says_one_and_no_other(
    name: str, titles: tuple[str, ...], found: str | None
) -> None:
    proposed = propose_fixed_period(name, titles)
    assert (proposed.code if proposed else None) == found


def test_every_row_is_in_the_period_of_the_file_whether_it_is_read_or_added_up_where_it_lies(
    settings: Settings, tmp_path: Path
) -> None:
    import duckdb

    path = write_extract(tmp_path / "besøg 2022.csv", ROWS, HEADERS)
    recipe = propose(settings, path)
    assert parse_recipe(
        "\n".join(["dataset='a'", "title='b'", "grain='year'", "indicators=[]", "fixed_period='2022'"]), "r"
    ).fixed_period
    version = publish_extract(settings, path, recipe, published_by="test")
    parquet = tmp_path / "besøg.parquet"
    duckdb.execute(f"COPY (SELECT * FROM read_csv('{path}')) TO '{parquet}'")
    other = publish_source(settings, f"parquet://{parquet}", replace(recipe, dataset="direkte"), published_by="test")
    for one in (version, other):
        series = load_series(settings.datasets, View(one.dataset, 1, recipe.indicators[0].id, "Syd", Grain.YEAR))
        assert (one.first.code, one.last.code, series.points[0].value) == ("2022", "2022", 30.0)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"fixed_period": "2022-03"}, "fixed_period = »2022-03« er ikke et år"),
        ({"fixed_period": "sidste år"}, "fixed_period = »sidste år« er ikke et år"),
        ({"fixed_period": "2022", "period": "Afdeling"}, "Opskriften siger både"),
        ({"fixed_period": ""}, "Opskriften siger ikke, hvor perioderne står"),
    ],
)
def test_a_period_that_is_none_or_stands_beside_others_is_told(
    settings: Settings, tmp_path: Path, wrong: dict[str, str], told: str
) -> None:
    path = write_extract(tmp_path / "besøg 2022.csv", ROWS, HEADERS)
    recipe = replace(propose(settings, path), **wrong)  # type: ignore[arg-type]
    with pytest.raises(RecipeInvalid, match=told):
        publish_extract(settings, path, recipe, published_by="test")


def test_next_years_file_is_asked_about_and_never_taken_for_last_years_in_silence(
    settings: Settings, tmp_path: Path
) -> None:
    path = write_extract(tmp_path / "besøg 2022.csv", ROWS, HEADERS)
    recipe = propose(settings, path)
    publish_extract(settings, path, recipe, published_by="test")
    said = {}
    for name in ("besøg 2023", "besøg", "besøg 2022 rettet"):
        following = write_extract(tmp_path / f"{name}.csv", [*ROWS, ["Øst", "3"]], HEADERS)
        dry_run = rehearse_extract(settings, following, recipe)
        asked = [one for one in dry_run.stops if one.change is Change.FIXED_PERIOD]
        said[name] = (*(one.message for one in asked), dry_run.fitted.fixed_period)
    assert said == {
        "besøg 2023": ("Hele filen er én periode. Sidst var det 2022, og efter filens navn er det 2023 nu.", "2023"),
        "besøg": ("Hele filen er én periode. Sidst var det 2022, og filens navn siger ikke, hvad det er nu.", "2022"),
        "besøg 2022 rettet": ("2022",),
    }


def test_the_period_can_be_said_on_the_command_line_and_is_kept_in_the_recipe(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_extract(tmp_path / "besøg.csv", ROWS, HEADERS)
    kept = keep_recipe(settings, propose(settings, path, ""))
    words = ["publish", str(path), "--recipe", str(kept), "--data", str(settings.data_dir)]

    assert cli.run(words) == 2
    assert "hele filen handler om (fixed_period)" in capsys.readouterr().err
    assert cli.run([*words, "--period", "engang"]) == 2
    assert "»engang« er ikke en periode" in capsys.readouterr().err
    assert cli.run([*words, "--period", "marts 2026", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["published"][0]["last"] == "2026-03"
    assert (load_recipe(kept).fixed_period, load_recipe(kept).grain) == ("2026-03", Grain.MONTH)

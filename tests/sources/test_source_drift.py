"""A table is held against its recipe and the last version as a file is: nothing new, gone or renamed is published in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.sources.cases import READY, read_cells, write_cases
from vil.cli import run
from vil.errors import RecipeInvalid
from vil.importing import load_recipe, save_recipe
from vil.model.drift import Change
from vil.model.indicator import Disclosure, Indicator
from vil.model.period import Grain
from vil.model.recipe import Drift, Recipe
from vil.services.publishing import publish_extract
from vil.services.publishing_sources import publish_source, rehearse_source
from vil.settings import Settings

Say = Callable[..., tuple[int, str, str]]
FIRST = (
    "SELECT '2024K' || k AS periode, enhed, 10 * k AS antal, 'x' AS note FROM range(1, 4) AS r(k), "
    "(VALUES ('A'), ('B')) AS v(enhed)"
)
NEXT = (
    "SELECT '2024K' || k AS periode, enhed AS enheden, 10 * k AS antal, 1.5 AS ny FROM range(1, 5) AS r(k), "
    "(VALUES ('A'), ('B'), ('C')) AS v(enhed)"
)
RECIPE = replace(READY, indicators=READY.indicators[:1], totals=(), disclosure=Disclosure.OPEN)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "vil")


@pytest.fixture
def recipe(settings: Settings, tmp_path: Path) -> Recipe:
    """The recipe of a first version, with what its columns were like."""
    first = write_cases(tmp_path / "first.parquet", sql=FIRST)
    return publish_source(settings, f"parquet://{first}", RECIPE, published_by="Anne").recipe


@pytest.fixture
def say(settings: Settings, tmp_path: Path, recipe: Recipe, capsys: pytest.CaptureFixture[str]) -> Say:
    settings.recipes.mkdir(exist_ok=True)
    save_recipe(recipe, settings.recipes / "klar.toml")
    following = write_cases(tmp_path / "next.parquet", sql=NEXT)

    def say(*words: str) -> tuple[int, str, str]:
        where = ["--recipe", str(settings.recipes / "klar.toml"), "--data", str(settings.data_dir)]
        code = run(["publish", "--source", f"parquet://{following}", *where, *words])
        return (code, *capsys.readouterr())

    return say


def test_the_columns_of_a_first_version_are_written_down(recipe: Recipe) -> None:
    assert [(rule.name, rule.type, rule.drift) for rule in recipe.columns] == [
        ("periode", "period", "stop"),
        ("enhed", "text", "stop"),
        ("antal", "number", "stop"),
        ("note", "text", "stop"),
    ]


def test_everything_different_is_told_at_once_and_published_when_it_is_accepted(say: Say, settings: Settings) -> None:
    code, out, err = say()
    assert (code, out) == (2, "")
    for part in (
        "»enhed« ser ud til at hedde »enheden« nu",
        "»note« er ikke med længere",
        "»ny«",
        "Ny enhed: »C«",
        "--accept",
    ):
        assert part in err
    code, out, err = say("--dry-run", "--json")
    answer = json.loads(out)["published"][0]
    assert (code, answer["stops"], answer["outcome"]["units"], answer["last"]) == (
        2,
        4,
        ["Alle enheder", "A", "B", "C"],
        1,
    )
    assert not (settings.datasets / "klar" / "2").exists()

    code, out, _ = say("--accept")
    assert (code, "klar, udgave 2: 12 rækker fra next.parquet." in out) == (0, True)
    kept = load_recipe(settings.recipes / "klar.toml")
    assert kept.reading.renames == (("enheden", "enhed"),)
    assert {rule.name for rule in kept.columns} == {"periode", "enhed", "antal", "ny"}
    assert say()[0] == 0


def test_new_units_are_left_out_where_the_rule_says_so_and_it_stands_on_the_version(
    settings: Settings, tmp_path: Path, recipe: Recipe
) -> None:
    sql = NEXT.replace("enhed AS enheden", "enhed").replace("1.5 AS ny", "'x' AS note")
    path = write_cases(tmp_path / "next.parquet", sql=sql)
    dropping = replace(recipe, columns=tuple(replace(rule, drift=Drift.DROP) for rule in recipe.columns))
    assert not rehearse_source(settings, path, dropping).stops
    version = publish_source(settings, f"parquet://{path}", dropping, published_by="Anne")
    assert {unit.name for unit in version.units} == {"Alle enheder", "A", "B"}
    assert version.rows == 8
    assert any("»C«" in warning for warning in version.warnings)


def test_rows_without_a_readable_period_are_dropped_and_counted_only_where_the_rule_says_so(
    settings: Settings, tmp_path: Path, recipe: Recipe
) -> None:
    path = write_cases(tmp_path / "f.parquet", sql=f"{FIRST} UNION ALL SELECT 'i går', 'A', 5, 'x'")
    with pytest.raises(RecipeInvalid, match="»i går« er ikke et kvartal"):
        publish_source(settings, f"parquet://{path}", recipe, published_by="Anne")
    rules = tuple(replace(rule, drift=Drift.DROP) if rule.name == "periode" else rule for rule in recipe.columns)
    version = publish_source(settings, f"parquet://{path}", replace(recipe, columns=rules), published_by="Anne")
    assert version.rows == 6
    assert "1 celle, der ikke kunne læses, er udeladt." in version.warnings


def test_days_are_added_up_where_they_lie_as_they_are_in_a_file_and_the_same_day_twice_is_a_fault(
    settings: Settings, tmp_path: Path
) -> None:
    sql = "SELECT DATE '2026-01-01' + CAST(d AS INTEGER) AS dato, 'A' AS enhed, d AS antal FROM range(90) AS r(d)"
    path = write_cases(tmp_path / "dage.parquet", sql=sql)
    recipe = Recipe(
        "dage",
        "Dage",
        (Indicator("antal", "Antal", value="antal"),),
        Grain.MONTH,
        period="dato",
        unit="enhed",
        disclosure=Disclosure.OPEN,
        adds_days=True,
    )
    there = publish_source(settings, f"parquet://{path}", recipe, published_by="Anne")
    read = publish_extract(settings, path, recipe, published_by="Anne")
    assert read_cells(settings, there) == read_cells(settings, read)
    with pytest.raises(RecipeInvalid, match="A, januar 2026 står 31 gange"):
        publish_source(settings, f"parquet://{path}", replace(recipe, adds_days=False), published_by="Anne")
    twice = write_cases(tmp_path / "to.parquet", sql=f"{sql} UNION ALL SELECT DATE '2026-01-05', 'A', 7")
    with pytest.raises(RecipeInvalid, match="A, januar 2026 står 2 gange"):
        publish_source(settings, f"parquet://{twice}", recipe, published_by="Anne")


def test_a_large_parquet_file_is_added_up_where_it_lies_with_the_same_cube_and_the_same_questions(
    settings: Settings,
    tmp_path: Path,
    recipe: Recipe,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = write_cases(tmp_path / "next.parquet", sql=NEXT)
    save_recipe(recipe, tmp_path / "klar.toml")
    words = ["publish", str(path), "--recipe", str(tmp_path / "klar.toml"), "--data", str(settings.data_dir)]
    assert run([*words, "--dry-run", "--json"]) == 2
    read = json.loads(capsys.readouterr().out)["published"][0]
    monkeypatch.setattr("vil.services.publishing_sources._LARGE_BYTES", 0)
    assert run([*words, "--dry-run", "--json"]) == 2
    there = json.loads(capsys.readouterr().out)["published"][0]
    assert [one["message"] for one in there["drift"]] == [one["message"] for one in read["drift"]]
    assert {one["change"] for one in there["drift"]} >= {Change.COLUMN_RENAMED, Change.COLUMN_NEW, Change.UNIT_NEW}
    assert run([*words, "--accept"]) == 0
    assert "klar, udgave 2: 12 rækker fra next.parquet." in capsys.readouterr().out


def test_with_json_a_refused_source_is_one_object_without_its_address(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_recipe(RECIPE, tmp_path / "r.toml")
    address = "postgresql://anne:hemmelig@localhost:1/x?table=t"
    code = run(
        ["publish", "--source", address, "--recipe", str(tmp_path / "r.toml"), "--data", str(tmp_path), "--json"]
    )
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert (code, answer["published"], len(answer["refused"])) == (2, [], 1)
    assert "hemmelig" not in out + err
    assert err

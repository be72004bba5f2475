"""A table in PostgreSQL is added up there, and only the cube comes home."""

from __future__ import annotations

import json
import logging
import threading
from dataclasses import replace
from pathlib import Path

import duckdb
import psycopg
import pytest

from tests.sources.cases import (
    BY_TEXT,
    CASES,
    CREATED,
    READY,
    READY_ROWS,
    assert_same_cube,
    read_cells,
    write_cases,
)
from vil.cli import run
from vil.errors import PublicationCancelled, RecipeInvalid, SourceFailed
from vil.importing import save_recipe
from vil.model.indicator import Indicator
from vil.model.recipe import Recipe
from vil.services.publishing import publish_extract
from vil.services.publishing_sources import publish_source
from vil.settings import Settings
from vil.warehouse import list_datasets

SECRET = "meget-hemmelig"


@pytest.fixture(scope="module")
def tables(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The server with the cases in it, and a user who may read some columns of them."""
    folder = Path(tmp_path_factory.mktemp("tables"))
    with psycopg.connect(postgres, autocommit=True) as connection:
        load(connection, "cases", write_cases(folder / "c.parquet"))
        load(connection, "klar", write_cases(folder / "k.parquet", sql=READY_ROWS))
        connection.execute(f"CREATE USER laeser PASSWORD '{SECRET}'")
        connection.execute('GRANT SELECT (dato, omraade, "Enhed Ø") ON cases TO laeser')
    return postgres


def load(connection: psycopg.Connection, name: str, path: Path) -> None:
    kinds = {"INTEGER": "integer", "SMALLINT": "smallint", "DATE": "date", "DOUBLE": "double precision"}
    with duckdb.connect() as engine:
        described = engine.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()
        columns = ", ".join(f'"{line[0]}" {kinds.get(line[1], "text")}' for line in described)
        columns = columns.replace('"timer" text', '"timer" numeric')
        connection.execute(f'CREATE TABLE "{name}" ({columns})')
        with connection.cursor().copy(f'COPY "{name}" FROM STDIN') as copy:
            for row in engine.execute(f"SELECT * FROM '{path}'").fetchall():
                copy.write_row(row)


@pytest.mark.parametrize(
    "recipe", [CASES, BY_TEXT], ids=["keys, bands and levels", "text periods, members and a filter"]
)
def test_the_cube_is_that_of_the_same_rows_in_a_file(tables: str, tmp_path: Path, recipe: Recipe) -> None:
    settings = Settings(data_dir=tmp_path)
    here = publish_extract(settings, write_cases(tmp_path / "c.parquet"), recipe, published_by="Anne")
    there = publish_source(settings, f"{tables}?table=public.cases", recipe, published_by="Anne")
    assert_same_cube(settings, here, there)
    assert there.source_file.endswith("/postgres?table=public.cases")
    assert len(there.source_hash) == 64


def test_a_ready_table_keeps_its_own_totals_and_hides_small_cells_before_they_leave(
    tables: str, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path)
    version = publish_source(settings, tables, READY, table="klar", published_by="Anne")
    assert version.rows == 6
    cells = read_cells(settings, version)
    hidden = [key[3] for key, cell in cells.items() if cell[0] == "hidden" and key[:2] == ("antal", "quarter")]
    assert sorted(hidden) == ["A", "A", "B", "B"]


def test_only_columns_of_the_recipe_are_touched(tables: str, tmp_path: Path) -> None:
    recipe = replace(CASES, indicators=CASES.indicators[:1], dimensions=(), bands=(), person_key=None)
    address = tables.replace("vil@", f"laeser:{SECRET}@") + "?table=cases"
    settings = Settings(data_dir=tmp_path)
    assert publish_source(settings, address, recipe, published_by="Anne").rows == 3000
    with pytest.raises(SourceFailed, match="læseadgang til de kolonner"):
        publish_source(settings, address, CASES, published_by="Anne")


def test_every_fault_of_recipe_and_rows_is_told(tables: str, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)

    def told(recipe: Recipe, table: str = "cases") -> str:
        with pytest.raises(RecipeInvalid) as raised:
            publish_source(settings, tables, recipe, table=table, published_by="Anne")
        return str(raised.value)

    assert "ingen kolonne »datu«. Mente du »dato«?" in told(replace(CASES, period="datu"))
    assert "»borger« er ikke tal" in told(replace(CASES, indicators=(Indicator("x", "X", value="borger"),)))
    assert "»nej« er ikke en måned" in told(replace(BY_TEXT, period="til_tiden"))
    assert "Ingen rækker har »måske«" in told(replace(BY_TEXT, filters=(("til_tiden", "måske"),)))
    doubled = told(replace(READY, filters=(), unit=None), "klar")
    assert "1. kvartal 2024 står 3 gange" in doubled
    assert list_datasets(settings.datasets) == ()


def test_a_column_of_cpr_numbers_is_never_shown_but_tells_persons_apart(tables: str, tmp_path: Path) -> None:
    numbers = "'0101' || lpad(CAST(50 + i % 40 AS VARCHAR), 2, '0') || lpad(CAST(i * 37 % 9000 AS VARCHAR), 4, '0')"
    path = write_cases(
        tmp_path / "p.parquet",
        sql=f"SELECT DATE '2024-01-01' AS dato, 'A' AS enhed, {numbers} AS \"cpr\" FROM range(400) AS r(i)",
    )
    with psycopg.connect(tables, autocommit=True) as connection:
        load(connection, "personer", path)
    distinct = Recipe(
        "personer", "Personer", (CASES.indicators[1],), CASES.grain, period="dato", unit="enhed", person_key="cpr"
    )
    distinct = replace(distinct, indicators=(replace(CASES.indicators[1], key="cpr"),))
    settings = Settings(data_dir=tmp_path)
    with pytest.raises(RecipeInvalid, match="ser ud til at indeholde CPR-numre"):
        publish_source(settings, tables, replace(distinct, unit="cpr"), table="personer", published_by="Anne")
    version = publish_source(settings, tables, distinct, table="personer", published_by="Anne")
    assert {cell[2] for key, cell in read_cells(settings, version).items() if key[1] == "quarter"} == {400.0}


def test_a_single_number_in_a_name_stops_it_too(tables: str, tmp_path: Path) -> None:
    sql = "SELECT DATE '2024-01-01' AS dato, CASE i WHEN 7 THEN 'Bo 010180-1234' ELSE 'A' END AS enhed FROM range(50) AS r(i)"
    with psycopg.connect(tables, autocommit=True) as connection:
        load(connection, "navne", write_cases(tmp_path / "n.parquet", sql=sql))
    counted = Recipe("navne", "Navne", CASES.indicators[:1], CASES.grain, period="dato", unit="enhed")
    for address, table in ((tables, "navne"), (f"parquet://{tmp_path / 'n.parquet'}", None)):
        with pytest.raises(RecipeInvalid, match="»enhed« ser ud til at indeholde CPR-numre"):
            publish_source(Settings(data_dir=tmp_path), address, counted, table=table, published_by="Anne")


def test_the_command_publishes_and_never_prints_the_password(
    tables: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    recipe = tmp_path / "r.toml"
    save_recipe(replace(BY_TEXT, filters=()), recipe)
    address = tables.replace("vil@", f"vil:{SECRET}@")
    words = ["publish", "--source", address, "--table", "cases", "--recipe", str(recipe), "--data", str(tmp_path)]
    with caplog.at_level(logging.DEBUG):
        assert run([*words, "--dry-run"]) == 0
        assert "3.000 rækker kan udgives som sager." in capsys.readouterr().out
        assert run([*words, "--json"]) == 0
        (published,) = json.loads(capsys.readouterr().out)["published"]
        assert (published["rows"], published["version"]) == (3000, 1)
        for wrong in (address.replace("/postgres", "/findes_ikke"), "postgresql://x:" + SECRET + "@127.0.0.1:1/db"):
            assert run(["publish", "--source", wrong, *words[3:]]) == 2
    said = "".join(capsys.readouterr()) + caplog.text
    assert "127.0.0.1" in said
    assert SECRET not in said
    assert not [path for path in tmp_path.rglob("manifest.json") if SECRET in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    ("change", "table", "sentence"),
    [
        (("127.0.0.1:", "127.0.0.1:1"), "cases", "ikke skabes forbindelse"),
        (("/postgres", "/ukendt"), "cases", "Databasen findes ikke"),
        (("vil@", "ukendt@"), "cases", "lukker ikke op"),
        (("", ""), "findes.ikke", "Tabellen »findes.ikke« findes ikke"),
        (("vil@", "laeser@"), "klar", "må ikke læse tabellen »klar«"),
    ],
)
def test_what_the_source_refuses_is_said_in_danish(
    tables: str, tmp_path: Path, change: tuple[str, str], table: str, sentence: str
) -> None:
    with pytest.raises(SourceFailed, match=sentence):
        publish_source(Settings(data_dir=tmp_path), tables.replace(*change), READY, table=table, published_by="A")


def test_a_publication_from_a_source_is_cancelled_where_it_runs(tables: str, tmp_path: Path) -> None:
    settings, cancel = Settings(data_dir=tmp_path), threading.Event()
    with psycopg.connect(tables, autocommit=True) as connection:
        connection.execute(
            "CREATE OR REPLACE VIEW langsom AS SELECT *, CASE WHEN pg_sleep(0.05) IS NULL THEN 1 END AS x FROM cases"
        )
    recipe = replace(BY_TEXT, indicators=(Indicator("x", "X", value="x"),))

    def tell(share: float, _text: str) -> None:
        threading.Timer(0.3, cancel.set).start()

    with pytest.raises(PublicationCancelled) as raised:
        publish_source(settings, tables, recipe, table="langsom", published_by="Anne", cancel=cancel, progress=tell)
    assert isinstance(raised.value.__cause__, SourceFailed)
    assert list_datasets(settings.datasets) == ()
    assert list(settings.datasets.rglob(".unfinished-*")) == []


def test_the_table_of_cases_has_what_the_recipes_ask_for() -> None:
    assert all(name in CREATED for name in (*CASES.text_columns, *CASES.number_columns))

"""A typed file is added up straight from where it lies, in a child process, with the same cube and the same faults."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.importing.persons_example import dashed, make_numbers
from tests.sources.cases import BY_TEXT, CASES, READY, READY_ROWS, assert_same_cube, read_cells, write_cases
from vil.bootstrap import SAMPLES
from vil.cli import run
from vil.errors import NotFound, PublicationCancelled, ReadingRefused, RecipeInvalid, SourceFailed
from vil.importing import load_recipe, save_recipe
from vil.model.indicator import Aggregation, Indicator
from vil.model.period import Grain
from vil.model.recipe import Recipe
from vil.privacy.identifiers import MASK
from vil.services.publishing import publish_extract
from vil.services.publishing_sources import publish_source
from vil.settings import Settings
from vil.sources import open_source, read_address
from vil.warehouse import list_datasets


@pytest.mark.parametrize(
    ("recipe", "sql"),
    [(CASES, None), (BY_TEXT, None), (READY, READY_ROWS)],
    ids=["keys, bands and levels", "text periods, members and a filter", "a ready table"],
)
def test_the_cube_is_that_of_reading_the_file(tmp_path: Path, recipe: Recipe, sql: str | None) -> None:
    settings = Settings(data_dir=tmp_path)
    path = write_cases(tmp_path / "c.parquet", **({"sql": sql} if sql else {}))
    read = publish_extract(settings, path, recipe, published_by="Anne")
    added = publish_source(settings, f"parquet://{path}", recipe, published_by="Anne")
    assert_same_cube(settings, read, added)
    assert read_cells(settings, added) == read_cells(settings, read)
    assert added.source_file == "c.parquet"


def test_a_table_of_the_sample_database_gives_the_same_version(tmp_path: Path) -> None:
    settings, recipe = Settings(data_dir=tmp_path), load_recipe(SAMPLES / "recipes" / "underretninger.toml")
    path = SAMPLES / "underretninger.duckdb"
    read = publish_extract(settings, path, recipe, published_by="Anne")
    added = publish_source(settings, f"duckdb://{path}", recipe, published_by="Anne")
    assert read_cells(settings, added) == read_cells(settings, read)


def test_headers_that_are_periods_are_turned(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    sql = 'SELECT \'E\' || i AS enhed, CAST(i AS INTEGER) AS "2024", CAST(i * 2 AS INTEGER) AS "2025" FROM range(9) AS r(i)'
    path = write_cases(tmp_path / "w.parquet", sql=sql)
    recipe = replace(
        READY,
        period=None,
        period_columns=("2024", "2025"),
        totals=(),
        grain=type(READY.grain).YEAR,
        indicators=(replace(READY.indicators[0], value="value"),),
    )
    read = publish_extract(settings, path, recipe, published_by="Anne")
    added = publish_source(settings, f"parquet://{path}", recipe, published_by="Anne")
    assert_same_cube(settings, read, added)


def test_the_same_faults_are_told(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    path = write_cases(tmp_path / "k.parquet", sql=f"{READY_ROWS} UNION ALL SELECT 'i går', 'A', 1, 1.0")
    with pytest.raises(RecipeInvalid, match="»i går« er ikke et kvartal"):
        publish_source(settings, f"parquet://{path}", READY, published_by="Anne")
    doubled = write_cases(tmp_path / "d.parquet", sql=f"{READY_ROWS} UNION ALL {READY_ROWS}")
    with pytest.raises(RecipeInvalid, match="A, 2\\. kvartal 2024 står 2 gange"):
        publish_source(settings, f"parquet://{doubled}", READY, published_by="Anne")
    assert list_datasets(settings.datasets) == ()


def test_a_file_that_is_not_typed_or_not_there_is_refused(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with pytest.raises(ReadingRefused, match="hverken Parquet eller DuckDB"):
        publish_source(settings, f"parquet://{SAMPLES / 'bosteder.csv'}", READY, published_by="Anne")
    with pytest.raises(NotFound, match="findes ikke"):
        publish_source(settings, "parquet:///findes/ikke.parquet", READY, published_by="Anne")


def test_the_child_may_touch_nothing_but_the_file(tmp_path: Path) -> None:
    path, other = write_cases(tmp_path / "c.parquet", rows=10), write_cases(tmp_path / "andet.parquet", rows=10)
    with open_source(read_address(f"parquet://{path}")) as table:
        assert table.ask("SELECT count(*) FROM vil_rows") == [(10,)]
        for query in (f"SELECT * FROM read_parquet('{other}')", "SELECT * FROM read_csv('/etc/passwd')"):
            with pytest.raises(SourceFailed, match="PermissionException"):
                table.ask(query)


def test_a_question_that_takes_too_long_ends_the_child(tmp_path: Path) -> None:
    path = write_cases(tmp_path / "c.parquet")
    endless = "SELECT sum(a.alder * b.alder * c.alder) FROM vil_rows AS a, vil_rows AS b, vil_rows AS c"
    told = pytest.raises(SourceFailed, match="mere hukommelse eller tid")
    with open_source(read_address(f"parquet://{path}"), seconds=5) as table, told:
        table.ask(endless)


def test_cancelling_ends_the_child(tmp_path: Path) -> None:
    settings, cancel = Settings(data_dir=tmp_path), threading.Event()
    path = write_cases(tmp_path / "c.parquet", rows=400_000)

    def tell(share: float, _text: str) -> None:
        if share >= 0.3:
            cancel.set()

    with pytest.raises(PublicationCancelled):
        publish_source(settings, f"parquet://{path}", CASES, published_by="Anne", cancel=cancel, progress=tell)
    assert list_datasets(settings.datasets) == ()


def test_the_command_takes_a_typed_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_cases(tmp_path / "c.parquet")
    save_recipe(CASES, tmp_path / "r.toml")
    words = ["--recipe", str(tmp_path / "r.toml"), "--data", str(tmp_path)]
    assert run(["publish", "--source", f"parquet://{path}", *words]) == 0
    assert "sager, udgave 1: 3.000 rækker fra c.parquet." in capsys.readouterr().out
    assert run(["publish", "fil.csv", "--source", f"parquet://{path}", *words]) == 2
    assert "Skriv dem hver for sig." in capsys.readouterr().err


@pytest.mark.parametrize(
    "written",
    [
        "x",
        "'CPR:' || x",
        "'p_' || x",
        "[x]",
        "struct_pack(nr := x)",
        "x || '.0'",
        "CASE WHEN i % 4 = 0 THEN x ELSE 'B' END",
    ],
)
def test_numbers_are_not_shown_as_units_however_they_are_wrapped(tmp_path: Path, written: str) -> None:
    numbers = ", ".join(f"('{one}', {at})" for at, one in enumerate(make_numbers(60, seed=5)))
    sql = f"SELECT '2024-01' AS maaned, {written} AS enhed, 1.0 AS antal FROM (VALUES {numbers}) AS v(x, i)"
    path = write_cases(tmp_path / "c.parquet", sql=sql)
    counted = Indicator("sager", "Sager", Aggregation.COUNT)
    recipe = Recipe("x", "X", (counted,), Grain.MONTH, period="maaned", unit="enhed")
    with pytest.raises(RecipeInvalid, match="CPR"):
        publish_source(Settings(data_dir=tmp_path), f"parquet://{path}", recipe, published_by="Anne")


def test_a_number_in_the_name_of_a_file_is_kept_nowhere(tmp_path: Path) -> None:
    number = dashed(make_numbers(1, seed=5)[0])
    path = write_cases(tmp_path / f"sager {number}.parquet", rows=50)
    version = publish_source(Settings(data_dir=tmp_path), f"parquet://{path}", CASES, published_by="Anne")
    assert version.source_file == f"sager {MASK}.parquet"


def test_the_view_of_a_database_is_never_read(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "v.duckdb")) as connection:
        connection.execute("CREATE VIEW farlig AS SELECT * FROM read_csv('/etc/passwd')")
    with pytest.raises(ReadingRefused, match="Visninger læses ikke"):
        publish_source(Settings(data_dir=tmp_path), f"duckdb://{tmp_path / 'v.duckdb'}", READY, published_by="A")

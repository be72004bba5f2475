"""A table in Spark is added up by its workers, and only the cube comes home. One session over two workers serves every test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.sources.cases import BY_TEXT, CASES, FEW, assert_same_cube, write_cases
from vil.errors import RecipeInvalid, SourceFailed
from vil.model.indicator import Indicator
from vil.services.publishing import publish_extract
from vil.services.publishing_sources import publish_source, rehearse_source
from vil.settings import Settings


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write_cases(tmp_path / "cases.parquet", rows=600)


def test_the_cube_is_that_of_the_same_rows_in_a_file(spark: str, cases: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    here = publish_extract(settings, cases, FEW, published_by="Anne")
    there = publish_source(settings, spark, FEW, table=str(cases), published_by="Anne")
    assert_same_cube(settings, here, there)
    assert there.source_file == f"spark://local-cluster[2,1,1024]?table={cases}"


def test_text_periods_members_and_filters_are_surveyed_there(spark: str, cases: Path) -> None:
    assert (
        rehearse_source(Settings(data_dir=cases.parent), spark, BY_TEXT, table=str(cases)).outcome.version.rows == 450
    )


def test_what_cannot_be_done_is_said_in_danish(spark: str, cases: Path, tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    numbered = replace(BY_TEXT, indicators=(Indicator("x", "X", value="borger"),))
    with pytest.raises(RecipeInvalid, match="»borger« er ikke tal"):
        publish_source(settings, spark, numbered, table=str(cases), published_by="Anne")
    maybe = replace(BY_TEXT, filters=(("til_tiden", "måske"),))
    with pytest.raises(RecipeInvalid, match="Ingen rækker har »måske«"):
        publish_source(settings, spark, maybe, table=str(cases), published_by="Anne")
    with pytest.raises(SourceFailed, match="Tabellen »findes_ikke« findes ikke"):
        publish_source(settings, spark, CASES, table="findes_ikke", published_by="Anne")
    with pytest.raises(SourceFailed, match="kører allerede mod en anden adresse"):
        publish_source(settings, "spark://anden:7077", CASES, table="x", published_by="Anne")


def test_without_java_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from vil.sources import read_address
    from vil.sources.spark import begin_session

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(SourceFailed, match="kræver Java 17"):
        begin_session(read_address("spark://local[1]", "x"))

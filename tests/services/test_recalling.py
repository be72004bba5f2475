"""How a data set was made last time is recalled, and a file finds its way home by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.months import make_rows, publish_first, write_extract
from vil.model.drift import Change
from vil.model.reading import Choice, ColumnType, Question
from vil.model.recipe import ColumnReading, ReadingOptions
from vil.services.answering import answer_question
from vil.services.drift import accept, rehearse_extract
from vil.services.publishing import keep_recipe, preview_extract
from vil.services.recalling import find_home, recall_recipe, take_recipe, write_recipe
from vil.settings import Settings

CHOICES = (Choice(",", "komma"), Choice(".", "punktum"))


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        (Question("decimal", None, "?", CHOICES), ",", ReadingOptions(decimal=",")),
        (Question("block", None, "?", CHOICES), "2", ReadingOptions(block=2)),
        (
            Question("decimal", "Beløb", "?", CHOICES),
            ".",
            ReadingOptions(columns=(ColumnReading("Beløb", decimal="."),)),
        ),
        (
            Question("day_first", "Dato", "?", CHOICES),
            "false",
            ReadingOptions(columns=(ColumnReading("Dato", day_first=False),)),
        ),
        (
            Question("type", "Kode", "?", CHOICES),
            "code",
            ReadingOptions(columns=(ColumnReading("Kode", type=ColumnType.CODE),)),
        ),
    ],
)
def test_an_answer_becomes_the_reading_option_it_is_about(
    question: Question, answer: str, expected: ReadingOptions
) -> None:
    assert answer_question(ReadingOptions(), question, answer) == expected


def test_a_second_answer_about_a_column_keeps_the_first() -> None:
    options = answer_question(ReadingOptions(), Question("decimal", "A", "?", CHOICES), ",")
    options = answer_question(options, Question("day_first", "A", "?", CHOICES), "true")
    assert options.columns == (ColumnReading("A", decimal=",", day_first=True),)


@pytest.mark.parametrize(
    ("name", "home"),
    [
        ("fravaer.xlsx", "fravaer"),
        ("fravaer_2026_07.csv", "fravaer"),
        ("Fravær juli 2026 (2).xlsx", "fravaer"),
        ("noget andet.csv", None),
        ("2026.csv", None),
    ],
)
def test_a_file_finds_its_data_set_by_its_name_without_figures_and_months(
    name: str, home: str | None, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path / "vil")
    publish_first(settings, tmp_path)
    assert find_home(settings, name) == home


def test_what_can_be_read_in_two_ways_stops_until_it_is_decided_once(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "vil")
    first = publish_first(settings, tmp_path)
    rows = [
        [month, unit, f"{1 + place % 8}.{100 + place}", "60"] for place, (month, unit, *_) in enumerate(make_rows(19))
    ]
    path = write_extract(tmp_path / "tvetydig.csv", rows)
    assert [question.code for question in preview_extract(settings, path).questions] == ["decimal"]

    dry_run = rehearse_extract(settings, path, first.recipe)
    assert [one.change for one in dry_run.stops] == [Change.QUESTION]
    assert "Fraværsdage" in dry_run.stops[0].message
    decided = accept(dry_run, lasting=True)
    assert [one.name for one in decided.reading.columns] == ["Fraværsdage"]
    assert rehearse_extract(settings, path, decided).stops == ()


def test_a_recipe_is_taken_home_and_brought_back(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "vil")
    recipe = publish_first(settings, tmp_path).recipe
    assert take_recipe(write_recipe(recipe), "min.toml") == recipe
    keep_recipe(settings, replace(recipe, title="Rettet"))
    recalled = recall_recipe(settings, "fravaer")
    assert recalled is not None
    assert recalled.title == "Rettet"
    assert recall_recipe(settings, "ukendt") is None

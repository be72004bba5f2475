"""An extract with one row for each case or person is counted, not added up; a ready table is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importing.persons_example import make_numbers
from tests.importing.reading import read_here
from vil.importing import guess_recipe
from vil.model.indicator import EVERY_ROW, Aggregation, Disclosure
from vil.model.period import Grain
from vil.model.reading import Reading
from vil.model.recipe import PersonalColumn, ReadingOptions, Recipe, Treatment

HEADER = "Modtaget;Driftsområde;Center;Afdeling;Borger;Alder;Sagsbehandlingstid (dage);Rettidig"
UNITS = (("Børn", "Center Nord", "Afdeling 1"), ("Børn", "Center Nord", "Afdeling 2"), ("Børn", "Center Syd", "Afdeling 3"),
         ("Voksne", "Center Vest", "Afdeling 4"), ("Voksne", "Center Vest", "Afdeling 5"))  # fmt: skip


def make_cases(count: int = 120) -> str:
    """Rows over twelve months; each third person comes back."""
    rows = [
        f"{1 + row % 27:02d}-{1 + row % 12:02d}-2025;{';'.join(UNITS[row % 5])};b-{row - row % 3 // 2};{20 + row % 60};"
        f"{3 + row % 40};{'nej' if row % 4 else 'ja'}"
        for row in range(count)
    ]
    return "\n".join([HEADER, *rows, ""])


def read_text(text: str, folder: Path, options: ReadingOptions | None = None) -> Reading:
    path = folder / "udtraek.csv"
    path.write_text(text, encoding="utf-8")
    return read_here(path, options, workdir=folder)


def guess(text: str, folder: Path) -> Recipe:
    return guess_recipe(read_text(text, folder), dataset="sager", title="Sager")


def test_cases_are_counted_by_month_in_levels_and_ages_with_persons_told_apart(tmp_path: Path) -> None:
    recipe = guess(make_cases(), tmp_path)

    assert (recipe.period, recipe.grain) == ("Modtaget", Grain.MONTH)
    assert (recipe.unit, recipe.unit_levels) == ("Afdeling", ("Driftsområde", "Center"))
    assert (recipe.disclosure, recipe.person_key) == (Disclosure.PERSON_ROWS, "Borger")
    assert [(band.column, recipe.dimensions) for band in recipe.bands] == [("Alder", ("Aldersgruppe",))]
    assert recipe.filters == ()
    assert [(one.aggregation, one.value or one.key or one.only, one.measure.name) for one in recipe.indicators] == [
        (Aggregation.COUNT, (), ""),
        (Aggregation.DISTINCT, "Borger", ""),
        (Aggregation.SHARE, (("Rettidig", "ja"),), "pct."),
        (Aggregation.MEDIAN, "Sagsbehandlingstid (dage)", "dage"),
        (Aggregation.MEAN, "Sagsbehandlingstid (dage)", "dage"),
    ]


def test_without_a_key_every_row_is_a_person(tmp_path: Path) -> None:
    text = "Dato;Afdeling;Årsag\n" + "".join(
        f"{1 + row:02d}-0{1 + row % 3}-2025;Afdeling {row % 2};Årsag {row % 3}\n" for row in range(24)
    )
    recipe = guess(text, tmp_path)

    [count] = recipe.indicators
    assert (count.aggregation, count.persons) == (Aggregation.COUNT, EVERY_ROW)
    assert (recipe.person_key, recipe.unit, recipe.dimensions) == (None, "Afdeling", ("Årsag",))
    assert recipe.disclosure is Disclosure.PERSON_ROWS


def test_pseudonyms_are_persons(tmp_path: Path) -> None:
    rows = [f"{number};{1 + at % 27:02d}-01-2025;Team {at % 2}" for at, number in enumerate(make_numbers(30))]
    options = ReadingOptions(personal=(PersonalColumn("CPR", Treatment.PSEUDONYM),))
    reading = read_text("\n".join(["CPR;Dato;Team", *rows, ""]), tmp_path, options)
    recipe = guess_recipe(reading, dataset="sager", title="Sager")

    assert recipe.person_key == "CPR"
    assert [one.aggregation for one in recipe.indicators] == [Aggregation.COUNT, Aggregation.DISTINCT]


def test_young_ages_are_grouped_as_children_are(tmp_path: Path) -> None:
    text = "Dato;Team;Alder\n" + "".join(f"{1 + row:02d}-01-2025;Team {row % 2};{row % 17}\n" for row in range(28))

    assert guess(text, tmp_path).bands[0].edges == (0.0, 6.0, 12.0, 18.0)


@pytest.mark.parametrize(
    "text",
    [
        "Dato;Afdeling;Antal\n" + "".join(f"{1 + day:02d}-01-2025;Afdeling {at};{day}\n" for day in range(20) for at in (1, 2)),
        "Dato;Afdeling;Dage\n" + "".join(f"{1 + day:02d}-01-2025;Afdeling {at};{day}\n" for day in range(9) for at in (1, 2)),
        "Løbenr;Måned;Afdeling;Antal\n" + "".join(f"{row};2025-{1 + row % 12:02d};Afdeling {row // 12};3\n" for row in range(36)),
    ],
)  # fmt: skip
def test_a_ready_table_is_not_counted(text: str, tmp_path: Path) -> None:
    recipe = guess(text, tmp_path)

    assert all(one.aggregation is not Aggregation.COUNT for one in recipe.indicators)
    assert recipe.disclosure is Disclosure.PERSONS

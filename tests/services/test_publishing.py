"""What is kept of an extract once it is published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from vil.model.indicator import EVERY_ROW, Aggregation, Disclosure, Indicator
from vil.services.publishing import adopt_recipe, preview_extract, propose_recipe, publish_extract
from vil.settings import load_settings

ROWS = [f"{year};{age};{40 + year % 7}" for year in range(2015, 2026) for age in (*range(67, 75), "Hemmelig")]
EXTRACT = "År;Alder;Antal\n" + "\n".join(ROWS) + "\n"


@pytest.mark.parametrize(("disclosure", "is_quoted"), [(Disclosure.OPEN, True), (Disclosure.PERSONS, False)])
def test_a_doubt_quotes_a_cell_only_where_the_numbers_are_public(
    disclosure: Disclosure, is_quoted: bool, tmp_path: Path
) -> None:
    settings = load_settings({"data_dir": tmp_path}, environ={})
    path = tmp_path / "extract.csv"
    path.write_text(EXTRACT, encoding="utf-8")
    reading = preview_extract(settings, path)
    assert any("Hemmelig" in doubt.message for doubt in reading.warnings)
    recipe = replace(propose_recipe(reading, dataset="alder", title="Alder"), disclosure=disclosure, unit=None)
    version = publish_extract(settings, path, replace(recipe, filters=(("Alder", "67"),)), published_by="test")
    assert any("Hemmelig" in warning for warning in version.warnings) is is_quoted
    manifest = (settings.datasets / "alder" / "1" / "manifest.json").read_text(encoding="utf-8")
    assert ("Hemmelig" in manifest) is is_quoted


def test_a_recipe_is_taken_over_where_the_columns_are_there_and_no_weaker_where_they_are_not(tmp_path: Path) -> None:
    settings = load_settings({"data_dir": tmp_path}, environ={})
    path = tmp_path / "sager.csv"
    path.write_text("Måned;Afdeling;Dage\n2025-01;Nord;3\n2025-01;Syd;4\n2025-02;Nord;5\n", encoding="utf-8")
    reading = preview_extract(settings, path)
    guess = propose_recipe(reading, dataset="sager", title="Sager")
    mean = Indicator("dage", "Dage", Aggregation.MEAN, value="Dage", weight=EVERY_ROW, persons=EVERY_ROW)
    earlier = replace(guess, indicators=(mean,), threshold=9)

    assert adopt_recipe(guess, earlier, reading).indicators == (mean,)
    keyed = replace(earlier, indicators=(Indicator("borgere", "Borgere", Aggregation.DISTINCT, key="Borger"),))
    adopted = adopt_recipe(guess, keyed, reading)
    assert (adopted.indicators, adopted.threshold) == (guess.indicators, 9)

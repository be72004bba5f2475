"""A wrong number in next month's extract is named before it is published, and afterwards."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from vil.cli import main
from vil.services.drift import rehearsing
from vil.services.publishing import preview_extract, propose_recipe, publish_extract
from vil.services.telling import tell_changes, tell_quality
from vil.settings import Settings
from vil.ui.drift_words import headline

MONTHS = [f"{year}-{month:02d}" for year in (2023, 2024, 2025) for month in range(1, 13)]


def write(folder: Path, months: list[str], *, factor: float = 1.0, broken: str = "") -> Path:
    def count(place: int, month: str, unit: str) -> int:
        usual = round(40 + 6 * math.sin(place * 7 + len(unit)))
        return 9 if month == broken else round(usual * factor) if month == months[-1] else usual

    units = ("Nord", "Vesterbro", "Østre Kvarter")
    lines = [f"{month};{unit};{count(place, month, unit)}" for place, month in enumerate(months) for unit in units]
    path = folder / "sager.csv"
    path.write_text("måned;afdeling;antal\n" + "\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def published(tmp_path: Path) -> tuple[Settings, Path]:
    settings = Settings(data_dir=tmp_path / "vil")
    path = write(tmp_path, MONTHS)
    recipe = propose_recipe(preview_extract(settings, path), dataset="sager", title="Sager")
    publish_extract(settings, path, recipe, published_by="Anne")
    from vil.services.publishing import keep_recipe

    keep_recipe(settings, replace(recipe, files=()))
    return settings, settings.recipes / "sager.toml"


def test_a_number_that_was_changed_is_named_with_what_it_was(published: tuple[Settings, Path], tmp_path: Path) -> None:
    from vil.services.publishing import read_recipe

    settings, recipe = published
    path = write(tmp_path, [*MONTHS, "2026-01"], broken="2024-05")
    with rehearsing(settings, path, read_recipe(recipe)) as rehearsal:
        told = tell_changes(rehearsal.dry_run)
        assert len(told) == 3
        assert any("Nord, maj 2024: før" in line and line.endswith("nu 9") for line in told)
        assert headline(rehearsal.dry_run) == "Ja. Men nogle tal er andre, end de var."


def test_a_month_in_another_unit_of_measurement_is_told_where_it_is_published(
    published: tuple[Settings, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, recipe = published
    path = write(tmp_path, [*MONTHS, "2026-01"], factor=24.0)
    with pytest.raises(SystemExit) as ended:
        main(["publish", str(path), "--recipe", str(recipe), "--data", str(settings.data_dir)])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert "Læg mærke til:" in told
    assert "3 tal skiller sig ud" in told
    assert "Nord, januar 2026" in told


def test_nothing_is_told_of_numbers_that_are_as_they_use_to_be(published: tuple[Settings, Path]) -> None:
    from vil.services.datasets import find_version

    settings, _ = published
    assert tell_quality(find_version(settings, "sager")) == ()

"""Synthetic extracts of sick leave, month by month, and what may be different in the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from vil.model.indicator import Disclosure
from vil.model.recipe import Recipe
from vil.model.series import DatasetVersion
from vil.services.publishing import forget_preview, preview_extract, propose_recipe, publish_extract
from vil.settings import Settings

HEADERS = ("Måned", "Afdeling", "Fraværsdage", "Ansatte")
UNITS = ("Afdeling Nord", "Afdeling Syd", "Afdeling Vest")
Rows = list[list[str]]


def make_rows(months: int, units: Sequence[str] = UNITS) -> Rows:
    """A row for every month and unit from January 2025 on; figures follow the place alone."""
    return [
        [f"{2025 + month // 12}-{month % 12 + 1:02d}", unit, str(40 + 3 * month % 17 + place), str(60 + place)]
        for month in range(months)
        for place, unit in enumerate(units)
    ]


def write_extract(path: Path, rows: Iterable[Sequence[str]], headers: Sequence[str] = HEADERS) -> Path:
    path.write_text("\n".join(";".join(row) for row in [headers, *rows]) + "\n", encoding="utf-8")
    return path


def propose(settings: Settings, path: Path) -> Recipe:
    reading = preview_extract(settings, path)
    recipe = propose_recipe(reading, dataset="fravaer", title="Fravær")
    forget_preview(reading)
    return replace(recipe, disclosure=Disclosure.OPEN)


def publish_first(settings: Settings, folder: Path, months: int = 18) -> DatasetVersion:
    path = write_extract(folder / "fravaer.csv", make_rows(months))
    return publish_extract(settings, path, propose(settings, path), published_by="test")

"""Recall how a data set was made last time, and find which data set a file belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from vil.errors import RecipeInvalid
from vil.model.reading import Reading
from vil.model.recipe import Recipe
from vil.model.series import DatasetVersion
from vil.services.arriving import name_dataset, propose_title
from vil.services.datasets import list_datasets
from vil.services.drift import find_last
from vil.services.inbox import belongs_to
from vil.services.publishing import read_recipe
from vil.settings import Settings

_MONTHS = re.compile(r"(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,6}")


def recall_recipe(settings: Settings, dataset: str) -> Recipe | None:
    """Recall the recipe of a data set: the one kept in the data folder, or that of the version in force, whichever is newer."""
    last, kept = find_last(settings, dataset), settings.recipes / f"{dataset}.toml"
    if last is not None and (not kept.is_file() or kept.stat().st_mtime < last.published_at.timestamp()):
        return last.recipe
    if not kept.is_file():
        return None
    try:
        found = read_recipe(kept)
    except RecipeInvalid:
        return last.recipe if last else None
    return _with_look(found, last) if found.dataset == dataset else None


def _with_look(recipe: Recipe, last: DatasetVersion | None) -> Recipe:
    """Give a kept recipe that does not say what its columns were like what the last version knows, rules and all."""
    return replace(recipe, columns=last.recipe.columns) if last and not recipe.columns else recipe


def find_home(settings: Settings, file_name: str) -> str | None:
    """Find the published data set that a file belongs to by its name; None when nothing says so.

    A name that differs from last time's file in its figures alone belongs to the same data set.
    """
    proposed = name_dataset(propose_title(file_name, ()))
    published = list_datasets(settings)
    for version in published:
        recipe = recall_recipe(settings, version.dataset)
        if version.dataset == proposed or (recipe and belongs_to(recipe, version.dataset, Path(file_name).name)):
            return version.dataset
    alike = [version.dataset for version in published if _kernel(version.source_file) == _kernel(file_name) != ""]
    return alike[0] if len(alike) == 1 else None


def _kernel(file_name: str) -> str:
    """What is left of a file's name without figures, months and marks: "fravaer_2026_07.csv" is "fravaer".

    >>> _kernel("Sygefravær juli 2026 (2).xlsx")
    'sygefravaer'
    """
    words = name_dataset(re.sub(r"\d+", " ", Path(file_name).stem)).split("-")
    return "-".join(word for word in words if not _MONTHS.fullmatch(word) and word != "datasaet")


def find_alike(settings: Settings, reading: Reading) -> tuple[DatasetVersion, ...]:
    """Find the published data sets whose columns an extract has, no more and no less.

    One that was not read because of personal numbers is alike where the same columns had such before.
    """
    return tuple(
        version
        for version in list_datasets(settings)
        if (recipe := recall_recipe(settings, version.dataset)) and _has_columns_of(recipe, reading)
    )


def _has_columns_of(recipe: Recipe, reading: Reading) -> bool:
    personal = {one.column for one in recipe.reading.personal}
    if reading.refused:
        found = {one.column for one in reading.personal if one.is_column}
        return bool(found) and found == personal
    renames = dict(recipe.reading.renames)
    there = {renames.get(column.name, column.name) for column in reading.columns}
    headers = {*recipe.period_columns, *recipe.unit_columns}
    expected = {rule.name for rule in recipe.columns if rule.name} - headers
    if headers:
        return bool(there & headers) and expected <= there
    return bool(expected) and expected - personal == there - personal


def list_members(reading: Reading, column: str) -> tuple[str, ...]:
    """List the different texts of a column of an extract, in the order they first appear."""
    from vil.importing import load_texts

    return load_texts(reading, column)


def write_recipe(recipe: Recipe) -> str:
    """Write a recipe as the text it is kept as."""
    from vil.importing import dump_recipe

    return dump_recipe(recipe)


def take_recipe(text: str, name: str) -> Recipe:
    """Read a recipe somebody brought; RecipeInvalid with every fault found when it is none."""
    from vil.importing import parse_recipe

    return parse_recipe(text, name)

"""Find which files in the inbox belong to which recipe, and which of them have come whole."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from vil.errors import RecipeInvalid
from vil.model.recipe import Recipe
from vil.services.arriving import list_inbox
from vil.services.datasets import is_published, list_versions
from vil.services.publishing import hash_file, read_recipe
from vil.settings import Settings

QUIET_SECONDS = 2.0
"""A file that has not been written in for so long has come whole."""
_UNFINISHED = (".part", ".tmp", ".crdownload", ".filepart", ".lock")


@dataclass(frozen=True)
class Arrival:
    """A file in the inbox and the recipe it belongs to."""

    path: Path
    recipe_path: Path
    recipe: Recipe


@dataclass(frozen=True)
class Sorted:
    """The files to publish, oldest first; the recipes that cannot be read; and the files that are still being written."""

    arrivals: tuple[Arrival, ...] = ()
    faulty: tuple[tuple[str, RecipeInvalid], ...] = ()
    unfinished: tuple[str, ...] = ()


def sort_inbox(settings: Settings) -> Sorted:
    """Find the files of the inbox that belong to a recipe of the data folder and are not published yet.

    A file belongs to the recipe it is named as, or else to one whose `files` has a pattern for it. One that is being written is
    waited for, but not for long. A file whose content is a version already is passed over.
    """
    recipes, faulty = _load_recipes(settings)
    found = [(path, *match) for path in list_inbox(settings) if (match := _find_recipe(path, recipes))]
    whole = set(_wait_for_quiet([path for path, _, _ in found]))
    arrivals = [
        Arrival(path, recipe_path, recipe)
        for path, recipe_path, recipe in sorted(found, key=lambda one: (one[0].stat().st_mtime, one[0].name))
        if path in whole and not is_known(settings, recipe.dataset, path)
    ]
    return Sorted(tuple(arrivals), tuple(faulty), tuple(path.name for path, _, _ in found if path not in whole))


def belongs_to(recipe: Recipe, stem: str, file_name: str) -> bool:
    """Tell whether a file belongs to a recipe kept as `stem`: named as it is, or fitting one of its patterns."""
    name = _folded(file_name)
    named = {_folded(stem), _folded(recipe.dataset)}
    return _folded(Path(file_name).stem) in named or any(fnmatch(name, _folded(pattern)) for pattern in recipe.files)


def is_known(settings: Settings, dataset: str, path: Path) -> bool:
    """Tell whether a data set has a version made of exactly this file."""
    if not is_published(settings, dataset):
        return False
    source = hash_file(path)
    return any(version.source_hash == source for version in list_versions(settings, dataset))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _load_recipes(settings: Settings) -> tuple[dict[Path, Recipe], list[tuple[str, RecipeInvalid]]]:
    found, faulty = {}, []
    for path in sorted(settings.recipes.glob("*.toml")):
        try:
            found[path] = read_recipe(path)
        except RecipeInvalid as invalid:
            faulty.append((path.name, invalid))
    return found, faulty


def _find_recipe(path: Path, recipes: dict[Path, Recipe]) -> tuple[Path, Recipe] | None:
    if path.name.startswith("~$") or path.suffix.lower() in _UNFINISHED:
        return None
    by_name = [item for item in recipes.items() if _folded(item[0].stem) == _folded(path.stem)]
    fitting = by_name or [item for item in recipes.items() if belongs_to(item[1], item[0].stem, path.name)]
    return fitting[0] if fitting else None


def _wait_for_quiet(paths: Iterable[Path]) -> list[Path]:
    """Give the files that nobody writes in; those written a moment ago are looked at once more."""
    before = {path: path.stat() for path in paths}
    youngest = max((status.st_mtime for status in before.values()), default=0.0)
    wait = youngest + QUIET_SECONDS - time.time()
    if 0 < wait <= QUIET_SECONDS:
        time.sleep(wait)
    return [path for path, status in before.items() if _is_unchanged(path, status.st_size, status.st_mtime_ns)]


def _is_unchanged(path: Path, size: int, changed: int) -> bool:
    if not path.is_file():
        return False
    status = path.stat()
    return (status.st_size, status.st_mtime_ns) == (size, changed)

"""The first start: the data folder, and the sample data published in it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from datetime import date
from pathlib import Path

from vil.model.series import DatasetVersion
from vil.services.card_filling import fill_cards
from vil.services.datasets import count_versions
from vil.services.publishing import keep_recipe, publish_extract, read_recipe
from vil.settings import PROJECT_ROOT, Settings

SAMPLES = PROJECT_ROOT / "sample_data"
_PUBLISHED_BY = "VIL (eksempler)"
_AT_ONCE = 2


def prepare_data_folder(settings: Settings) -> None:
    """Create the data folder with its inbox, data sets and recipes; what is there stays."""
    for folder in (settings.inbox, settings.datasets, settings.recipes):
        folder.mkdir(parents=True, exist_ok=True)


def publish_samples(
    settings: Settings, progress: Callable[[float, str], None] | None = None, *, samples: Path = SAMPLES
) -> tuple[DatasetVersion, ...]:
    """Publish the sample extracts that are not published yet, the earlier ones of each first, and return the latest that were.

    Costs next to nothing when all are there. Two processes at once publish each of them once.
    """
    recipes = sorted(samples.glob("recipes/*.toml"), key=lambda recipe: -len(_list_extracts(samples, recipe.stem)))
    waiting = [one for one in recipes if count_versions(settings, one.stem) < len(_list_extracts(samples, one.stem))]
    if not waiting:
        return ()
    prepare_data_folder(settings)
    published = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        work = [pool.submit(_publish_sample, settings, samples, recipe) for recipe in waiting]
        for count, done in enumerate(as_completed(work), 1):
            published.append(done.result())
            if progress:
                progress(count / len(work), published[-1].recipe.title)
    fill_cards(settings, published, samples / "cards")
    return tuple(sorted(published, key=lambda version: version.dataset))


def _list_extracts(samples: Path, dataset: str) -> list[Path]:
    """List the extracts of a data set, oldest first; the earlier ones are named by the day they were made."""
    earlier = sorted((samples / "earlier" / dataset).glob("*.*"))
    return [*earlier, *(path for path in sorted(samples.iterdir()) if path.stem == dataset and path.is_file())]


def _publish_sample(settings: Settings, samples: Path, recipe_path: Path) -> DatasetVersion:
    recipe = read_recipe(recipe_path)
    for number, extract in enumerate(_list_extracts(samples, recipe_path.stem), 1):
        made = date.fromisoformat(extract.stem) if extract.stem != recipe_path.stem else recipe.extracted_on
        dated = replace(recipe, extracted_on=made)
        version = publish_extract(settings, extract, dated, published_by=_PUBLISHED_BY, as_number=number)
    if not (settings.recipes / recipe_path.name).exists():
        keep_recipe(settings, recipe)
    return version

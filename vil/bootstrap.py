"""The first start: the data folder, and the sample data published in it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from vil.model.series import DatasetVersion
from vil.services.card_filling import fill_cards
from vil.services.datasets import is_published
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
    """Publish the sample extracts that are not published yet, and return those that were.

    Costs next to nothing when all are there. Two processes at once publish each of them once.
    """
    waiting = [recipe for recipe in sorted(samples.glob("recipes/*.toml")) if not is_published(settings, recipe.stem)]
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


def _publish_sample(settings: Settings, samples: Path, recipe_path: Path) -> DatasetVersion:
    recipe = read_recipe(recipe_path)
    extract = next(path for path in sorted(samples.iterdir()) if path.stem == recipe_path.stem and path.is_file())
    version = publish_extract(settings, extract, recipe, published_by=_PUBLISHED_BY, only_first=True)
    if not (settings.recipes / recipe_path.name).exists():
        keep_recipe(settings, recipe)
    return version

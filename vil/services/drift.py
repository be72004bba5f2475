"""Hold a new extract against its recipe and the last version: a dry run that publishes nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from vil.errors import RecipeInvalid
from vil.importing import drift_messages as messages
from vil.model.drift import Change, Difference, DryRun
from vil.model.period import Period
from vil.model.reading import Reading
from vil.model.recipe import Drift, Recipe, Totals
from vil.model.series import DatasetVersion
from vil.privacy import mask
from vil.services.answering import answer_as_read
from vil.services.datasets import find_version, is_published
from vil.services.drift_rows import Held, built_in, hold_rows
from vil.services.publishing import (
    Progress,
    adopt_built,
    expect_reading,
    hash_file,
    publish_extract,
    read_for_publication,
    work_folder,
)
from vil.services.version_changes import unit_names
from vil.settings import Settings

_READING, _COMPARING = "Læser udtrækket", "Holder det op imod sidste gang"


@dataclass(frozen=True)
class Rehearsal:
    """A dry run, the file as it was read, and the folder of data sets where the version it would become has been built."""

    dry_run: DryRun
    reading: Reading
    datasets: Path


def rehearse_extract(
    settings: Settings,
    path: Path,
    recipe: Recipe,
    *,
    reading: Reading | None = None,
    progress: Progress | None = None,
) -> DryRun:
    """Find everything that is not as the recipe and the last version say, and what publishing would give.

    `reading` is the file as read already with the recipe's own reading options but for renames; without it the file is read.
    Raises NotFound or ReadingRefused when the file cannot be read at all.
    """
    with rehearsing(settings, path, recipe, reading=reading, progress=progress) as rehearsal:
        return rehearsal.dry_run


@contextmanager
def rehearsing(
    settings: Settings,
    path: Path,
    recipe: Recipe,
    *,
    reading: Reading | None = None,
    progress: Progress | None = None,
) -> Iterator[Rehearsal]:
    """Do as `rehearse_extract` does, and keep what was read and built for as long as the block lasts, to publish from."""
    tell = progress or (lambda _share, _text: None)
    if reading is None:
        expect_reading()
    last = find_last(settings, recipe.dataset)
    with tempfile.TemporaryDirectory(prefix="rehearse-", dir=work_folder(settings)) as name:
        folder = Path(name)
        tell(0.0, _READING)
        source_hash = hash_file(path) if path.is_file() else ""
        found = reading or read_for_publication(settings, path, recipe.reading, folder)
        tell(0.4, _COMPARING)
        held = _hold_columns(found, recipe, last, folder)
        held = hold_rows(settings, held, path.name, last, folder)
        told = _told_of_file(source_hash, last) + tuple(dict.fromkeys(held.differences))
        warnings = tuple(doubt.message for doubt in found.warnings)
        dry_run = DryRun(mask(path.name), source_hash, recipe, held.fitted, told, held.outcome, last, warnings)
        yield Rehearsal(dry_run, found, built_in(folder))


def publish_rehearsed(settings: Settings, path: Path, rehearsal: Rehearsal, *, published_by: str) -> DatasetVersion:
    """Publish what a dry run found in order or what is accepted, as `publish_extract` does and raising as it does.

    The version that the dry run built is taken over, unless somebody has published since: then it is built anew.
    """
    dry_run, recipe = rehearsal.dry_run, accept(rehearsal.dry_run)
    last, outcome = find_last(settings, recipe.dataset), dry_run.outcome
    if outcome is not None and outcome.version.recipe == recipe and last == dry_run.last:
        built = rehearsal.datasets / recipe.dataset / str(outcome.version.number)
        facts = (dry_run.source_hash, rehearsal.reading)
        return adopt_built(settings, path, built, outcome, *facts, published_by=published_by)
    return publish_extract(
        settings, path, recipe, published_by=published_by, reading=rehearsal.reading, source_hash=dry_run.source_hash
    )


def accept(dry_run: DryRun, *, lasting: bool = False) -> Recipe:
    """Give the recipe with everything accepted: new names, the columns as they are now, further totals.

    Faulty cells are dropped in this publication. With `lasting` it is the recipe for next time: its rules are as they were, so
    that new faults stop again. Raises RecipeInvalid with everything that must be mended first.
    """
    if dry_run.must_be_mended:
        raise RecipeInvalid(tuple(one.message for one in dry_run.must_be_mended))
    if not lasting:
        return dry_run.fitted
    before = {rule.name: rule.drift for rule in dry_run.recipe.columns}
    rules = tuple(replace(rule, drift=before.get(rule.name, Drift.STOP)) for rule in dry_run.fitted.columns)
    return replace(dry_run.fitted, columns=rules)


def find_last(settings: Settings, dataset: str) -> DatasetVersion | None:
    """Find the version in force of a data set, None when it has none."""
    return find_version(settings, dataset) if is_published(settings, dataset) else None


def _hold_columns(reading: Reading, recipe: Recipe, last: DatasetVersion | None, folder: Path) -> Held:
    from vil.importing import compare_columns, fit_headers, rename_at_home

    reading = rename_at_home(reading, recipe.reading.renames, folder)
    looked = fit_headers(reading, with_look(recipe, last))
    changes = compare_columns(reading, looked, _known_members(recipe, last))
    reading = rename_at_home(reading, changes.renames, folder)
    renames = _chained(recipe.reading.renames, changes.renames)
    answered = answer_as_read(looked.reading, reading.questions)
    fitted = _take_in_totals(reading, replace(looked, reading=replace(answered, renames=renames)))
    found = (*_asked(reading), *changes.differences)
    held = Held(reading, recipe, fitted, without_rules(found, recipe))
    return _ask_for_period(held, last)


def _ask_for_period(held: Held, last: DatasetVersion | None) -> Held:
    asked, taken = ask_for_period(held.recipe, last, held.reading.file, held.reading.titles)
    fitted = replace(held.fitted, fixed_period=taken)
    return replace(held, fitted=fitted, differences=(*asked, *held.differences))


def ask_for_period(
    recipe: Recipe, last: DatasetVersion | None, name: str, titles: Sequence[str] = ()
) -> tuple[tuple[Difference, ...], str]:
    """Ask which period a file is that is one as a whole, unless the recipe says another than last time; with the likeliest."""
    from vil.importing import propose_fixed_period

    said = recipe.fixed_period
    if last is None or not said or said != last.recipe.fixed_period:
        return (), said
    before, proposed = Period.parse(said), propose_fixed_period(name, titles)
    if proposed == before:
        return (), said
    proposed = proposed if proposed and proposed.grain is before.grain else None
    taken = proposed or before
    message, accepting = messages.whole_file(before, proposed), messages.take_whole_file(taken)
    return (Difference(Change.FIXED_PERIOD, message, accepting, names=(taken.code,)),), taken.code


def _asked(reading: Reading) -> tuple[Difference, ...]:
    """Tell of what the file can be read as in more than one way; accepting means the likeliest."""
    return tuple(
        Difference(Change.QUESTION, one.message, messages.read_like(one.choices[0].label), one.column, (one.code,))
        for one in reading.questions
        if one.choices
    )


def _chained(before: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Add renames to those there are; a name that has moved once more goes by its newest header."""
    moved = {name for _, name in new}
    return (*((header, name) for header, name in before if name not in moved), *new)


def with_look(recipe: Recipe, last: DatasetVersion | None) -> Recipe:
    """Give a recipe that does not say what its columns were like what the last version knows, without its rules."""
    if recipe.columns or last is None:
        return recipe
    return replace(recipe, columns=tuple(replace(rule, drift=Drift.ACCEPT) for rule in last.recipe.columns))


def without_rules(differences: Sequence[Difference], recipe: Recipe) -> tuple[Difference, ...]:
    """Let a recipe without rules accept what still fits."""
    return tuple(differences) if recipe.columns else tuple(map(_accepted, differences))


def _accepted(difference: Difference) -> Difference:
    """Let a recipe without rules accept what still fits; a column it needs still stops it."""
    if difference.change is Change.COLUMN_RENAMED or not difference.can_be_accepted:
        return difference
    return replace(difference, rule=Drift.ACCEPT)


def _known_members(recipe: Recipe, last: DatasetVersion | None) -> dict[str, tuple[str, ...]]:
    if last is None:
        return {}
    members = {name: found for name, found in last.dimensions if name in recipe.dimensions}
    return members | ({recipe.unit: unit_names(last)} if recipe.unit else {})


def _take_in_totals(reading: Reading, recipe: Recipe) -> Recipe:
    """Hold members that the extract has as totals apart, as those of the recipe are."""
    from vil.importing import find_unit_totals

    if not recipe.unit:
        return recipe
    whole, groups = find_unit_totals(reading, recipe.unit)
    known = next((entry for entry in recipe.totals if entry.column == recipe.unit), Totals(recipe.unit))
    joined = Totals(
        recipe.unit,
        (*known.whole, *(name for name in whole if name not in (*known.whole, *known.groups))),
        (*known.groups, *(name for name in groups if name not in (*known.whole, *known.groups))),
    )
    if joined == known:
        return recipe
    return replace(recipe, totals=(*(entry for entry in recipe.totals if entry != known), joined))


def _told_of_file(source_hash: str, last: DatasetVersion | None) -> tuple[Difference, ...]:
    if last is None or last.source_hash != source_hash:
        return ()
    return (Difference(Change.NOTHING_NEW, messages.same_file(last.number), rule=Drift.ACCEPT),)

"""`vil publish`: a new version of a data set from a file and a recipe, after a dry run."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vil.commands.data_folder import add_data_option, settings_for, user_name
from vil.errors import DriftUndecided, FileNotWritten, NotFound, SettingInvalid, VilError
from vil.privacy import mask
from vil.settings import Settings

if TYPE_CHECKING:
    from vil.model.drift import DryRun
    from vil.model.recipe import Recipe

_NO_FILE = "Der er ingen fil at udgive. Skriv filens navn, eller brug --inbox."
_ONE_AT_A_TIME = "--source læser én tabel og kan ikke bruges sammen med filer eller --inbox. Skriv dem hver for sig."
_SOURCE = "Kilden"
_UNFINISHED = "{name} er ved at blive skrevet. Den kommer med næste gang."
_HAS_PERIODS = "Opskriften siger selv, hvor perioderne står i filen. Udelad --period."
_NO_PERIOD = "»{text}« er ikke en periode. Skriv den som 2026, 2026-03 eller 2026-Q1 efter --period."
_NO_RECIPE = "Der mangler en opskrift. Skriv --recipe og navnet på opskriftens fil."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `vil publish` takes."""
    parser.add_argument(
        "files", metavar="FILE", nargs="*", type=Path, help="an extract; several become several versions"
    )
    parser.add_argument("--source", metavar="URL", help="a table in PostgreSQL or Spark, added up where it lies")
    parser.add_argument("--table", metavar="NAME", help="the table of --source, when the address does not name it")
    parser.add_argument(
        "--inbox", action="store_true", help="every new file in inbox/ that belongs to a recipe in recipes/"
    )
    parser.add_argument("--recipe", metavar="R.toml", type=Path, help="how the extract becomes a data set")
    parser.add_argument("--by", metavar="NAME", help="who publishes (default: the name of the computer's user)")
    parser.add_argument(
        "--period",
        metavar="P",
        help="the period that the whole file is, when it has no column of periods (2026, 2026-03)",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and publish nothing")
    parser.add_argument("--accept", action="store_true", help="publish although something is not as it was")
    parser.add_argument("--problems", metavar="OUT.csv", type=Path, help="write every difference with its place")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_data_option(parser)


@dataclass
class _Work:
    """What has come of the work so far: answers to print, refusals to tell, and every dry run."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    dry_runs: list[DryRun] = field(default_factory=list)


def run(options: argparse.Namespace) -> int:
    """Publish each file in turn; 2 when any was refused.

    Of files named one by one the first that is refused ends it, and those before it stay published; from the inbox a file that
    is refused does not keep the others from being published.
    """
    settings, work = settings_for(options), _Work()
    try:
        for source, recipe_path in _list_work(settings, options, work):
            try:
                _publish_one(settings, source, recipe_path, options, work)
            except VilError as error:
                _refuse(work, error, source)
                if not options.inbox:
                    break
    except VilError as error:
        _refuse(work, error, Path())
    finally:
        _write_problems(options.problems, work.dry_runs)
    _print(options, work)
    return 2 if work.refused else 0


def _refuse(work: _Work, error: VilError, source: Path | str) -> None:
    """Tell of a refusal; an address may hold a password and is not shown."""
    name = mask(source.name) if isinstance(source, Path) else _SOURCE
    print(f"{name}: {error}" if isinstance(error, DriftUndecided) else str(error), file=sys.stderr)
    work.refused.append({"source_file": name, "code": error.code, "message": str(error)})


def _print(options: argparse.Namespace, work: _Work) -> None:
    if options.json:
        answer = {"dry_run": options.dry_run, "published": work.answers, "refused": work.refused}
        print(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    if options.dry_run:
        from vil.commands.drift_text import describe_dry_run

        for dry_run in work.dry_runs:
            print(describe_dry_run(dry_run))
        return
    for answer in work.answers:
        print(_describe(answer))


def _list_work(settings: Settings, options: argparse.Namespace, work: _Work) -> Iterator[tuple[Path | str, Path]]:
    """List what is to be published, a file or the address of a source, each with its recipe."""
    if options.source and (options.files or options.inbox):
        raise SettingInvalid(_ONE_AT_A_TIME)
    if options.source and options.recipe:
        yield options.source, options.recipe
        return
    if options.inbox:
        yield from _list_inbox(settings, work)
        return
    if not options.files and not options.source:
        raise SettingInvalid(_NO_FILE)
    if options.recipe is None:
        raise SettingInvalid(_NO_RECIPE)
    missing = [path for path in options.files if not path.is_file()]
    if missing:
        raise NotFound("Filen", mask(missing[0].name))
    yield from ((path, options.recipe) for path in options.files)


def _list_inbox(settings: Settings, work: _Work) -> Iterator[tuple[Path, Path]]:
    from vil.services.inbox import sort_inbox

    found = sort_inbox(settings)
    for name, invalid in found.faulty:
        _refuse(work, invalid, Path(name))
    for name in found.unfinished:
        print(_UNFINISHED.format(name=mask(name)), file=sys.stderr)
    yield from ((arrival.path, arrival.recipe_path) for arrival in found.arrivals)


def _publish_one(
    settings: Settings, source: Path | str, recipe_path: Path, options: argparse.Namespace, work: _Work
) -> None:
    """Make a dry run, and publish what it found to be in order or what is accepted."""
    from vil.importing import call_child

    if isinstance(source, Path):
        call_child()
    from vil.commands.publish_source import publish_where_it_lies, refuse_undecided
    from vil.importing import load_recipe
    from vil.services.drift import accept
    from vil.services.publishing_sources import is_too_large_to_read

    kept = load_recipe(recipe_path)
    recipe = _with_period(kept, options.period)
    if isinstance(source, str) or is_too_large_to_read(source):
        answer = publish_where_it_lies(settings, source, recipe, options, work.dry_runs)
    else:
        answer = _publish_file(settings, source, recipe, options, work)
    if options.dry_run:
        work.answers.append(answer)
        refuse_undecided(work.dry_runs[-1], options)
        return
    is_changed = options.accept or recipe != kept
    after = accept(work.dry_runs[-1], lasting=True)
    changes = _keep_recipe(settings, recipe_path, kept, after, accepted=is_changed)
    work.answers.append({**answer, **({"recipe_changes": changes} if changes else {})})


def _publish_file(
    settings: Settings, path: Path, recipe: Recipe, options: argparse.Namespace, work: _Work
) -> dict[str, Any]:
    """Read a file, hold it against last time, and publish what was read; give the answer to print."""
    from vil.commands.drift_text import dry_run_as_json
    from vil.commands.publish_source import refuse_undecided
    from vil.commands.versions import describe_version
    from vil.services.drift import publish_rehearsed, rehearsing
    from vil.services.telling import tell_quality

    with rehearsing(settings, path, recipe) as rehearsal:
        dry_run = rehearsal.dry_run
        work.dry_runs.append(dry_run)
        if options.dry_run:
            return dry_run_as_json(dry_run)
        refuse_undecided(dry_run, options)
        version = publish_rehearsed(settings, path, rehearsal, published_by=options.by or user_name())
    return {**describe_version(version), "quality": list(tell_quality(version))}


def _with_period(recipe: Recipe, written: str | None) -> Recipe:
    """Let the whole file be the period that was asked for, however it is written."""
    from vil.importing import parse_period

    if written is None:
        return recipe
    if recipe.period or recipe.period_columns:
        raise SettingInvalid(_HAS_PERIODS)
    found = parse_period(written)
    if found is None:
        raise SettingInvalid(_NO_PERIOD.format(text=mask(written)))
    return replace(recipe, fixed_period=found.code, grain=found.grain)


def _keep_recipe(settings: Settings, path: Path, before: Recipe, after: Recipe, *, accepted: bool) -> str:
    """Keep what was accepted in the data folder's own recipe; of any other say what to change."""
    from vil.commands.drift_text import describe_changes
    from vil.importing import save_recipe

    if path.resolve().parent == settings.recipes.resolve():
        if accepted or not before.columns:
            save_recipe(after, path)
        return ""
    changes = describe_changes(before, after, path.name) if accepted else ""
    if changes:
        print(changes, file=sys.stderr)
    return changes


def _write_problems(target: Path | None, dry_runs: list[DryRun]) -> None:
    if target is None:
        return
    from vil.services.problem_lists import problems_as_csv

    try:
        target.write_bytes(problems_as_csv(dry_runs))
    except OSError as error:
        raise FileNotWritten(target.name) from error


def _describe(answer: dict[str, Any]) -> str:
    from vil.formats import format_number

    rows = format_number(answer["rows"])
    first = f"{answer['dataset']}, udgave {answer['version']}: {rows} rækker fra {answer['source_file']}."
    remarks = (f"  Læg mærke til: {remark}" for remark in answer["quality"])
    return "\n".join([first, *remarks, *(f"  · {warning}" for warning in answer["warnings"])])

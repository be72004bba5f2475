"""`vil publish`: a new version of a data set from a file and a recipe."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vil.commands.data_folder import add_data_option, settings_for, user_name
from vil.errors import NotFound, NotYetPossible, SettingInvalid
from vil.privacy import mask
from vil.settings import Settings

_NO_SOURCE = "Udtræk kan endnu ikke hentes fra en adresse. Gem udtrækket som en fil, og udgiv filen."
_NO_FILE = "Der er ingen fil at udgive. Skriv filens navn, eller brug --inbox."
_NO_RECIPE = "Der mangler en opskrift. Skriv --recipe og navnet på opskriftens fil."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what `vil publish` takes."""
    parser.add_argument(
        "files", metavar="FILE", nargs="*", type=Path, help="an extract; several become several versions"
    )
    parser.add_argument("--source", metavar="URL", help="an address to fetch the extract from (not possible yet)")
    parser.add_argument(
        "--inbox", action="store_true", help="every file in inbox/ with a recipe of the same name in recipes/"
    )
    parser.add_argument("--recipe", metavar="R.toml", type=Path, help="how the extract becomes a data set")
    parser.add_argument("--by", metavar="NAME", help="who publishes (default: the name of the computer's user)")
    parser.add_argument("--dry-run", action="store_true", help="do everything but publish")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_data_option(parser)


def run(options: argparse.Namespace) -> None:
    """Publish each file in turn; the first that is refused ends it, and those before it stay published."""
    from vil.importing import load_recipe

    settings = settings_for(options)
    answers: list[dict[str, Any]] = []
    try:
        for path, recipe_path in _list_work(settings, options):
            answers.append(_publish_one(settings, path, load_recipe(recipe_path), options))
    finally:
        if options.json and (answers or sys.exc_info()[0] is None):
            print(json.dumps({"dry_run": options.dry_run, "published": answers}, ensure_ascii=False, indent=1))
    if not options.json:
        for answer in answers:
            print(_describe(answer, is_rehearsal=options.dry_run))


def _list_work(settings: Settings, options: argparse.Namespace) -> Iterator[tuple[Path, Path]]:
    if options.source:
        raise NotYetPossible(_NO_SOURCE)
    if options.inbox:
        yield from _list_inbox(settings)
        return
    if not options.files:
        raise SettingInvalid(_NO_FILE)
    if options.recipe is None:
        raise SettingInvalid(_NO_RECIPE)
    missing = [path for path in options.files if not path.is_file()]
    if missing:
        raise NotFound("Filen", mask(missing[0].name))
    yield from ((path, options.recipe) for path in options.files)


def _list_inbox(settings: Settings) -> list[tuple[Path, Path]]:
    files = sorted(settings.inbox.iterdir()) if settings.inbox.is_dir() else []
    recipes = {path.stem: path for path in settings.recipes.glob("*.toml")}
    return [(path, recipes[path.stem]) for path in files if path.is_file() and path.stem in recipes]


def _publish_one(settings: Settings, path: Path, recipe: Any, options: argparse.Namespace) -> dict[str, Any]:
    from vil.services.publishing import publish_extract, rehearse_extract

    if options.dry_run:
        rehearsal = rehearse_extract(settings, path, recipe)
        return {
            "dataset": rehearsal.dataset,
            "version": None,
            "source_file": mask(path.name),
            "rows": rehearsal.rows,
            "warnings": list(rehearsal.warnings),
        }
    from vil.commands.versions import describe_version

    return describe_version(publish_extract(settings, path, recipe, published_by=options.by or user_name()))


def _describe(answer: dict[str, Any], *, is_rehearsal: bool) -> str:
    from vil.formats import format_number

    rows = format_number(answer["rows"])
    if is_rehearsal:
        first = f"{answer['source_file']}: {rows} rækker kan udgives som {answer['dataset']}. Intet er udgivet."
    else:
        first = f"{answer['dataset']}, udgave {answer['version']}: {rows} rækker fra {answer['source_file']}."
    return "\n".join([first, *(f"  · {warning}" for warning in answer["warnings"])])

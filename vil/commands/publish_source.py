"""`vil publish --source URL`: a new version from a table that stays where it lies."""

from __future__ import annotations

import argparse
import json
from typing import Any

from vil.commands.data_folder import settings_for, user_name
from vil.errors import SettingInvalid

_NO_RECIPE = "Der mangler en opskrift. Skriv --recipe og navnet på opskriftens fil."
_ONE_AT_A_TIME = "--source læser én tabel og kan ikke bruges sammen med filer eller --inbox. Skriv dem hver for sig."


def run_source(options: argparse.Namespace) -> int:
    """Publish the table that `--source` names, or say what a publication would be made of."""
    from vil.importing import load_recipe
    from vil.services.publishing_sources import publish_source, rehearse_source

    if options.recipe is None:
        raise SettingInvalid(_NO_RECIPE)
    if options.files or options.inbox:
        raise SettingInvalid(_ONE_AT_A_TIME)
    settings, recipe = settings_for(options), load_recipe(options.recipe)
    if options.dry_run:
        rehearsal = rehearse_source(settings, options.source, recipe, table=options.table)
        answer: dict[str, Any] = {"dataset": rehearsal.dataset, "version": None, "rows": rehearsal.rows}
    else:
        from vil.commands.versions import describe_version

        by = options.by or user_name()
        version = publish_source(settings, options.source, recipe, table=options.table, published_by=by)
        answer = describe_version(version)
    _print(options, answer)
    return 0


def _print(options: argparse.Namespace, answer: dict[str, Any]) -> None:
    from vil.formats import format_number

    if options.json:
        told = {"dry_run": options.dry_run, "published": [answer], "refused": []}
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return
    rows = format_number(answer["rows"])
    if options.dry_run:
        print(f"{rows} rækker kan udgives som {answer['dataset']}. Intet er udgivet.")
        return
    print(f"{answer['dataset']}, udgave {answer['version']}: {rows} rækker fra {answer['source_file']}.")
    for warning in answer["warnings"]:
        print(f"  · {warning}")

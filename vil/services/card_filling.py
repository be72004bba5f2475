"""Fill cards from TOML files, where nobody has written on them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from vil.model.period import Grain
from vil.model.recipe import Event
from vil.model.series import DatasetVersion
from vil.records import Store
from vil.services import cards
from vil.services.approving import approve
from vil.services.rounds import open_rounds
from vil.settings import Settings


def fill_cards(settings: Settings, versions: Iterable[DatasetVersion], folder: Path) -> None:
    """Fill the cards of data sets from `folder/<dataset>.toml`; a card somebody has written on stays as it is."""
    found = [(version, folder / f"{version.dataset}.toml") for version in versions]
    written = [(version, path) for version, path in found if path.is_file()]
    if not written:
        return
    store = open_rounds(settings)
    try:
        for version, path in written:
            for indicator, content in tomllib.loads(path.read_text(encoding="utf-8")).items():
                if cards.load_card(store, version.dataset, indicator).is_empty:
                    _fill(store, version, indicator, content)
    finally:
        store.close()


def _fill(store: Store, version: DatasetVersion, indicator: str, content: dict[str, Any]) -> None:
    targets, events = content.pop("targets", ()), content.pop("events", ())
    approval: dict[str, str] | None = content.pop("approval", None)
    fields = content | ({"update_grain": Grain(content["update_grain"])} if "update_grain" in content else {})
    cards.save_indicator_card(store, version.dataset, indicator, version=0, **fields)
    for target in targets:
        cards.set_target(store, version.dataset, indicator, **target)
    for event in events:
        cards.add_event(store, version.dataset, indicator, Event(**{"indicator": indicator, **event}))
    if approval:
        approve(store, version, indicator, name=approval["name"], today=version.recipe.extracted_on or date.today())

"""Describe the published table of a data set for other programs: a Frictionless Table Schema.

The table is the one `vil query DATASET --indicator ID --by period,unit[,DIMENSION] --csv` prints, the same for every indicator.
Source: https://datapackage.org/standard/table-schema/ (version 2.0).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from vil.errors import FileNotWritten
from vil.model.card import IndicatorCard
from vil.model.indicator import Indicator
from vil.model.period import Grain
from vil.model.plain import to_plain
from vil.model.series import CellState, DatasetVersion, UnitLevel
from vil.records import Store
from vil.services.cards import load_cards

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_PERIODS: dict[Grain, dict[str, Any]] = {
    Grain.DAY: {"type": "date"},
    Grain.WEEK: {"type": "string", "constraints": {"pattern": r"\d{4}-W\d{2}"}},
    Grain.MONTH: {"type": "yearmonth"},
    Grain.QUARTER: {"type": "string", "constraints": {"pattern": r"\d{4}-Q[1-4]"}},
    Grain.HALF: {"type": "string", "constraints": {"pattern": r"\d{4}-H[12]"}},
    Grain.YEAR: {"type": "year"},
    Grain.SCHOOLYEAR: {"type": "string", "constraints": {"pattern": r"\d{4}/\d{4}"}},
}


def write_schema(store: Store, version: DatasetVersion, target: Path | None = None) -> str:
    """Write the schema of a version's table as JSON, into `target` too when there is one; FileNotWritten when it cannot be."""
    cards = load_cards(store, version.dataset, [indicator.id for indicator in version.recipe.indicators])
    text = json.dumps(make_schema(version, cards), ensure_ascii=False, indent=1) + "\n"
    if target is not None:
        try:
            target.write_text(text, encoding="utf-8")
        except OSError as error:
            raise FileNotWritten(str(target)) from error
    return text


def make_schema(version: DatasetVersion, cards: tuple[IndicatorCard, ...]) -> dict[str, Any]:
    """Make the schema: fields with their constraints, the key, how a gap is written, and under `vil` what each number means."""
    by_id = {card.indicator: card for card in cards}
    recipe = version.recipe
    return {
        "$schema": PROFILE,
        "fields": _make_fields(version),
        "missingValues": [""],
        "primaryKey": ["period", "unit", *(name for name, _ in version.dimensions)],
        "vil": {
            "dataset": version.dataset,
            "version": version.number,
            "title": recipe.title,
            "source": recipe.source,
            "published_at": version.published_at.isoformat(),
            "fingerprint": version.fingerprint,
            "synthetic": recipe.synthetic,
            "disclosure": str(recipe.disclosure),
            "threshold": recipe.threshold,
            "grain": str(recipe.grain),
            "first": version.first.code,
            "last": version.last.code,
            "indicators": [_describe(indicator, by_id.get(indicator.id)) for indicator in recipe.indicators],
        },
    }


def _make_fields(version: DatasetVersion) -> list[dict[str, Any]]:
    units = [unit.name for unit in version.units]
    period = _PERIODS[version.recipe.grain]
    return [
        {"name": "period", **period, "constraints": {**period.get("constraints", {}), "required": True}},
        _one_of("unit", units),
        *(_one_of(name, list(members)) for name, members in version.dimensions),
        _one_of("level", [str(level) for level in UnitLevel]),
        _one_of("state", [str(state) for state in CellState]),
        {"name": "value", "type": "number", "description": "Empty where the state is missing or hidden."},
        {"name": "numerator", "type": "number"},
        {"name": "denominator", "type": "number"},
        {"name": "is_partial", "type": "boolean", "trueValues": ["True"], "falseValues": ["False"]},
    ]


def _one_of(name: str, values: list[str]) -> dict[str, Any]:
    return {"name": name, "type": "string", "constraints": {"required": True, "enum": values}}


def _describe(indicator: Indicator, card: IndicatorCard | None) -> dict[str, Any]:
    known = {name: value for name, value in to_plain(indicator).items() if value not in (None, "", [])}
    if card is None or card.is_empty:
        return known
    beside = ("description", "source_system", "owner", "registration", "context", "caveats")
    return known | {name: text for name in beside if (text := getattr(card, name))}

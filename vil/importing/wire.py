"""A reading as JSON, from the child process and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from vil.model.period import Grain
from vil.model.reading import Column, ColumnType, Doubt, PeriodGuess, Reading, Refusal, Shape

_TUPLES = (
    "sheets",
    "header_rows",
    "missing_markers",
    "aggregates",
    "titles",
    "fill_down",
    "unit_columns",
    "nearly_numbers",
)


def encode_reading(reading: Reading) -> str:
    """Write a reading as JSON."""
    return json.dumps(asdict(reading), ensure_ascii=False, default=str)


def decode_reading(text: str) -> Reading:
    """Read it back."""
    found: dict[str, Any] = json.loads(text)
    period, refused = found.pop("period"), found.pop("refused")
    for name in _TUPLES:
        found[name] = tuple(found[name])
    return Reading(
        **{
            **found,
            "columns": tuple(Column(**{**one, "type": ColumnType(one["type"])}) for one in found["columns"]),
            "warnings": tuple(Doubt(one["code"], one["message"], tuple(one["rows"])) for one in found["warnings"]),
            "preview": tuple(tuple(row) for row in found["preview"]),
            "measures": tuple((column, measure) for column, measure in found["measures"]),
            "shape": Shape(found["shape"]) if found["shape"] else None,
            "table": Path(found["table"]) if found["table"] else None,
            "period": _decode_period(period) if period else None,
            "refused": Refusal(**refused) if refused else None,
        }
    )


def _decode_period(found: dict[str, Any]) -> PeriodGuess:
    return PeriodGuess(**{**found, "grain": Grain(found["grain"]), "columns": tuple(found["columns"])})

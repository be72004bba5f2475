"""A reading as JSON, from the child process and back."""

from __future__ import annotations

import json
from typing import cast

from vil.model.plain import from_plain, to_plain
from vil.model.reading import Reading


def encode_reading(reading: Reading) -> str:
    """Write a reading as JSON."""
    return json.dumps(to_plain(reading), ensure_ascii=False)


def decode_reading(text: str) -> Reading:
    """Read it back."""
    return cast("Reading", from_plain(Reading, json.loads(text)))

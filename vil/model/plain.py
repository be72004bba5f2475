"""The model as plain values that JSON and TOML can say, and back without loss."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from vil.model.period import Period


def to_plain(value: Any) -> Any:
    """Turn dataclasses, enums, dates, paths and tuples into what JSON can say."""
    if isinstance(value, Period):
        return value.code
    if dataclasses.is_dataclass(value):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def from_plain(kind: Any, value: Any) -> Any:
    """Turn JSON back into `kind`: a dataclass, an enum, a date, a tuple, or one of them or None.

    Fields that are not known are passed over and absent ones get their default, so that older and newer manifests can be read.
    """
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return None if value is None else from_plain(typing.get_args(kind)[0], value)
    if typing.get_origin(kind) is tuple:
        return _to_tuple(typing.get_args(kind), value)
    if kind is Period:
        return Period.parse(value)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: from_plain(hints[name], item) for name, item in value.items() if name in hints})
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return kind(value)


def _to_tuple(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(from_plain(kinds[0], item) for item in values)
    return tuple(from_plain(kind, item) for kind, item in zip(kinds, values, strict=True))


@lru_cache(maxsize=64)
def _hints(kind: Any) -> dict[str, Any]:
    return typing.get_type_hints(kind)

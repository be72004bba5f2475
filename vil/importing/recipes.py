"""Recipes as readable TOML, written and read back without loss."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from vil.errors import RecipeInvalid
from vil.importing import recipe_messages as messages
from vil.model.recipe import Recipe
from vil.privacy import mask

_ONE_A_LINE = frozenset({"columns", "personal", "bands"})
"""Lists of small entries, written with one entry on each line."""


def save_recipe(recipe: Recipe, path: Path) -> None:
    """Write a recipe as TOML; what stands at its default is left out."""
    path.write_text(dump_recipe(recipe), encoding="utf-8")


def load_recipe(path: Path) -> Recipe:
    """Read a recipe; RecipeInvalid with every fault found when it is not one."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RecipeInvalid((messages.recipe_not_found(mask(path.name)),)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeInvalid((messages.recipe_not_toml(mask(path.name), mask(str(error))),)) from error
    return _build_recipe(found)


def parse_recipe(text: str, name: str) -> Recipe:
    """Read a recipe from its text; `name` is what it is called in the RecipeInvalid that tells every fault found."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RecipeInvalid((messages.recipe_not_toml(mask(name), mask(str(error))),)) from error
    return _build_recipe(found)


def _build_recipe(found: dict[str, Any]) -> Recipe:
    problems: list[str] = []
    recipe = _build(Recipe, found, "", problems)
    if problems:
        raise RecipeInvalid(tuple(problems))
    return cast("Recipe", recipe)


def dump_recipe(recipe: Recipe) -> str:
    """Write a recipe as TOML text; what stands at its default is left out."""
    lines: list[str] = []
    _dump_table(recipe, "", lines)
    return "\n".join(lines).lstrip("\n") + "\n"


def _dump_table(entry: Any, path: str, lines: list[str]) -> None:
    nested: list[tuple[str, Any]] = []
    for field in fields(entry):
        value = getattr(entry, field.name)
        if value is None or value == _default(field):
            continue
        if field.name in _ONE_A_LINE and _is_tables(value):
            lines.append(f"{field.name} = [")
            lines += [f"  {_dump_inline(item)}," for item in value] + ["]"]
        elif is_dataclass(value) or _is_tables(value):
            nested.append((field.name, value))
        else:
            lines.append(f"{field.name} = {_dump_value(value)}")
    for name, value in nested:
        full = f"{path}.{name}" if path else name
        for item in value if isinstance(value, tuple) else (value,):
            lines.extend(["", f"[[{full}]]" if isinstance(value, tuple) else f"[{full}]"])
            _dump_table(item, full, lines)


def _dump_inline(entry: Any) -> str:
    """Write a small entry on one line."""
    shown = [(field.name, getattr(entry, field.name)) for field in fields(entry)]
    kept = [
        f"{name} = {_dump_value(value)}"
        for (name, value), field in zip(shown, fields(entry), strict=True)
        if value is not None and value != _default(field)
    ]
    return "{" + ", ".join(kept) + "}"


def _default(field: Any) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def _is_tables(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and is_dataclass(value[0])


def _dump_value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return _dump_text(value.value)
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(_dump_value(item) for item in value) + "]"
    return _dump_text(str(value))


def _dump_text(text: str) -> str:
    escaped = []
    for sign in text:
        if sign in '"\\':
            escaped.append("\\" + sign)
        elif ord(sign) < 32 or ord(sign) == 127 or sign in "\x85\u2028\u2029":
            escaped.append(f"\\u{ord(sign):04X}")
        else:
            escaped.append(sign)
    return '"' + "".join(escaped) + '"'


def _build(kind: Any, found: dict[str, Any], path: str, problems: list[str]) -> Any:
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}
    before = len(problems)
    problems.extend(messages.recipe_unknown_key(path + name, tuple(known)) for name in found if name not in known)
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name in found:
            values[name] = _read(hints[name], found[name], path + name, problems)
        elif _default(field) is MISSING:
            problems.append(messages.recipe_key_missing(path + name))
    return kind(**values) if len(problems) == before else None


def _read(hint: Any, value: Any, path: str, problems: list[str]) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        hint = next(option for option in get_args(hint) if option is not type(None))
        origin = get_origin(hint)
    if origin is tuple:
        return _read_tuple(get_args(hint), value, path, problems)
    if is_dataclass(hint):
        if isinstance(value, dict):
            return _build(hint, value, f"{path}.", problems)
    elif isinstance(hint, type) and issubclass(hint, Enum):
        allowed = [member.value for member in hint]
        if value in allowed:
            return hint(value)
        problems.append(messages.recipe_bad_choice(path, allowed))
        return None
    elif hint is float and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    elif type(value) is hint:
        return value
    problems.append(messages.recipe_bad_value(path))
    return None


def _read_tuple(hints: tuple[Any, ...], value: Any, path: str, problems: list[str]) -> tuple[Any, ...] | None:
    if not isinstance(value, list):
        problems.append(messages.recipe_bad_value(path))
        return None
    if hints[-1] is Ellipsis:
        return tuple(_read(hints[0], item, f"{path}[{place}]", problems) for place, item in enumerate(value, 1))
    if len(hints) != len(value):
        problems.append(messages.recipe_bad_value(path))
        return None
    return tuple(_read(hint, item, path, problems) for hint, item in zip(hints, value, strict=True))

"""Read text files into frozen dataclasses, and say everything that is wrong with them at once."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from vil.errors import ContentInvalid

T = TypeVar("T")
_BUILT_IN = Path(__file__).parent


def newest_change(override: Path | None, name: str) -> int:
    """Tell when the override file last changed, in nanoseconds; 0 when there is none."""
    path = override / name if override else None
    return path.stat().st_mtime_ns if path and path.is_file() else 0


def find_strangers(override: Path) -> tuple[str, ...]:
    """Find the text files in an organisation's folder that replace nothing, because their names are not ours."""
    known = {path.name: None for path in sorted(_BUILT_IN.glob("*.toml"))}
    found = sorted(path.name for path in override.glob("*.toml")) if override.is_dir() else []
    return tuple(
        f"Filen {override / name} bruges ikke, for den hedder ikke som en af vores.{_hint(name, known, 'Flyt den væk.')}"
        for name in found
        if name not in known
    )


def load_text_file(kind: type[T], name: str, override: Path | None, fixed: Collection[str] = ()) -> T:
    """Read a built-in text file, laid under the override's file of the same name, as `kind`.

    Tables are laid together key by key, lists and texts replace. Raises ContentInvalid with every unknown key, wrong
    type, empty text and key among those `fixed` by the method in the override.
    """
    built_in = tomllib.loads((_BUILT_IN / name).read_text(encoding="utf-8"))
    path = override / name if override else None
    if path is None or not path.is_file():
        return _build(kind, built_in)
    own = _read(path)
    faults = _find_faults(own, built_in, (), fixed)
    if faults:
        raise ContentInvalid(str(path), faults)
    return _build(kind, _lay_over(built_in, own))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentInvalid(str(path), (f"Filen kan ikke læses som TOML i UTF-8 ({error}).",)) from error


def _lay_over(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    laid = dict(under)
    for key, value in over.items():
        laid[key] = _lay_over(under[key], value) if isinstance(value, Mapping) else value
    return laid


def _find_faults(
    own: Mapping[str, Any], built_in: Mapping[str, Any], place: tuple[str, ...], fixed: Collection[str]
) -> tuple[str, ...]:
    faults: list[str] = []
    for key, value in own.items():
        here = ".".join((*place, key))
        if key not in built_in:
            faults.append(f"»{here}« kendes ikke.{_hint(key, built_in)}")
        elif key in fixed:
            faults.append(f"»{here}« hører til metoden og kan ikke ændres. Fjern linjen.")
        elif isinstance(built_in[key], Mapping) and isinstance(value, Mapping):
            faults += _find_faults(value, built_in[key], (*place, key), fixed)
        elif problem := _find_problem(value, built_in[key]):
            faults.append(f"»{here}« {problem}")
    return tuple(faults)


def _find_problem(value: Any, example: Any) -> str | None:
    if isinstance(example, Mapping):
        return "skal være en tabel, ikke en tekst."
    if isinstance(example, int | float):
        return None if isinstance(value, int | float) and not isinstance(value, bool) else "skal være et tal."
    if example == "":
        return None if isinstance(value, str) else "skal være en tekst."
    if isinstance(example, str):
        return None if isinstance(value, str) and value.strip() else "skal være en tekst, der ikke er tom."
    is_list = isinstance(value, list) and value and all(isinstance(text, str) and text.strip() for text in value)
    return None if is_list else "skal være en liste af tekster, der ikke er tomme."


def _hint(key: str, known: Mapping[str, Any], otherwise: str = "Fjern linjen.") -> str:
    nearest = get_close_matches(key, known, n=1, cutoff=0.5)
    return f" Mente du »{nearest[0]}«?" if nearest else f" {otherwise}"


def _build(kind: type[T], value: Any) -> T:
    built: T = _build_any(kind, value)
    return built


def _build_any(kind: Any, value: Any) -> Any:
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: _build_any(hints[field.name], value[field.name]) for field in fields(kind)})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        return tuple(value)
    if get_origin(kind) is not None:
        inner = get_args(kind)[1]
        return MappingProxyType({key: _build_any(inner, item) for key, item in value.items()})
    return value

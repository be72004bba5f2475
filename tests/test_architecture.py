"""Imports point inward, and only the outer ring knows Streamlit."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LEAVES = {"cancelling", "errors", "formats", "glossary", "settings"}
INNER = {"model", "content"}
MAY_IMPORT = {
    "model": set(),
    "content": {"model", "errors"},
    "errors": set(),
    "formats": {"model"},
    "glossary": set(),
    "settings": {"errors"},
    "analysis": {"model"},
    "practice": {"model", "analysis"},
    "privacy": {"model", "errors"},
    "cancelling": {"errors"},
    "importing": {"model", "cancelling", "errors", "formats", "privacy", "settings"},
    "sources": {"model", "errors", "importing"},
    "warehouse": {"model", "cancelling", "errors", "privacy", "settings"},
    "records": {"model", "errors", "settings"},
    "narration": {"model", "content", "formats", "analysis"},
    "charts": {"model", "formats", "analysis"},
    "report": {"model", "content", "errors", "formats", "analysis", "narration", "charts"},
    "services": INNER
    | LEAVES
    | {
        "analysis",
        "practice",
        "privacy",
        "importing",
        "sources",
        "warehouse",
        "records",
        "narration",
        "charts",
        "report",
    },
    "bootstrap": INNER | LEAVES | {"services"},
    "ui": INNER | LEAVES | {"analysis", "narration", "charts", "services", "bootstrap"},
    "commands": INNER | LEAVES | {"importing", "privacy", "services", "bootstrap", "ui"},
    "cli": {"commands", "errors"},
    "__main__": {"cli"},
}
MODEL_MAY_IMPORT = {
    "__future__",
    "calendar",
    "collections",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "pathlib",
    "re",
    "types",
    "typing",
}


def imported_names(source: str) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [
                f"{node.module}.{alias.name}" if node.module == "vil" else str(node.module) for alias in node.names
            ]
    return names


def find_faults(room: str, source: str) -> list[str]:
    faults = []
    for name in imported_names(source):
        top, *rest = name.split(".")
        if top == "vil" and rest and rest[0] not in MAY_IMPORT[room] | {room, "__version__"}:
            faults.append(f"{room} may not import {name}")
        if top == "streamlit" and room != "ui":
            faults.append(f"{room} may not know Streamlit")
        if room == "model" and top != "vil" and top not in MODEL_MAY_IMPORT:
            faults.append(f"model may not import {name}")
    return faults


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "vil").parts[0].removesuffix(".py")


MODULES = [
    path for path in sorted((ROOT / "vil").rglob("*.py")) if path.parent != ROOT / "vil" or path.stem != "__init__"
]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_inward(path: Path) -> None:
    assert find_faults(room_of(path), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("room", "source"),
    [
        ("model", "from vil.errors import VilError"),
        ("model", "import pandas"),
        ("analysis", "from vil.warehouse import cube"),
        ("warehouse", "import streamlit as st"),
        ("services", "from vil.ui import frame"),
        ("charts", "from vil import services"),
    ],
)
def test_a_planted_import_is_found(room: str, source: str) -> None:
    assert find_faults(room, source)


def test_the_checked_rooms_are_the_rooms_that_exist() -> None:
    assert {room_of(path) for path in MODULES} <= set(MAY_IMPORT)

"""The same checks at the desk and in CI: format, lint and types are tests too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHECKS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_code_passes(check: str) -> None:
    done = subprocess.run([sys.executable, "-m", *CHECKS[check]], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_help_is_there_without_heavy_imports() -> None:
    heavy = ("streamlit", "pandas", "duckdb", "altair", "sqlalchemy", "numpy")
    found = f"[name for name in {heavy} if name in sys.modules]"
    code = f"import sys; from vil.cli import build_parser; build_parser(['check']); print({found})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

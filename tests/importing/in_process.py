"""Read extracts in the process of the tests, where the limits of the child process are not what is tested."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vil.importing import extracts
from vil.importing.child import carry_out


def ask_here(
    path: Path,
    order: dict[str, Any],
    scratch: Path,
    memory_mb: int,
    seconds: int,
    cancel: object = None,
    key: bytes = b"",
) -> dict[str, Any]:
    order |= {"path": str(path.resolve()), "scratch": str(scratch.resolve()), "memory_mb": memory_mb}
    answer: dict[str, Any] = json.loads(carry_out(order, key))
    assert "failed" not in answer, answer
    return answer


@pytest.fixture
def reading_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Carry out each reading with the same code in this process: a second's start of an interpreter less for each."""
    monkeypatch.setattr(extracts, "_ask_child", ask_here)

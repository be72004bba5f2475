"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from types import ModuleType

import pytest

import vil.analysis
import vil.charts
import vil.formats
import vil.model
import vil.narration


def list_modules() -> list[ModuleType]:
    packages = (vil.analysis, vil.charts, vil.model, vil.narration)
    names = [
        f"{package.__name__}.{found.name}" for package in packages for found in pkgutil.iter_modules(package.__path__)
    ]
    return [vil.formats, *map(importlib.import_module, names)]


@pytest.mark.parametrize("module", list_modules(), ids=lambda module: module.__name__)
def test_the_examples_of_a_module_hold(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0

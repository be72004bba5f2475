"""The sample data, published once for all tests that read it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vil.settings import Settings


@pytest.fixture(scope="session")
def with_samples(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Give settings whose data folder holds the samples, published as `vil start` publishes them."""
    folder = tmp_path_factory.mktemp("samples")
    shutil.copytree(sample_data, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("publish-*"))
    return Settings(data_dir=folder)

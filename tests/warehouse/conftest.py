"""The sample data, published once for all tests that read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from vil.bootstrap import publish_samples
from vil.settings import Settings


@pytest.fixture(scope="session")
def with_samples(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Give settings whose data folder holds the six samples, published as `vil start` publishes them."""
    settings = Settings(data_dir=Path(tmp_path_factory.mktemp("samples")))
    publish_samples(settings)
    return settings

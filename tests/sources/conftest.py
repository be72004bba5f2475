"""One Spark session for all tests that ask it."""

from __future__ import annotations

import importlib.util
import shutil
import warnings
from collections.abc import Iterator

import pytest

from tests.servers import SPARK, absent
from vil.sources import read_address


@pytest.fixture(scope="session")
def spark() -> Iterator[str]:
    """The address of a Spark session with two workers, begun once."""
    if shutil.which("java") is None:
        absent("Java (apt install openjdk-17-jre-headless)")
    if importlib.util.find_spec("pyspark") is None:
        absent("pyspark")
    from vil.sources.spark import begin_session

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = begin_session(read_address(SPARK, "none"))
    yield SPARK
    session.stop()

"""What every test may ask for."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import absent, find_postgres, run_postgres
from vil.bootstrap import prepare_data_folder, publish_samples
from vil.settings import Settings

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real extracts; tests that need it are skipped, with the reason printed, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the real extracts are not on this machine ({SHARED.name} folder beside the project)")
    return SHARED


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder with the samples as `vil start` publishes them, made once for all workers: copy it, never write in it."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    settings, made = Settings(data_dir=shared / "sample-data"), shared / "sample-data-is-made"
    with (shared / "sample-data.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            prepare_data_folder(settings)
            publish_samples(settings)
            made.touch()
    return settings.data_dir


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own, where everything is allowed."""
    if find_postgres() is None:
        absent("PostgreSQL (apt install postgresql)")
    with run_postgres() as address:
        yield address

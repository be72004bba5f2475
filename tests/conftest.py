"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real extracts; tests that need it are skipped, with the reason printed, where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"the real extracts are not on this machine ({SHARED.name} folder beside the project)")
    return SHARED

from __future__ import annotations

from tests.importing.in_process import reading_here
from tests.records.conftest import address, sqlite_store, store
from tests.warehouse.conftest import with_samples

__all__ = ["address", "reading_here", "sqlite_store", "store", "with_samples"]

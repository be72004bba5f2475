from __future__ import annotations

from tests.records.conftest import address, sqlite_store, store
from tests.warehouse.conftest import with_samples

__all__ = ["address", "sqlite_store", "store", "with_samples"]

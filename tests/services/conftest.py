from __future__ import annotations

from tests.records.conftest import address, sqlite_store, store

__all__ = ["address", "sqlite_store", "store"]

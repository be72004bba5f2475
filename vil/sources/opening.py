"""Open a source by its address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from vil.sources.address import Address
from vil.sources.remote import Remote


@contextmanager
def open_source(address: Address, *, memory_mb: int = 2048, seconds: int = 1200) -> Iterator[Remote]:
    """Open the table that an address names, for reading only, and leave it again. Raises SourceFailed.

    `memory_mb` and `seconds` (for each question) limit the process that reads a file of this machine.
    """
    if address.kind in ("parquet", "duckdb"):
        from vil.sources.local import open_local

        with open_local(address, memory_mb=memory_mb, seconds=seconds) as table:
            yield table
        return
    if address.kind == "spark":
        from vil.sources.spark import open_spark

        with open_spark(address) as remote:
            yield remote
        return
    from vil.sources.postgres import open_postgres

    with open_postgres(address) as found:
        yield found

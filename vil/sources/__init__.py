"""Tables that are read where they lie: PostgreSQL and Spark answer our SQL, and only the answer comes home."""

from vil.sources.address import Address, file_address, read_address
from vil.sources.opening import open_source
from vil.sources.remote import Remote, RemoteRows

__all__ = ["Address", "Remote", "RemoteRows", "file_address", "open_source", "read_address"]

"""Tables that are read where they lie: PostgreSQL and Spark answer our SQL, and only the answer comes home."""

from vil.sources.address import Address, read_address
from vil.sources.opening import open_source
from vil.sources.remote import Remote, RemoteRows

__all__ = ["Address", "Remote", "RemoteRows", "open_source", "read_address"]

"""What people wrote: rounds and their cards, kept by SQLAlchemy in SQLite or PostgreSQL, with a trace of every change."""

from vil.records.store import Store, open_store

__all__ = ["Store", "open_store"]

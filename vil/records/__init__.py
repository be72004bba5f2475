"""What people wrote: rounds and everything in them, in SQLAlchemy."""

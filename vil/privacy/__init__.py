"""What must not be shown: personal identifiers and small numbers."""

"""One module for each thing a user does: read, decide, write."""

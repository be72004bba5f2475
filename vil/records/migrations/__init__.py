"""How the records get from one release's tables to the next."""

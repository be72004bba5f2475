"""One module for each command of `vil`: its options, and what it prints."""

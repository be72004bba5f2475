"""A file in, named and typed rows and everything that was doubtful out."""

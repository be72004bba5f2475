"""Published, immutable data set versions in DuckDB, and the only analytic SQL."""

"""What a table is, and how a file becomes one. Used by the ledger and the standards; knows neither."""

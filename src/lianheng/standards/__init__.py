"""The law's numbers as dated tables, and the calendar of working days. Knows neither ledger nor rules."""

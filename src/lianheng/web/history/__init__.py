"""The sealed journal: what was done to every record, by whom, when and why."""

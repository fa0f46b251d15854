"""A bureau's year as tables: what they are, how files become them, how batches of them are kept."""

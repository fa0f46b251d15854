"""Asks the ledger its questions: parses them, runs them, proves that every row was judged once, returns outcomes and counts."""

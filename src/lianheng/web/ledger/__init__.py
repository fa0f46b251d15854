"""Imports into the ledger, and browsing it."""

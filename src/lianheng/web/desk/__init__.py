"""Everybody's desk: what waits for me, when it is due, and what I have been told."""

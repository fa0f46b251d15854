"""Runs of the rules, and the cases that failures become: followed until someone else has verified the mending."""

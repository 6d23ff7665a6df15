"""Entries about duties, and the frozen evidence packages of months."""

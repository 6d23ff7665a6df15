"""Versions of the rules and the calendar."""

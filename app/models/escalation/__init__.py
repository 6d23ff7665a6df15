"""Escalations and the people they are reported to."""

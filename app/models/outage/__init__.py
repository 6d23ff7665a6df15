"""Stretches in which nobody could be reminded."""

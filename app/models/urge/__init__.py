"""Urge rounds and their tickets."""

"""Imports and learned headers."""

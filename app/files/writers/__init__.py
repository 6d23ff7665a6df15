"""Writes what goes out, and counts it again."""

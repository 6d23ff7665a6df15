"""Promises made to callers."""

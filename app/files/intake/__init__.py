"""Turns what was read into drafts or problems."""

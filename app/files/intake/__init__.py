"""Converts rows that were read into drafts or problems."""

"""Converts rows that were read into drafts or problems."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

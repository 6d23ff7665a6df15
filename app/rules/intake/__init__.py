"""Imported rows: drafts, problems, and the spellings of the closed lists of the field."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

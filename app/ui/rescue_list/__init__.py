"""Whom to save tonight: the page, its words and its acts."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

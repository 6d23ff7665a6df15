"""Whom to save tonight: what each ticket that can still be turned would do to the score."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

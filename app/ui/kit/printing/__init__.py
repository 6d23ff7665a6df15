"""Printing: the paper that is previewed and printed page by page, without blocking the window."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

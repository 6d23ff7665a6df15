"""Merchants on the screen: the page, and the line under a ticket."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

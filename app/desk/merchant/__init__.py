"""Merchants: reads for pages and figures, and the decisions of persons."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""Escalations: their states, what is said when one is reported, and to whom."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""Reminders: their moments, their states, and the sum that shows that none was lost."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

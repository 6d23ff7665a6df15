"""The page of the calendar: the known years, and a pasted notice as a year."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The duties of the contract: how each stands, its statements and records, the month's evidence package."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The duties of the contract as data, and how each one stands."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

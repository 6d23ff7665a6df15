"""The watch over contacts: what is wrong, and what became of it."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

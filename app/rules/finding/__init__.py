"""The watch over contacts: its findings and their states."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The reply of a ticket: its form and what is checked before it goes out."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

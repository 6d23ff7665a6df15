"""The official rankings: entering them, and the difference to our own score."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The duty log: the kinds of its own entries, and the time line of a shift."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The duty log: the time line of a shift with own entries."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

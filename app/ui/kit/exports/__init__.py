"""Forms that write a file: where to, how far, how many rows were counted."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

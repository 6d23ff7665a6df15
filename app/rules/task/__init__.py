"""Tasks: their kinds and states, how they repeat, and when they ring."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""Measures against a kind of problem, and whether it comes in less often since."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""Callbacks: the order of calling, the recorded answers, and the survey forms."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

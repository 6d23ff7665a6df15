"""The sections of each kind of paper, and what they share."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

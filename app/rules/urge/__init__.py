"""Urging of offices: the life of a round, whom it goes to next, and its texts."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

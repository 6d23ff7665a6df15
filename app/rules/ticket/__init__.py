"""A ticket: its states and moves, its fields, its clocks and how they explain themselves."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

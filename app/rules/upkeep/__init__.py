"""Upkeep: what may be wrong with a register at opening, when copies are made, and which are kept."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""Exclusion (不纳入考核): the register, the application with its check, the catalogue, the figures."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

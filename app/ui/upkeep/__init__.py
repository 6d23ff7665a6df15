"""The page of the desk's health."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

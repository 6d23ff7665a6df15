"""The law of the field as pure functions and frozen values; `now` is always an argument."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

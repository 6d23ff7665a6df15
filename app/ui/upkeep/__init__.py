"""Screens of the upkeep: the page of health, and the rescue screen."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The window around the pages: navigation, bars, commands, gateway, ways in and out."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The frame of the window: navigation, bars, commands, gateway, sign-in and exit."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The actions of the window: one entry each, the commands, the palette and the key table."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

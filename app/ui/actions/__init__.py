"""Every action as one entry, alive in the window: commands, palette, key table."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The table of every list: its rows, painter, keys, columns and menus."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

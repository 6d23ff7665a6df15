"""The table of every list: rows as data, one painter, keys, columns, menus."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

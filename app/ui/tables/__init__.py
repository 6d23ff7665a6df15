"""The table part of every page: rows as data, one painter, keys, menus; no widget per row."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

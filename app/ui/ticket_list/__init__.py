"""The ticket list: ids first, details for what is seen, one painter for a whole row."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The dashboard: its page, its drawn parts, the meeting mode."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

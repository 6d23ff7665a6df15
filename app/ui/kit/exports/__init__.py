"""The forms that export a file: place, progress, and the counted rows."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The callback survey: a form that is answered with number keys while the caller is on the line."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The callback: whom to call, what was answered, the survey's forms."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

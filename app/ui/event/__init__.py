"""The page of mass events, its forms and actions."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

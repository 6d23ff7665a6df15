"""The roster: who is on duty, from the 值班表 and by signing in."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

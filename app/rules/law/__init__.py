"""The rules in force and the calendar: what a version holds, how it is read, written and checked."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

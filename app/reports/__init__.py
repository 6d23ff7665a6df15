"""What a report says: periods, the day log, the rates; computed once, in one place."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""When papers are due: the schedule in force, and the clocks that ring before one is late."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

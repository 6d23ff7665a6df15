"""Rules and calendar: their versions, the deadlines they move, and reloading them."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

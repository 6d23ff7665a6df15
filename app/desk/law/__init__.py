"""Rules and calendar: versions, what they move, and how the desk keeps up with them."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

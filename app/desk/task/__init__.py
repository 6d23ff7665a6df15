"""Tasks: one list with a kind, an origin, whom, until when, and an answer."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

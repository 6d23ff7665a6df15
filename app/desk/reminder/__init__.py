"""The reminder ledger at work: planned, raised, answered, read."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

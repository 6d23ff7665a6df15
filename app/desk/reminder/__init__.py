"""The reminder ledger: planning, raising, acknowledging and reading slots."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

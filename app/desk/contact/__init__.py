"""Calls to the caller, the ledger of contacts and the phone system's lists."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

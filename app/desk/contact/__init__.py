"""Contacts: calls to the caller, the contact ledger and the call lists of the phone system."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

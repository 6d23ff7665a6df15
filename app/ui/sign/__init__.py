"""Signing for tickets: the cockpit and signing by number."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

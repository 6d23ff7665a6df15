"""The watch over the platform: looks and rounds, reconciliation, outages."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

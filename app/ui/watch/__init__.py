"""The watch over the platform: rounds and reconciliation, outages, the part of the foot."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

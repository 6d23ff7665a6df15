"""Escalations: expired tickets, the reports to the lead, and their figures."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

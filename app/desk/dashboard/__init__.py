"""The dashboard: today, the assessment period, its course, where tickets come from, what runs out, warnings."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

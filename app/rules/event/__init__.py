"""Mass events: their states, callers, hourly counts, wording, and papers."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""What every use case stands on: its context, rights, conflicts, journal lines, attachments."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""Rules and calendar: versions, a new one as a form, what it would mean before it is saved."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

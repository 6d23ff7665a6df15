"""Papers: built from the register, their drafts, their issue, and when they are due."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

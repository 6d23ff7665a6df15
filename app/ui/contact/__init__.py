"""The pages of contact quality: the ledger of all contacts, the findings about them, and the phone system's calls."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""Applications for exclusion (不纳入考核): written, checked, decided and counted."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

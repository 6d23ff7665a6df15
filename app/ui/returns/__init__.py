"""The return register: its page, its list, and the forms that register and decide returns."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

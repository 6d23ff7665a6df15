"""The reply form: fields in the platform's order, marks of the check beside them, copying one by one."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

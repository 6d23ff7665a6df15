"""The reply form and the review: fields in the platform's order, marks of the check, copying one by one."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The use cases, one package per subject: every change of data goes through them."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The use cases, one noun per module, verbs inside: every change in the product goes through here."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The month's evidence package: a summary on the official page, lists, and the papers with their hashes."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

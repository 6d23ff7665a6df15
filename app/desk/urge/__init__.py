"""Urge rounds: opened by slot and by hand, sent, answered, urged again."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

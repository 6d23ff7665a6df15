"""The shared parts of all rules: times, phones, places, spellings, texts, closed lists and flows."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

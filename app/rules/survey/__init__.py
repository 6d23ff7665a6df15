"""The callback survey: its form and answers, what makes it valid, whom to call next, and the proof."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

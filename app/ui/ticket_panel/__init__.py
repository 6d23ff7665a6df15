"""The ticket beside the list: number and state, title, clocks with why, facts, content, timeline, actions."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

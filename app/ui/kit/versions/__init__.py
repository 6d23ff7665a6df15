"""The parts that every editor of versions shares: its own undo, the bar of versions, differences, the save form."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

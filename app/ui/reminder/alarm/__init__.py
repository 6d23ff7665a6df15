"""The alarm window: its content, its answers, and its connection to the desk."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

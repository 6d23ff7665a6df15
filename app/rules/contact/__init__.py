"""Contact with the caller: how a call ended, whose number it was, when a caller counts as unreachable."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

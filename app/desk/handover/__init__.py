"""The handover of a shift: its sheet out of the register, both signatures, the archive, the reminder."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The handover of a shift: which shift is handed over, what stands on its sheet, how it is printed."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

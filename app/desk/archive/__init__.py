"""The end of the service: when it is, what an archive says, and the erasing of the register."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

"""The page of the handover: the sheet as it would be now, both signatures, the archive."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

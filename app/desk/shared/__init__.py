"""Parts shared by the use cases: context, access rights, conflicts, journal lines, exports."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

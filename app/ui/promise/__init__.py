"""The promises to a caller: shown in the ticket, confirmed, moved and ended by keys."""

from app.base.first_use import at_first_use

__getattr__ = at_first_use(__name__)

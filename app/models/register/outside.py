"""What happens at the start of a write when another process has changed the register."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.models.register.stores import Stores

# Called with stores, and with whether they belong to a write transaction.
OutsideChange = Callable[["Stores", bool], None]


class ReadAhead(Exception):
    """What another process changed has to be read before the register is held."""

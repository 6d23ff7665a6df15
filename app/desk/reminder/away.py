"""The slots that fell due during an outage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.shared.context import Desk
from app.models.reminder.handover import fell_due


@dataclass(frozen=True, slots=True)
class Away:
    """An outage: how many slots fell due in it, and how many of them never rang."""

    since: datetime
    until: datetime
    cause: str
    fell: int
    missed: int


def count(desk: Desk, *, since: datetime, until: datetime, cause: str) -> Away:
    """Counts the slots planned from `since` to `until`; call it after the due slots were raised."""
    with desk.register.reading() as stores:
        fell, missed = fell_due(stores.connection, since, until)
    return Away(since, until, cause, fell, missed)

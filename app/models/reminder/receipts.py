"""The receipt store: the channel on which each raised slot was shown, and whether it was delivered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, select

from app.models.reminder.records import ReceiptRecord
from app.models.reminder.tables import receipts
from app.models.shared import direct
from app.models.shared.records import columns_of, records

_c = receipts.c
# Only existing slots: a test alarm has none.
_INSERT = (
    "INSERT INTO receipts (reminder_id, at, channel, delivered, detail)"
    " SELECT id, ?, ?, ?, ? FROM reminders WHERE id = ?"
)
_SHOWN = _INSERT + " AND state = 'raised'"


class ReceiptStore:
    """Receipts within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, ids: Sequence[int], at: datetime, channel: str, *, delivered: bool, detail: str) -> None:
        """Adds one receipt for each of these slots; unknown ids are left out."""
        moment = int(at.timestamp())
        rows = [(moment, channel, int(delivered), detail, number) for number in ids]
        direct.run_many(self._connection, _INSERT, rows)

    def note_shown(self, ids: Sequence[int], at: datetime, channel: str) -> None:
        """Adds receipts for raised slots now on the screen; call it before they are marked as shown."""
        moment = int(at.timestamp())
        direct.run_many(self._connection, _SHOWN, [(moment, channel, 1, "", number) for number in ids])

    def of(self, reminder_ids: Sequence[int]) -> list[ReceiptRecord]:
        """The receipts of these slots, oldest first."""
        parts = (reminder_ids[start : start + 500] for start in range(0, len(reminder_ids), 500))
        query = select(*columns_of(ReceiptRecord, receipts)).order_by(_c.id)
        found = (self._connection.execute(query.where(_c.reminder_id.in_(part))) for part in parts)
        return [receipt for rows in found for receipt in records(ReceiptRecord, rows)]

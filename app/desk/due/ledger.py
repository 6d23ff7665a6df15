"""The ledger of due papers: when each was due and issued, and the reminders of one with their receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk.paper.register import board
from app.desk.paper.rows import PaperRow
from app.desk.shared.context import Desk
from app.models.paper.records import SlotRecord
from app.rules.paper.states import PaperState


@dataclass(frozen=True, slots=True)
class PaperReceipt:
    """On which channel a reminder was shown, and whether it arrived; `detail` says why not."""

    at: datetime
    channel: str
    delivered: bool
    detail: str


@dataclass(frozen=True, slots=True)
class PaperReminder:
    """One reminder of a due paper with its receipts."""

    slot: SlotRecord
    receipts: tuple[PaperReceipt, ...]


@dataclass(frozen=True, slots=True)
class OnTime:
    """How the papers of a time stand: issued in time, issued late, not issued and late."""

    in_time: tuple[PaperRow, ...]
    late: tuple[PaperRow, ...]
    missing: tuple[PaperRow, ...]


def on_time(desk: Desk, start: datetime, end: datetime) -> OnTime:
    """The papers that fell due in [start, end): the proof of what was handed in on time. Corrections do not count."""
    found = board(desk)
    rows = [row for row in (*found.open, *found.issued) if row.due_at is not None and start <= row.due_at < end]
    issued = [row for row in rows if row.paper is not None and not row.corrects]
    return OnTime(
        in_time=tuple(row for row in issued if not row.issued_late),
        late=tuple(row for row in issued if row.issued_late),
        missing=tuple(row for row in rows if row.state is PaperState.LATE),
    )


def reminders(desk: Desk, row: PaperRow) -> tuple[PaperReminder, ...]:
    """The reminders of a paper, in time order, with their receipts."""
    with desk.register.reading() as stores:
        slots = stores.paper_slots.of(row.kind, row.period, catch_up=row.catch_up)
        receipts = stores.paper_slots.receipts_of([slot.id for slot in slots])
    own: dict[int, list[PaperReceipt]] = {}
    for slot_id, at, channel, delivered, detail in receipts:
        own.setdefault(slot_id, []).append(PaperReceipt(at, channel, delivered, detail))
    return tuple(PaperReminder(slot, tuple(own.get(slot.id, ()))) for slot in slots)

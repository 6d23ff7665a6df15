"""The frozen row of a promise, and the text of its day; phones in its words are masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import to_local
from app.desk.ticket.row import title_of
from app.models.promise.records import PromiseRecord
from app.rules.promise.states import PromiseKind, PromiseSource, PromiseState
from app.rules.shared.masking import mask_text


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise with its ticket. `due_at` is the midnight after its day unless an hour was named (`exact`)."""

    id: int
    ticket_id: int
    ticket_number: str
    ticket_title: str
    street: str
    kind: PromiseKind
    said: str
    found_in: PromiseSource | None
    due_at: datetime
    exact: bool
    state: PromiseState
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    ended_by: str
    note: str
    version: int


def promise_row(record: PromiseRecord) -> PromiseRow:
    """The row of one promise."""
    return PromiseRow(
        id=record.id,
        ticket_id=record.ticket_id,
        ticket_number=record.number,
        ticket_title=mask_text(title_of(record)),
        street=mask_text(record.street),
        kind=record.kind,
        said=mask_text(record.said),
        found_in=record.found_in,
        due_at=record.due_at,
        exact=is_exact(record.due_at),
        state=record.state,
        made_at=record.made_at,
        made_by=record.made_by,
        ended_at=record.ended_at,
        ended_by=record.ended_by,
        note=mask_text(record.note),
        version=record.version,
    )


def is_exact(due_at: datetime) -> bool:
    """Whether an hour was named; a promise for a day falls due at the midnight that ends it."""
    local = to_local(due_at)
    return (local.hour, local.minute) != (0, 0)


def day_words(due_at: datetime) -> str:
    """When a promise falls due, in words: 12月10日, or 12月10日 18:00 when an hour was named."""
    local = to_local(due_at)
    if is_exact(due_at):
        return f"{local.month}月{local.day}日 {local:%H:%M}"
    last = local - timedelta(days=1)
    return f"{last.month}月{last.day}日"

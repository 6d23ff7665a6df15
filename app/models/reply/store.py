"""The reply store: the reply form of each ticket, one row a round."""

from __future__ import annotations

from typing import Unpack

from sqlalchemy import Connection, func, select

from app.models.reply.records import NewReply, ReplyChange, ReplyRecord, WaitingReplyRecord
from app.models.reply.tables import replies
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.ticket.tables import tickets
from app.rules.ticket.states import TicketStatus

_r, _t = replies.c, tickets.c
_COLUMNS = columns_of(ReplyRecord, replies)
_OF_TICKET = (_t.id, _t.number, _t.title, _t.content, _t.street, _t.unit, _t.deadline_at)


class ReplyStore:
    """Replies within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewReply) -> int:
        """Adds a reply in the ticket's next round; returns its id."""
        highest = select(func.max(_r.round)).where(_r.ticket_id == new.ticket_id)
        number = int(self._connection.execute(highest).scalar() or 0) + 1
        return add_row(self._connection, replies, new, round=number)

    def get(self, reply_id: int) -> ReplyRecord | None:
        """One reply, or None."""
        query = select(*_COLUMNS).where(_r.id == reply_id)
        return record(ReplyRecord, self._connection.execute(query).one_or_none())

    def latest(self, ticket_id: int) -> ReplyRecord | None:
        """The reply of the ticket's last round, or None."""
        query = select(*_COLUMNS).where(_r.ticket_id == ticket_id).order_by(_r.round.desc()).limit(1)
        return record(ReplyRecord, self._connection.execute(query).one_or_none())

    def of_ticket(self, ticket_id: int) -> list[ReplyRecord]:
        """A ticket's replies, first round first."""
        query = select(*_COLUMNS).where(_r.ticket_id == ticket_id).order_by(_r.round)
        return records(ReplyRecord, self._connection.execute(query))

    def change(self, before: ReplyRecord, **change: Unpack[ReplyChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, replies, before, change)

    def waiting(self) -> list[WaitingReplyRecord]:
        """The tickets of the living desk under review with their last reply, the next deadline first."""
        last = select(_r.ticket_id, func.max(_r.round).label("round")).group_by(_r.ticket_id).subquery()
        query = (
            select(*_OF_TICKET, _r.round, _r.writer, _r.submitted_at, _r.version)
            .select_from(tickets)
            .outerjoin(last, last.c.ticket_id == _t.id)
            .outerjoin(replies, (_r.ticket_id == _t.id) & (_r.round == last.c.round))
            .where(_t.status == TicketStatus.TO_REVIEW, _t.is_open == 1, _t.backlog == 0)
            .order_by(_t.deadline_at, _t.id)
        )
        return records(WaitingReplyRecord, self._connection.execute(query))

    def same_text(self, text_hash: str, ticket_id: int) -> int:
        """The number of other tickets with a reply of this text."""
        query = select(func.count(func.distinct(_r.ticket_id))).where(
            _r.text_hash == text_hash, _r.ticket_id != ticket_id
        )
        return int(self._connection.execute(query).scalar_one())

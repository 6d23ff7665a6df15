"""The store of what stands beside an event: its wordings, who was told, and its papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from sqlalchemy import Connection, func, insert, select

from app.models.event.records import (
    EventPaperRecord,
    NewEventPaper,
    NewNotice,
    NoticeChange,
    NoticeRecord,
    WordingRecord,
)
from app.models.event.tables import group_event_notices, group_event_papers, group_event_wordings
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.rules.event.states import EventPaper

_w, _n, _p = group_event_wordings.c, group_event_notices.c, group_event_papers.c
_WORDINGS = select(*columns_of(WordingRecord, group_event_wordings))
_NOTICES = select(*columns_of(NoticeRecord, group_event_notices))
_PAPERS = select(*columns_of(EventPaperRecord, group_event_papers))


class EventSideStore:
    """Wordings, notices and papers of events within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def wordings(self, event_id: int) -> list[WordingRecord]:
        """Every wording of an event, oldest first."""
        query = _WORDINGS.where(_w.event_id == event_id).order_by(_w.number)
        return records(WordingRecord, self._connection.execute(query))

    def wording(self, event_id: int) -> WordingRecord | None:
        """The wording that holds; None when none was set or the last one was taken back."""
        query = _WORDINGS.where(_w.event_id == event_id).order_by(_w.number.desc()).limit(1)
        found = record(WordingRecord, self._connection.execute(query).one_or_none())
        return found if found is not None and found.text else None

    def word(self, event_id: int, text: str, *, at: datetime, who: str) -> int:
        """Adds a version of the wording; returns its number."""
        query = select(func.coalesce(func.max(_w.number), 0)).where(_w.event_id == event_id)
        number = int(self._connection.execute(query).scalar_one()) + 1
        values = {"event_id": event_id, "number": number, "text": text, "set_at": at, "set_by": who}
        self._connection.execute(insert(group_event_wordings), [values])
        return number

    def tell(self, new: NewNotice) -> int:
        """Records that somebody was told; returns its id."""
        return add_row(self._connection, group_event_notices, new)

    def notice(self, notice_id: int) -> NoticeRecord | None:
        """One notice, or None."""
        return record(NoticeRecord, self._connection.execute(_NOTICES.where(_n.id == notice_id)).one_or_none())

    def notices(self, event_id: int) -> list[NoticeRecord]:
        """Who was told, oldest first; those withdrawn are left out."""
        query = _NOTICES.where(_n.event_id == event_id, _n.withdrawn_at.is_(None)).order_by(_n.at, _n.id)
        return records(NoticeRecord, self._connection.execute(query))

    def change_notice(self, before: NoticeRecord, **changes: Unpack[NoticeChange]) -> None:
        """Writes the changed columns of a notice.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, group_event_notices, before, changes)

    def papers(self, event_ids: Sequence[int]) -> list[EventPaperRecord]:
        """The papers of these events, oldest first."""
        query = _PAPERS.where(_p.event_id.in_(event_ids)).order_by(_p.id)
        return records(EventPaperRecord, self._connection.execute(query))

    def next_number(self, event_id: int, kind: EventPaper) -> int:
        """The number of the next paper of this kind."""
        query = select(func.coalesce(func.max(_p.number), 0)).where(_p.event_id == event_id, _p.kind == kind)
        return int(self._connection.execute(query).scalar_one()) + 1

    def keep_paper(self, new: NewEventPaper) -> int:
        """Keeps a paper; returns its id. Papers are never changed."""
        return add_row(self._connection, group_event_papers, new)

    def paper_content(self, paper_id: int) -> bytes:
        """The file of a paper as it was handed out."""
        return bytes(self._connection.execute(select(_p.content).where(_p.id == paper_id)).scalar_one())

"""The store of papers: issued ones with what they froze, and the schedules by which they are due."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update

from app.models.journal.tables import journal
from app.models.paper.records import NewPaper, PaperContents, PaperRecord, ScheduleRecord
from app.models.paper.tables import paper_contents, paper_schedules, papers
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, values_of
from app.rules.paper.kinds import PaperKind

_p = papers.c
_PAPERS = select(*columns_of(PaperRecord, papers))


class PaperStore:
    """Issued papers and schedules within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_running(self, kind: PaperKind, year: int) -> int:
        """The running number that the next paper of a kind and year takes."""
        query = select(func.coalesce(func.max(_p.running), 0)).where(_p.kind == kind, _p.year == year)
        return int(self._connection.execute(query).scalar_one()) + 1

    def add(self, new: NewPaper, contents: PaperContents) -> int:
        """Adds an issued paper with what it froze; returns its id."""
        paper_id = add_row(self._connection, papers, new)
        self._connection.execute(insert(paper_contents), values_of(contents) | {"paper_id": paper_id})
        return paper_id

    def get(self, paper_id: int) -> PaperRecord | None:
        """One issued paper, or None."""
        return record(PaperRecord, self._connection.execute(_PAPERS.where(_p.id == paper_id)).one_or_none())

    def of_token(self, token: str) -> PaperRecord | None:
        """The paper of one issue, or None when that issue was not committed."""
        return record(PaperRecord, self._connection.execute(_PAPERS.where(_p.token == token)).one_or_none())

    def issued(
        self, kind: PaperKind | None = None, period: str | None = None, since: datetime | None = None
    ) -> list[PaperRecord]:
        """Issued papers, the oldest first; of a kind, of a period, issued from a moment on."""
        query = _PAPERS.order_by(_p.issued_at, _p.id)
        if kind is not None:
            query = query.where(_p.kind == kind)
        if period is not None:
            query = query.where(_p.period == period)
        if since is not None:
            query = query.where(_p.issued_at >= since)
        return records(PaperRecord, self._connection.execute(query))

    def contents(self, paper_id: int) -> PaperContents:
        """What an issue froze."""
        query = select(*columns_of(PaperContents, paper_contents)).where(paper_contents.c.paper_id == paper_id)
        return PaperContents(*self._connection.execute(query).one())

    def mark_placed(self, paper_id: int) -> None:
        """Notes that the file of a paper stands where its issue put it."""
        self._connection.execute(update(papers).where(_p.id == paper_id).values(placed=True))

    def schedules(self) -> list[ScheduleRecord]:
        """Every schedule that was typed, oldest first."""
        query = select(*columns_of(ScheduleRecord, paper_schedules)).order_by(paper_schedules.c.id)
        return records(ScheduleRecord, self._connection.execute(query))

    def add_schedule(self, since: date, body: str, *, at: datetime, who: str, note: str = "") -> None:
        """Adds a schedule; nothing is ever overwritten."""
        values = {"since": since.isoformat(), "body": body, "made_at": at, "made_by": who, "note": note}
        self._connection.execute(insert(paper_schedules), values)

    def first_line_at(self) -> datetime | None:
        """When the journal of this register began; None while it has no line."""
        return self._connection.execute(select(journal.c.at).order_by(journal.c.id).limit(1)).scalar()

"""The store of papers: issued ones with what they froze, drafts, dropped-back files, schedules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Unpack

from sqlalchemy import Connection, Select, func, insert, select, update

from app.models.journal.tables import journal
from app.models.paper.records import (
    ChangeDecision,
    ChangeRecord,
    ComparisonRecord,
    DraftRecord,
    NewChange,
    NewDraft,
    NewPaper,
    PaperContents,
    PaperRecord,
    ScheduleRecord,
)
from app.models.paper.tables import (
    paper_changes,
    paper_comparisons,
    paper_contents,
    paper_drafts,
    paper_schedules,
    papers,
)
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row, values_of
from app.rules.paper.kinds import PaperKind

_p, _d, _k, _c = papers.c, paper_drafts.c, paper_comparisons.c, paper_changes.c
_PAPERS = select(*columns_of(PaperRecord, papers))
_DRAFTS = select(*columns_of(DraftRecord, paper_drafts))
_COMPARISONS = select(*columns_of(ComparisonRecord, paper_comparisons))
_CHANGES = select(*columns_of(ChangeRecord, paper_changes))


class PaperStore:
    """Papers within one transaction."""

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

    def add_draft(self, new: NewDraft) -> int:
        """Adds a draft; returns its id."""
        return add_row(self._connection, paper_drafts, new)

    def draft(self, draft_id: int) -> DraftRecord | None:
        """One draft, or None."""
        return record(DraftRecord, self._connection.execute(_DRAFTS.where(_d.id == draft_id)).one_or_none())

    def drafts(self, kind: PaperKind | None = None, period: str | None = None) -> list[DraftRecord]:
        """Drafts, the oldest first."""
        query = _DRAFTS.order_by(_d.id)
        if kind is not None:
            query = query.where(_d.kind == kind)
        if period is not None:
            query = query.where(_d.period == period)
        return records(DraftRecord, self._connection.execute(query))

    def drafts_since(self, at: datetime) -> list[DraftRecord]:
        """Drafts made from a moment on, the oldest first."""
        query = _DRAFTS.where(_d.made_at >= at).order_by(_d.id)
        return records(DraftRecord, self._connection.execute(query))

    def draft_body(self, draft_id: int) -> bytes:
        """The packed paper of a draft."""
        return bytes(self._connection.execute(select(_d.body).where(_d.id == draft_id)).scalar_one())

    def draft_texts(self, draft_id: int) -> bytes:
        """The texts that the file of a draft held when it was written, packed."""
        return bytes(self._connection.execute(select(_d.texts).where(_d.id == draft_id)).scalar_one())

    def add_comparison(
        self, draft_id: int, about: Mapping[str, Any], content: bytes, changes: Sequence[NewChange]
    ) -> int:
        """Adds a dropped-back file (`about`: file, sha256, at, who) with its changed numbers; returns its id."""
        values = {"draft_id": draft_id, "content": content, **about}
        key = self._connection.execute(insert(paper_comparisons), values).inserted_primary_key
        comparison_id = int(key[0]) if key else 0
        for change in changes:
            add_row(self._connection, paper_changes, change, comparison_id=comparison_id)
        return comparison_id

    def comparison(self, comparison_id: int) -> ComparisonRecord | None:
        """One dropped-back file, or None."""
        query = _COMPARISONS.where(_k.id == comparison_id)
        return record(ComparisonRecord, self._connection.execute(query).one_or_none())

    def last_comparison(self, draft_id: int) -> ComparisonRecord | None:
        """The newest file that was dropped back onto a draft, or None."""
        query = _COMPARISONS.where(_k.draft_id == draft_id).order_by(_k.id.desc()).limit(1)
        return record(ComparisonRecord, self._connection.execute(query).one_or_none())

    def compared_content(self, comparison_id: int) -> bytes:
        """The content of a dropped-back file."""
        return bytes(self._connection.execute(select(_k.content).where(_k.id == comparison_id)).scalar_one())

    def changes(self, comparison_id: int) -> list[ChangeRecord]:
        """The changed numbers of a dropped-back file, in their order."""
        return self._read_changes(_CHANGES.where(_c.comparison_id == comparison_id).order_by(_c.id))

    def change(self, change_id: int) -> ChangeRecord | None:
        """One changed number, or None."""
        return next(iter(self._read_changes(_CHANGES.where(_c.id == change_id))), None)

    def decide(self, before: ChangeRecord, **decision: Unpack[ChangeDecision]) -> None:
        """Writes what a person decided about a changed number.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, paper_changes, before, decision)

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

    def _read_changes(self, query: Select[Any]) -> list[ChangeRecord]:
        return records(ChangeRecord, self._connection.execute(query))

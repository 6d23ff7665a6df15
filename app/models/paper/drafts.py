"""The store of drafts: written ones, the files that were dropped back onto them, and their changed numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Unpack

from sqlalchemy import Connection, Select, insert, select

from app.models.paper.records import (
    ChangeDecision,
    ChangeRecord,
    ComparisonRecord,
    DraftRecord,
    NewChange,
    NewDraft,
)
from app.models.paper.tables import paper_changes, paper_comparisons, paper_drafts
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.rules.paper.kinds import PaperKind

_d, _k, _c = paper_drafts.c, paper_comparisons.c, paper_changes.c
_DRAFTS = select(*columns_of(DraftRecord, paper_drafts))
_COMPARISONS = select(*columns_of(ComparisonRecord, paper_comparisons))
_CHANGES = select(*columns_of(ChangeRecord, paper_changes))


class PaperDraftStore:
    """Drafts within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewDraft) -> int:
        """Adds a draft; returns its id."""
        return add_row(self._connection, paper_drafts, new)

    def get(self, draft_id: int) -> DraftRecord | None:
        """One draft, or None."""
        return record(DraftRecord, self._connection.execute(_DRAFTS.where(_d.id == draft_id)).one_or_none())

    def listed(self, kind: PaperKind | None = None, period: str | None = None) -> list[DraftRecord]:
        """Drafts, the oldest first."""
        query = _DRAFTS.order_by(_d.id)
        if kind is not None:
            query = query.where(_d.kind == kind)
        if period is not None:
            query = query.where(_d.period == period)
        return records(DraftRecord, self._connection.execute(query))

    def made_since(self, at: datetime) -> list[DraftRecord]:
        """Drafts made from a moment on, the oldest first."""
        query = _DRAFTS.where(_d.made_at >= at).order_by(_d.id)
        return records(DraftRecord, self._connection.execute(query))

    def body(self, draft_id: int) -> bytes:
        """The packed paper of a draft."""
        return bytes(self._connection.execute(select(_d.body).where(_d.id == draft_id)).scalar_one())

    def texts(self, draft_id: int) -> bytes:
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

    def _read_changes(self, query: Select[Any]) -> list[ChangeRecord]:
        return records(ChangeRecord, self._connection.execute(query))

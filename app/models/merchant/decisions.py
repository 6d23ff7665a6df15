"""The decisions of persons about merchants, and the merchants brought up to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, or_, select

from app.models.merchant.index import MerchantIndex
from app.models.merchant.records import DecisionRecord, NewDecision
from app.models.merchant.tables import merchant_decisions, merchants
from app.models.shared import direct
from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.rules.merchant.decisions import DecisionKind, decided

_d = merchant_decisions.c
_DECISIONS = select(*columns_of(DecisionRecord, merchant_decisions))


class MerchantDecisions:
    """Decisions within one transaction."""

    def __init__(self, connection: Connection, index: MerchantIndex) -> None:
        self._connection = connection
        self._index = index

    def ids(self) -> dict[str, int]:
        """The id of every key that there ever was."""
        return dict(direct.run(self._connection, "SELECT key, id FROM merchants").fetchall())

    def decide(self, new: NewDecision) -> int:
        """Adds a decision and brings the merchants up to it; returns its id."""
        added = add_row(self._connection, merchant_decisions, new)
        self._apply(new.kind, new.first_id, new.second_id)
        return added

    def get(self, decision_id: int) -> DecisionRecord | None:
        """One decision, or None."""
        return record(DecisionRecord, self._connection.execute(_DECISIONS.where(_d.id == decision_id)).one_or_none())

    def listing(
        self, *, in_force_only: bool = False, about: int | None = None, limit: int = 500
    ) -> list[DecisionRecord]:
        """Decisions, the newest first; with `about` those that name a key of one whole merchant."""
        query = _DECISIONS.order_by(_d.id.desc()).limit(limit)
        if in_force_only:
            query = query.where(_d.ended_at.is_(None))
        if about is not None:
            keys = select(merchants.c.id).where(merchants.c.group_id == about)
            query = query.where(or_(_d.first_id.in_(keys), _d.second_id.in_(keys)))
        return records(DecisionRecord, self._connection.execute(query))

    def end(self, before: DecisionRecord, at: datetime, who: str) -> None:
        """Takes a decision back; the merchants stand as without it.

        Raises:
            StaleVersion: it was changed since it was read.

        """
        change_row(self._connection, merchant_decisions, before, {"ended_at": at, "ended_by": who})
        self._apply(before.kind, before.first_id, before.second_id)

    def new_key(self, like: int, label: str) -> int:
        """A key of its own for names that were taken out of a merchant by hand; returns its id."""
        number = 1 + int(direct.scalar(self._connection, "SELECT coalesce(max(id), 0) FROM merchants"))
        statement = (
            "INSERT INTO merchants (id, key, brand, trade, common, label, group_id)"
            " SELECT ?, key || '#' || ?, brand, trade, common, ?, ? FROM merchants WHERE id = ?"
        )
        direct.run(self._connection, statement, (number, number, label, number, like))
        return number

    def _apply(self, kind: DecisionKind, first: int, second: int) -> None:
        if kind is DecisionKind.SPLIT:
            query = "SELECT ticket_id FROM merchant_tickets WHERE merchant_id IN (?, ?)"
            self._index.follow([row[0] for row in direct.run(self._connection, query, (first, second)).fetchall()])
        else:
            self._regroup()

    def _regroup(self) -> None:
        """Writes anew which keys are one merchant."""
        made = decided(self._index.decisions())
        numbers = {key: number for key, number in self.ids().items()}
        tops = made.groups(sorted(numbers, key=numbers.__getitem__))
        before = dict(direct.run(self._connection, "SELECT key, group_id FROM merchants").fetchall())
        moved = [(numbers[top], numbers[key]) for key, top in tops.items() if before[key] != numbers[top]]
        direct.run_many(self._connection, "UPDATE merchants SET group_id = ? WHERE id = ?", moved)

"""The watch store: looks at the platform and the rounds that are over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, values_of
from app.models.watch.records import NewLook, RoundRecord
from app.models.watch.tables import platform_looks, watch_rounds
from app.rules.watch.states import RoundState

_l, _w = platform_looks.c, watch_rounds.c


class WatchStore:
    """Looks and rounds within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_look(self, look: NewLook) -> int:
        """Adds a look; returns its id."""
        return add_row(self._connection, platform_looks, look)

    def last_look(self) -> NewLook | None:
        """The newest look, or None."""
        query = select(*columns_of(NewLook, platform_looks)).order_by(_l.at.desc(), _l.id.desc()).limit(1)
        return record(NewLook, self._connection.execute(query).one_or_none())

    def looks_between(self, start: datetime, end: datetime) -> list[NewLook]:
        """The looks from `start` up to but without `end`, oldest first."""
        query = select(*columns_of(NewLook, platform_looks)).where(_l.at >= start, _l.at < end).order_by(_l.at, _l.id)
        return records(NewLook, self._connection.execute(query))

    def add_rounds(self, rounds: Sequence[RoundRecord]) -> None:
        """Adds rounds that are over."""
        if rounds:
            self._connection.execute(insert(watch_rounds), [values_of(one) for one in rounds])

    def rounds_between(self, start: datetime, end: datetime) -> list[RoundRecord]:
        """The rounds that begin from `start` up to but without `end`, oldest first."""
        query = select(*columns_of(RoundRecord, watch_rounds)).where(_w.due_at >= start, _w.due_at < end)
        return records(RoundRecord, self._connection.execute(query.order_by(_w.due_at)))

    def last_missed(self) -> RoundRecord | None:
        """The newest round that was missed, or None."""
        query = select(*columns_of(RoundRecord, watch_rounds)).where(_w.state == RoundState.MISSED)
        return record(RoundRecord, self._connection.execute(query.order_by(_w.due_at.desc()).limit(1)).one_or_none())

    def judge(self, due_at: Sequence[datetime], state: RoundState, cause: str) -> None:
        """Writes another state and cause for rounds that begin at these moments."""
        for start in range(0, len(due_at), 500):
            chosen = due_at[start : start + 500]
            self._connection.execute(update(watch_rounds).where(_w.due_at.in_(chosen)).values(state=state, cause=cause))

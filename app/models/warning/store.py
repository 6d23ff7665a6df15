"""The store of warnings, of the rules of their levels, and of the counts that detectors judge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Unpack

from sqlalchemy import Connection, Integer, func, insert, literal_column, or_, select, type_coerce

from app.models.shared.records import columns_of, record, records
from app.models.shared.writing import add_row, change_row
from app.models.ticket.tables import tickets
from app.models.warning.records import JudgedTicket, LevelRulesRecord, NewWarning, WarningChange, WarningRecord
from app.models.warning.tables import warning_rules, warnings
from app.rules.warning.states import OPEN_STATES, Subject, WarningLevel, WarningState

_w, _t = warnings.c, tickets.c
_WARNINGS = select(*columns_of(WarningRecord, warnings))
_JUDGED = select(
    _t.id,
    _t.number,
    _t.dispatched_at,
    _t.title,
    _t.content,
    _t.phones,
    _t.caller,
    func.coalesce(func.nullif(_t.category_2, ""), _t.category_1),
    _t.street,
    _t.merchant,
    _t.unit,
    _t.status,
    _t.is_open,
    _t.deadline_at,
)
# The Beijing day of the receipt, counted from 1970-01-01.
_SECONDS_EAST, _SECONDS_OF_DAY = (literal_column(text, Integer) for text in ("28800", "86400"))
_DAY_NUMBER = (type_coerce(_t.dispatched_at, Integer) + _SECONDS_EAST) // _SECONDS_OF_DAY
_AT_ONCE = 500


class WarningStore:
    """Warnings within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewWarning) -> int:
        """Raises one; returns its id."""
        return add_row(self._connection, warnings, new)

    def get(self, warning_id: int) -> WarningRecord | None:
        """One warning, or None."""
        return record(WarningRecord, self._connection.execute(_WARNINGS.where(_w.id == warning_id)).one_or_none())

    def newest_of(self, subject: Subject, keys: Sequence[str]) -> WarningRecord | None:
        """The newest warning of one of the keys; None where there was none."""
        query = _WARNINGS.where(_w.subject == subject, _w.key.in_(keys)).order_by(_w.id.desc()).limit(1)
        return record(WarningRecord, self._connection.execute(query).one_or_none())

    def open_ones(self) -> tuple[WarningRecord, ...]:
        """The warnings that still have to be worked, the newest first."""
        return self._read(_w.state.in_(OPEN_STATES))

    def waiting(self) -> int:
        """How many warnings above blue nobody has looked at yet."""
        query = select(func.count()).where(_w.state == WarningState.NEW, _w.level != WarningLevel.BLUE)
        return int(self._connection.execute(query).scalar_one())

    def listing(self, state: WarningState | None = None, *, limit: int = 1_000) -> tuple[WarningRecord, ...]:
        """Warnings of one state or of all, the newest first."""
        return self._read(*([] if state is None else [_w.state == state]))[:limit]

    def raised_between(self, since: datetime, until: datetime) -> tuple[WarningRecord, ...]:
        """The warnings raised in [since, until), the newest first."""
        return self._read(_w.raised_at >= since, _w.raised_at < until)

    def counted_since(self, since: datetime) -> dict[WarningState, int]:
        """How many warnings raised since then have which state."""
        query = select(_w.state, func.count()).where(_w.raised_at >= since).group_by(_w.state)
        return {state: int(count) for state, count in self._connection.execute(query)}

    def change(self, before: WarningRecord, **changes: Unpack[WarningChange]) -> None:
        """Writes the changed columns and raises the version.

        Raises:
            StaleVersion: the row's version is no longer `before.version`.

        """
        change_row(self._connection, warnings, before, changes)

    def tickets(self, ids: Sequence[int]) -> list[JudgedTicket]:
        """What warnings read of tickets, in order of receipt."""
        found: list[JudgedTicket] = []
        for start in range(0, len(ids), _AT_ONCE):
            query = _JUDGED.where(_t.id.in_(ids[start : start + _AT_ONCE]))
            found.extend(JudgedTicket(*row) for row in self._connection.execute(query))
        return sorted(found, key=lambda one: (one.received_at, one.id))

    def received_between(self, since: datetime, until: datetime, *, after_id: int = 0) -> list[int]:
        """The ids of the tickets received in (since, until], in order of receipt; those added after a ticket."""
        query = select(_t.id).where(_t.dispatched_at > since, _t.dispatched_at <= until, _t.id > after_id)
        return [int(row[0]) for row in self._connection.execute(query.order_by(_t.dispatched_at, _t.id))]

    def daily(self, subject: Subject, since: datetime, until: datetime) -> list[tuple[str, date, int]]:
        """The tickets received in (since, until] by category or street and by Beijing day; blank ones are left out."""
        key = _t.street if subject is Subject.STREET else func.coalesce(func.nullif(_t.category_2, ""), _t.category_1)
        query = (
            select(key, _DAY_NUMBER, func.count())
            .where(_t.dispatched_at > since, _t.dispatched_at <= until, key != "")
            .group_by(key, _DAY_NUMBER)
        )
        return [(str(name), _date(number), int(count)) for name, number, count in self._connection.execute(query)]

    def daily_with_words(self, words: Sequence[str], since: datetime, until: datetime) -> list[tuple[date, int]]:
        """The tickets received in (since, until] in which one of the words stands, by Beijing day."""
        query = (
            select(_DAY_NUMBER, func.count())
            .where(_t.dispatched_at > since, _t.dispatched_at <= until, _has_word(words))
            .group_by(_DAY_NUMBER)
        )
        return [(_date(number), int(count)) for number, count in self._connection.execute(query)]

    def of_series(
        self, subject: Subject, key: str, words: Sequence[str], since: datetime, until: datetime
    ) -> tuple[int, ...]:
        """The ids of the tickets of a category, a street or a word, received in (since, until]."""
        category = func.coalesce(func.nullif(_t.category_2, ""), _t.category_1)
        wanted = {Subject.CATEGORY: category == key, Subject.STREET: _t.street == key}.get(subject, _has_word(words))
        query = select(_t.id).where(_t.dispatched_at > since, _t.dispatched_at <= until, wanted)
        return tuple(int(row[0]) for row in self._connection.execute(query.order_by(_t.dispatched_at, _t.id)))

    def rules(self) -> list[LevelRulesRecord]:
        """Every version of the limits, oldest entry first."""
        query = select(*columns_of(LevelRulesRecord, warning_rules)).order_by(warning_rules.c.id)
        return records(LevelRulesRecord, self._connection.execute(query))

    def add_rules(self, since: date, body: str, *, at: datetime, who: str, note: str) -> None:
        """Adds one version of the limits; nothing is ever overwritten."""
        values = {"effective_from": since.isoformat(), "body": body, "made_at": at, "made_by": who, "note": note}
        self._connection.execute(insert(warning_rules), values)

    def _read(self, *where: Any) -> tuple[WarningRecord, ...]:
        query = _WARNINGS.where(*where).order_by(_w.raised_at.desc(), _w.id.desc())
        return tuple(records(WarningRecord, self._connection.execute(query)))


def _has_word(words: Sequence[str]) -> Any:
    return or_(*(column.contains(word) for word in words for column in (_t.title, _t.content)))


def _date(number: int) -> date:
    return date.fromordinal(date(1970, 1, 1).toordinal() + int(number))

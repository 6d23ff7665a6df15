"""The facts store: what figures count of each ticket, and which tickets changed since a journal line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Connection, Integer, func, select, type_coerce

from app.models.journal.tables import journal
from app.models.merchant.index import MOVED
from app.models.merchant.tables import merchant_tickets, merchants
from app.models.shared.keep_tables import marks
from app.models.survey.tables import surveys
from app.models.ticket.tables import tickets
from app.rules.journal import MOVES_MERCHANTS

_t, _s, _j = tickets.c, surveys.c, journal.c
_whole = merchants.alias("whole")
_TICKETS_AT_ONCE = 500
_ROWS_AT_ONCE = 5000


class FactRow(NamedTuple):
    """One ticket as stored: instants in whole seconds since 1970, flags 0 or 1, answers in the platform's words.

    `merchant` is the label of the merchant that it names, else its cell.
    """

    ticket_id: int
    dispatched_at: int
    deadline_at: int | None
    closed_at: int | None
    status: str
    urgency: str
    excluded: int
    parked: int
    off_volume: int
    phones: str
    unit: str
    street: str
    category_1: str
    category_2: str
    category_3: str
    merchant: str
    type: str
    source: str
    platform_valid: str
    platform_contacted: str
    platform_solved: str
    platform_satisfied: str
    platform_first_valid: str
    platform_first_contacted: str
    platform_first_solved: str
    platform_first_satisfied: str


class SurveyRow(NamedTuple):
    """A valid survey of a ticket that this desk made; None where a question was not answered."""

    ticket_id: int
    contacted: str | None
    solved: str | None
    satisfied: str | None


_WHOLE = {"dispatched_at": BigInteger, "deadline_at": BigInteger, "closed_at": BigInteger}
_FLAGS = dict.fromkeys(("excluded", "parked", "off_volume"), Integer)


# A ticket with the whole merchant that it names.
_FROM = (
    tickets.outerjoin(merchant_tickets, merchant_tickets.c.ticket_id == _t.id)
    .outerjoin(merchants, merchants.c.id == merchant_tickets.c.merchant_id)
    .outerjoin(_whole, _whole.c.id == merchants.c.group_id)
)


def _column(name: str) -> Any:
    if name == "merchant":
        return func.coalesce(_whole.c.label, _t.merchant)
    kind = (_WHOLE | _FLAGS).get(name)
    column = _t.id if name == "ticket_id" else _t[name]
    return column if kind is None else type_coerce(column, kind)


_COLUMNS = tuple(map(_column, FactRow._fields))


class FactsStore:
    """Reads within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def last_line(self) -> tuple[int, str]:
        """The number and the hash of the journal's last line; (0, "") without any."""
        found = self._connection.execute(select(_j.id, _j.hash).order_by(_j.id.desc()).limit(1)).one_or_none()
        return (0, "") if found is None else (found.id, found.hash)

    def line_hash(self, line: int) -> str:
        """The hash of a journal line; "" where there is none."""
        return self._connection.execute(select(_j.hash).where(_j.id == line)).scalar() or ""

    def changed_after(self, line: int) -> list[int]:
        """The tickets that journal lines after this one are about, by id."""
        query = select(_j.ticket_id).where(_j.id > line, _j.ticket_id.is_not(None)).distinct().order_by(_j.ticket_id)
        return list(self._connection.execute(query).scalars())

    def merchants_moved_after(self, line: int) -> bool:
        """Whether journal lines after this one say that merchants of tickets that are not named in them changed."""
        moved = self._connection.execute(select(marks.c.value).where(marks.c.name == MOVED)).scalar()
        query = select(_j.id).where(_j.id > line, _j.verb.in_(sorted(MOVES_MERCHANTS))).limit(1)
        return int(moved or 0) > line or self._connection.execute(query).scalar() is not None

    def all(self) -> Iterator[FactRow]:
        """Every ticket, by id, streamed."""
        query = select(*_COLUMNS).select_from(_FROM).order_by(_t.id)
        for row in self._connection.execute(query, execution_options={"yield_per": _ROWS_AT_ONCE}):
            yield FactRow._make(row)

    def of(self, ticket_ids: Sequence[int]) -> list[FactRow]:
        """These tickets, those that stand no more left out."""
        return [
            FactRow._make(row)
            for part in _parts(ticket_ids)
            for row in self._connection.execute(select(*_COLUMNS).select_from(_FROM).where(_t.id.in_(part)))
        ]

    def surveys(self, ticket_ids: Sequence[int] | None = None) -> tuple[list[SurveyRow], list[SurveyRow]]:
        """The last and the first valid survey of each ticket, or of these tickets."""
        last, first = func.max(_s.id), func.min(_s.id)
        if ticket_ids is None:
            every = _s.ticket_id.is_not(None)
            return self._valid_surveys(last, every), self._valid_surveys(first, every)
        found: tuple[list[SurveyRow], list[SurveyRow]] = [], []
        for part in _parts(ticket_ids):
            for rows, chosen in zip(found, (last, first), strict=True):
                rows += self._valid_surveys(chosen, _s.ticket_id.in_(part))
        return found

    def numbers(self, ticket_ids: Sequence[int]) -> list[str]:
        """The numbers of tickets, in the order asked for."""
        found = {
            ticket_id: number
            for part in _parts(ticket_ids)
            for ticket_id, number in self._connection.execute(select(_t.id, _t.number).where(_t.id.in_(part)))
        }
        return [found[ticket_id] for ticket_id in ticket_ids if ticket_id in found]

    def _valid_surveys(self, chosen: Any, condition: Any) -> list[SurveyRow]:
        ids = select(chosen).where(_s.valid == 1, condition).group_by(_s.ticket_id)
        query = select(_s.ticket_id, _s.contacted, _s.solved, _s.satisfied).where(_s.id.in_(ids))
        return list(map(SurveyRow._make, self._connection.execute(query)))


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _TICKETS_AT_ONCE):
        yield ids[start : start + _TICKETS_AT_ONCE]

"""The row of a ticket list: a frozen value that converts instants and codes only when they are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from app.base.clock import from_seconds
from app.models.ticket.lines import NEVER
from app.rules.law.clocks import ClockName, Urgency
from app.rules.law.urgency import GENERAL, SHIPPED_BOOK, LevelBook, UrgencyLevel
from app.rules.shared.masking import mask_text
from app.rules.ticket.fields import LINE_COLUMNS
from app.rules.ticket.states import TicketStatus
from app.rules.upkeep.stored import StoredCodes

(
    _ID, _NUMBER, _TITLE, _URGENCY, _STATUS, _STREET, _MERCHANT, _UNIT, _CLOCK, _NEXT_DUE, _DISPATCHED, _BASIS,
    _SIGN_DUE, _SIGNED, _DEADLINE, _CLOSED, _BACKLOG, _VERSION, _RULED,
) = map(
    LINE_COLUMNS.index,
    (
        "id", "number", "title", "urgency", "status", "street", "merchant", "unit", "next_clock", "next_due",
        "dispatched_at", "dispatched_basis", "sign_due_at", "signed_at", "deadline_at", "closed_at", "backlog",
        "version", "ruled_at",
    ),
)  # fmt: skip
_STATUSES = StoredCodes({value.value: value for value in TicketStatus})
_CLOCKS = StoredCodes({value.value: value for value in ClockName})
_TITLE_FROM_CONTENT = 40


class Titled(Protocol):
    """Anything with a ticket's title and content: the ticket itself, or a record joined with it."""

    @property
    def title(self) -> str: ...  # noqa: D102

    @property
    def content(self) -> str: ...  # noqa: D102


def title_of(row: Titled) -> str:
    """The ticket's title; when a file gave none, the beginning of its content."""
    return short_title(row.title, row.content)


def short_title(title: str, content: str) -> str:
    """A title; without one the beginning of the content."""
    return title or content[:_TITLE_FROM_CONTENT] or "（无标题）"


@dataclass(frozen=True, slots=True)
class TicketRow:
    """`columns` are the register's own values in the order of LINE_COLUMNS; read the properties instead.

    A queue hands over hundreds of lines of which a screen shows a dozen. Phones are never part of a list line,
    and those in a title or a merchant's name are masked unless the line is of a revealed ticket. `levels` says what
    its code of urgency means.
    """

    columns: tuple[Any, ...]
    revealed: bool = False
    levels: LevelBook = field(default=SHIPPED_BOOK, compare=False, repr=False)

    @classmethod
    def of(cls, *, revealed: bool = False, levels: LevelBook = SHIPPED_BOOK, **values: object) -> TicketRow:
        """Builds a row from columns by name, as the register stores them; missing columns are empty."""
        blank = {"id": 0, "urgency": GENERAL, "status": "to-sign", "next_due": NEVER, "backlog": 0, "version": 1}
        instants = {"dispatched_at", "sign_due_at", "signed_at", "deadline_at", "closed_at", "ruled_at"}
        named = {**dict.fromkeys(LINE_COLUMNS, ""), **dict.fromkeys(instants), **blank, **values}
        seconds = {name: int(at.timestamp()) for name, at in named.items() if isinstance(at, datetime)}
        return cls(tuple({**named, **seconds}[name] for name in LINE_COLUMNS), revealed, levels)

    def but(self, **values: object) -> TicketRow:
        """Returns a copy of the row with other columns."""
        kept = dict(zip(LINE_COLUMNS, self.columns, strict=True))
        return TicketRow.of(revealed=self.revealed, levels=self.levels, **{**kept, **values})

    def _shown(self, place: int) -> str:
        text = str(self.columns[place])
        return text if self.revealed else mask_text(text)

    @property
    def id(self) -> int:
        """The ticket."""
        return int(self.columns[_ID])

    @property
    def number(self) -> str:
        """Its number: opaque text."""
        return str(self.columns[_NUMBER])

    @property
    def title(self) -> str:
        """Its title; when a file gave none, the beginning of its content."""
        return self._shown(_TITLE) or "（无标题）"

    @property
    def urgency(self) -> Urgency:
        """How fast it must be signed for: the code of its level."""
        return Urgency(self.columns[_URGENCY])

    @property
    def level(self) -> UrgencyLevel:
        """Its level in the rules that govern it, with word and look."""
        dispatched, ruled = self.columns[_DISPATCHED], self.columns[_RULED]
        governed = from_seconds(max(dispatched or 0, ruled or 0))
        return self.levels.of(self.urgency, governed)

    @property
    def status(self) -> TicketStatus:
        """Its status."""
        return _STATUSES[self.columns[_STATUS]]

    @property
    def street(self) -> str:
        """The street or town it is about."""
        return self._shown(_STREET)

    @property
    def merchant(self) -> str:
        """The merchant it is about."""
        return self._shown(_MERCHANT)

    @property
    def unit(self) -> str:
        """The handling unit."""
        return self._shown(_UNIT)

    @property
    def next_clock(self) -> ClockName | None:
        """The clock that runs out next; None when none runs."""
        return _CLOCKS[self.columns[_CLOCK]] if self.columns[_CLOCK] else None

    @property
    def next_from(self) -> datetime | None:
        """Where that clock began, so that a bar can show how much of it is used up."""
        return self.dispatched_at if self.columns[_CLOCK] else None

    @property
    def next_due_at(self) -> datetime | None:
        """The end of that clock."""
        due = self.columns[_NEXT_DUE]
        return None if due == NEVER else _instant(due)

    @property
    def dispatched_at(self) -> datetime:
        """When it was dispatched to the desk."""
        return from_seconds(self.columns[_DISPATCHED])

    @property
    def dispatched_estimated(self) -> bool:
        """Whether that moment is an estimate."""
        return bool(self.columns[_BASIS])

    @property
    def sign_due_at(self) -> datetime | None:
        """The end of the sign-for clock."""
        return _instant(self.columns[_SIGN_DUE])

    @property
    def signed_at(self) -> datetime | None:
        """When it was signed for at this desk."""
        return _instant(self.columns[_SIGNED])

    @property
    def deadline_at(self) -> datetime | None:
        """The end of the handling clock."""
        return _instant(self.columns[_DEADLINE])

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed."""
        return _instant(self.columns[_CLOSED])

    @property
    def backlog(self) -> bool:
        """Whether it came in as backlog."""
        return bool(self.columns[_BACKLOG])

    @property
    def version(self) -> int:
        """Goes up with every change; editing names it."""
        return int(self.columns[_VERSION])


def _instant(seconds: int | None) -> datetime | None:
    return None if seconds is None else from_seconds(seconds)

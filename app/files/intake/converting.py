"""Converts rows into ticket drafts: the header is compiled once, each cell is read once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.base.clock import local_midnight
from app.base.digits import only_digits
from app.files.intake.told_times import TOLD, drop_impossible
from app.files.shared.cells import cell_text
from app.files.shared.headers import IGNORED, NUMBER, Header
from app.files.shared.rows import BrokenRow, Sheet
from app.rules.intake.drafts import RowProblem, TicketDraft
from app.rules.intake.limits import read_limit
from app.rules.intake.spellings import read_source, read_status, read_time_class, read_urgency
from app.rules.law.calendar import CalendarEnds, load_calendar
from app.rules.shared.folding import says_nothing
from app.rules.shared.phones import read_phones
from app.rules.shared.places import find_street, read_street
from app.rules.shared.times import BadTime, number_date, read_time
from app.rules.ticket.categories import read_category
from app.rules.ticket.deadlines import limit_end
from app.rules.ticket.fields import TICKET_FIELDS, Kind
from app.rules.ticket.numbers import BadNumber, read_number
from app.rules.ticket.states import DispatchBasis

# By the key of their header (resources/aliases.toml): the field that a time or a count feeds.
_TIMES, _COUNTS = (
    {header: one.name for one in TICKET_FIELDS if one.kind is kind for header in one.headers}
    for kind in (Kind.INSTANT, Kind.COUNT)
)
TIMES = frozenset(_TIMES.values())
_PLAIN_TIME = 19
# The best known first.
_ESTIMATES = (
    ("city_dispatched_at", DispatchBasis.CITY_DISPATCH),
    ("called_at", DispatchBasis.CALL),
    ("created_on", DispatchBasis.CREATED),
)
# So much of a broken row is shown as what was seen.
_SEEN = 200
_LONGEST_NOTHING = 8
_DATED = re.compile(r"20[0-9]{2}\D?[0-9]{1,2}\D?[0-9]{1,2}")
_ADDRESSES = ("place", "community")

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FileProblem(RowProblem):
    """A refused row with the headers of its sheet, so that it can be corrected and imported again."""

    headers: tuple[str, ...] = ()


class Converter:
    """Turns the rows of one header into drafts or problems."""

    def __init__(self, sheet: Sheet, header: Header, now: datetime) -> None:
        self._sheet = sheet.name
        self._merges = sheet.merges
        self._now = now
        self.header = header
        self._shown = [column for column in header.columns if column.field != IGNORED]
        self.headers = tuple(column.header for column in self._shown)
        self.number_at = header.number.index
        self._number_header = header.number.header
        self.width = 1 + max(column.index for column in header.columns)
        fields = [(column.index, column.field or "", column.header) for column in header.columns]
        fields = [one for one in fields if one[1] not in (NUMBER, IGNORED)]
        self._times = [one for one in fields if one[1] in _TIMES]
        self._converted = [(at, _CONVERTED[field], name) for at, field, name in fields if field in _CONVERTED]
        self._spares = header.spares
        done = _TIMES.keys() | _CONVERTED.keys()
        self._texts = [(at, field) for at, field, _ in fields if field and field not in done]
        self._unknown = [(at, name) for at, field, name in fields if not field]

    def convert(self, row: int, cells: Sequence[object]) -> TicketDraft | FileProblem:
        """The draft of a row of at least `width` cells, or its problem."""
        if self._spares or self._merges:
            cells = self._with_spares(self._merges.filled(row, cells, but=self.number_at))
        try:
            number = read_number(cells[self.number_at])
        except BadNumber as error:
            value = cell_text(cells[self.number_at])
            return self.problem(row, cells, self._number_header, value, value, str(error))
        draft = TicketDraft(self._sheet, row, number, {})
        _take_texts(self._texts, cells, draft.values)
        if self._unknown:
            _take_texts(self._unknown, cells, draft.extra)
        for at, field, name in self._times:
            moment = cells[at]
            if moment == "" or moment is None:
                continue
            try:
                self._take_time(draft, field, moment, name)
            except BadTime as error:
                return self.problem(row, cells, name, cell_text(moment), number, str(error))
        for at, convert, name in self._converted:
            cell = cells[at]
            text = cell.strip() if type(cell) is str else cell_text(cell)
            if text:
                convert(draft, text, name)
        self._complete(draft)
        drop_impossible(draft, self._now)
        if "deadline_at" in draft.raw and "imported_deadline" not in draft.values:
            self._take_limit(draft)
        return draft

    def _with_spares(self, cells: Sequence[object]) -> Sequence[object]:
        """The cells with the value of a spare column in place of each blank that has one."""
        for at, spares in self._spares:
            if _says_nothing(cells[at]):
                for spare in spares:
                    if not _says_nothing(cells[spare]):
                        cells = list(cells)
                        cells[at], cells[spare] = cells[spare], ""
                        break
        return cells

    def problem(
        self, row: int, cells: Sequence[object], column: str, value: str, number: str, reason: str
    ) -> FileProblem:
        """The refusal of a row at one of its columns."""
        texts = tuple(cell_text(cells[one.index]) for one in self._shown)
        return FileProblem(self._sheet, row, column, value, number, reason, texts, self.headers)

    def broken(self, row: int, cells: BrokenRow) -> FileProblem:
        """The refusal of a row that could not be read as it was written, with what was seen of it."""
        seen = [*cells, *[""] * (self.width - len(cells))]
        number, value = cell_text(seen[self.number_at]), "，".join(filter(None, map(cell_text, cells)))
        return self.problem(row, seen, self._number_header, value[:_SEEN], number, cells.reason)

    def _take_time(self, draft: TicketDraft, field: str, value: object, name: str = "") -> None:
        if field == "deadline_at" and type(value) is str and len(value) < _PLAIN_TIME and read_limit(value) is not None:
            draft.raw[field] = value.strip()  # counted from the dispatch, once that is known
            return
        try:
            at = read_time(value, now=self._now)
        except BadTime:
            if field not in TOLD:
                raise
            draft.extra[name] = cell_text(value)  # a span or a number of hours: kept, but it decides nothing
            return
        if at is None:
            return
        if at.microsecond:
            at = at.replace(microsecond=0)  # the register keeps whole seconds
        if type(value) is str and (len(value) != _PLAIN_TIME or value[4] != "-"):
            draft.raw[field] = value.strip()
        if field == "deadline_at" and _is_day_only(value):
            at += timedelta(days=1)
        draft.values[_TIMES[field]] = at

    def _take_limit(self, draft: TicketDraft) -> None:
        """Counts a deadline in words from the dispatch, or reads the time that stands in the column of limits."""
        text = draft.raw["deadline_at"]
        limit = read_limit(text)
        if limit is None:
            del draft.raw["deadline_at"]
            with suppress(BadTime):  # the text stands under its header, too
                self._take_time(draft, "deadline_at", text)
            return
        with suppress(CalendarEnds):
            draft.values["imported_deadline"] = limit_end(draft.values["dispatched_at"], limit, load_calendar())

    def _complete(self, draft: TicketDraft) -> None:
        values = draft.values
        if "street" not in values:
            for field in _ADDRESSES:
                if field in values and (street := find_street(values[field])):
                    values["street"] = street
                    break
        if "dispatched_at" in values:
            values["dispatched_basis"] = ""
            return
        for field, basis in _ESTIMATES:
            if field in values:
                values["dispatched_at"], values["dispatched_basis"] = values[field], basis
                return
        day = number_date(draft.number, now=self._now)
        values["dispatched_at"] = self._now if day is None else min(local_midnight(day), self._now)
        values["dispatched_basis"] = DispatchBasis.IMPORT if day is None else DispatchBasis.NUMBER


def _take_texts(columns: Sequence[tuple[int, str]], cells: Sequence[object], into: dict[str, Any]) -> None:
    for at, name in columns:
        cell = cells[at]
        text = cell.strip() if type(cell) is str else cell_text(cell)
        if text:
            into[name] = text


def _says_nothing(cell: object) -> bool:
    return cell is None or (
        isinstance(cell, str) and (not cell or (len(cell) <= _LONGEST_NOTHING and says_nothing(cell)))
    )


def _is_day_only(value: object) -> bool:
    """A deadline that names only a day lasts to its end (Civil Code art. 203)."""
    if isinstance(value, str):
        text = value.strip()
        return len(text) <= len("2026年11月28日") and not any(sign in text for sign in ":：时点時")
    return isinstance(value, date) and not isinstance(value, datetime)


def _phones(draft: TicketDraft, text: str, _: str) -> None:
    values = draft.values
    found = read_phones(text)
    if "phone_raw" in values:
        before = values.get("phones", "").split()
        if text != values["phone_raw"]:
            values["phone_raw"] += f"；{text}"
        values["phones"] = " ".join([*before, *(one for one in found if one not in before)])
    else:
        values["phone_raw"] = text
        values["phones"] = found[0] if len(found) == 1 else " ".join(found)


def _urgency(draft: TicketDraft, text: str, _: str) -> None:
    draft.values["urgency_raw"] = text
    if (urgency := read_urgency(text)) is not None:
        draft.values["urgency"] = urgency


def _status(draft: TicketDraft, text: str, _: str) -> None:
    draft.values["platform_status"] = text
    if (status := read_status(text)) is not None:
        draft.values["status"] = status


def _time_class(draft: TicketDraft, text: str, name: str) -> None:
    if (found := read_time_class(text)) is None:
        if "imported_deadline" not in draft.values and (read_limit(text) is not None or _DATED.match(text)):
            draft.raw.setdefault("deadline_at", text)
        draft.extra[name] = text
        return
    draft.values["time_class"] = found
    draft.raw["time_class"] = text


def _source(draft: TicketDraft, text: str, _: str) -> None:
    source = read_source(text) or text
    if source != text:
        draft.raw["source"] = text
    draft.values["source"] = source


def _street(draft: TicketDraft, text: str, _: str) -> None:
    street = read_street(text)
    if street != text:
        draft.raw["street"] = text
    if street:
        draft.values["street"] = street


def _category(draft: TicketDraft, text: str, _: str) -> None:
    levels = read_category(text)
    if levels[0] != text:
        draft.raw["category_1"] = text
    for field, level in zip(("category_1", "category_2", "category_3"), levels, strict=True):
        if level and field not in draft.values:
            draft.values[field] = level


def _count(field: str) -> Callable[[TicketDraft, str, str], None]:
    def take(draft: TicketDraft, text: str, name: str) -> None:
        if only_digits(text, at_most=6):
            draft.values[field] = int(text)
        else:
            draft.extra[name] = text

    return take


_CONVERTED: dict[str, Callable[[TicketDraft, str, str], None]] = {
    "phones": _phones,
    "urgency": _urgency,
    "status": _status,
    "time_class": _time_class,
    "source": _source,
    "street": _street,
    "category": _category,
    **{header: _count(field) for header, field in _COUNTS.items()},
}

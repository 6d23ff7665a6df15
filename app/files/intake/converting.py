"""Converts rows into ticket drafts: the header is compiled once, each cell is read once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.base.clock import local_midnight, to_local
from app.files.intake.cell_facts import is_day_only, is_nothing, take_texts
from app.files.intake.cell_values import CONVERTED, note
from app.files.intake.further import LearnedWords, UnnamedColumns, UnusedColumns, anchor_of
from app.files.intake.told_times import TOLD, drop_impossible
from app.files.shared.cells import cell_text
from app.files.shared.headers import IGNORED, NUMBER, Header
from app.files.shared.rows import BrokenRow, Sheet, Unvalued
from app.rules.intake.drafts import CellNote, RowProblem, TicketDraft
from app.rules.intake.formats import NO_WORDS, Words
from app.rules.intake.limits import read_limit
from app.rules.intake.spellings import says_rework
from app.rules.law.calendar import CalendarEnds, load_calendar
from app.rules.shared.places import find_street
from app.rules.shared.times import BadTime, number_date, read_time
from app.rules.ticket.deadlines import limit_end
from app.rules.ticket.field_kinds import Kind
from app.rules.ticket.fields import FIELD_WORDS, TICKET_FIELDS
from app.rules.ticket.numbers import BadNumber, read_number
from app.rules.ticket.states import DispatchBasis

# By the key of their header (resources/aliases.toml): the field that a time feeds.
_TIMES = {header: one.name for one in TICKET_FIELDS if one.kind is Kind.INSTANT for header in one.headers}
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
_ERROR = "公式出错，这一格没有录入"
_UNCALCULATED = "公式没有算出结果，这一格没有录入；请用 Excel 或 WPS 打开并保存后再导入"
_ADDRESSES = ("place", "community")

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FileProblem(RowProblem):
    """A refused row with the headers of its sheet, so that it can be corrected and imported again."""

    headers: tuple[str, ...] = ()


class Converter:
    """Turns the rows of one header into drafts or problems.

    `words` are the words of values that a format adds, `unused` counts the columns that feed no field. A header
    without a number gives drafts without one.
    """

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        now: datetime,
        *,
        words: Words = NO_WORDS,
        unused: UnusedColumns | None = None,
    ) -> None:
        self._unused = unused or UnusedColumns()
        self._sheet = sheet.name
        self._merges = sheet.merges
        self._now = now
        self.header = header
        self._shown = [column for column in header.columns if column.field != IGNORED]
        self.headers = tuple(column.header for column in self._shown)
        number = next((column for column in header.columns if column.field == NUMBER), None)
        self.number_at = -1 if number is None else number.index
        self._number_header = "" if number is None else number.header
        # Where a merged value is never copied to: what stands there makes a row a ticket of its own.
        self._anchor = self.number_at if number is not None else anchor_of(header)
        self.width = 1 + max(column.index for column in header.columns)
        fields = [(column.index, column.field or "", column.header) for column in header.columns]
        fields = [one for one in fields if one[1] not in (NUMBER, IGNORED)]
        sensed = {column.index for column in header.columns if column.sensed}
        self._times = [(*one, one[0] in sensed) for one in fields if one[1] in _TIMES]
        self._words = LearnedWords(header, words)
        self._converted = [(at, CONVERTED[field], name) for at, field, name in fields if field in CONVERTED]
        self._spares = header.spares
        self._unvalued = sheet.may_be_unvalued
        self._named = {at: name for at, _, name in fields}
        self._moments = frozenset(at for at, *_ in self._times)
        done = _TIMES.keys() | CONVERTED.keys()
        self._texts = [(at, field) for at, field, _ in fields if field and field not in done]
        settled = {column.index for column in header.columns if column.settled or column.spare is not None}
        self._unknown = [(at, name) for at, field, name in fields if not field and at in settled]
        self._unnamed = UnnamedColumns(header, self._unused)

    def convert(self, row: int, cells: Sequence[object]) -> TicketDraft | FileProblem:
        """The draft of a row of at least `width` cells, or its problem."""
        notes: list[CellNote] = []
        if self._spares or self._merges or self._unvalued:
            cells = self._without_unvalued(cells, notes)
            cells = self._with_spares(self._merges.filled(row, cells, but=self._anchor))
        draft = TicketDraft(self._sheet, row, "", {}, notes=notes)
        if self._unnamed:
            self._unnamed.take(cells, draft.extra)
        try:
            draft.number = _number_in(cells, self.number_at) if self.number_at >= 0 else ""
        except BadNumber as error:
            value = cell_text(cells[self.number_at])
            return self.problem(row, cells, self._number_header, value, value, str(error))
        if self._words:
            cells = self._words.put(cells, draft)
        take_texts(self._texts, cells, draft.values)
        take_texts(self._unknown, cells, draft.extra)
        if (problem := self._take_times(draft, cells)) is not None:
            return problem
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

    def _without_unvalued(self, cells: Sequence[object], notes: list[CellNote]) -> Sequence[object]:
        """The cells with a blank for each that shows no value, and a note of it.

        The number stays, and so does an error in place of a time: they refuse the row.
        """
        if not self._unvalued:
            return cells
        kept = list(cells)
        for at, cell in enumerate(cells):
            if type(cell) is Unvalued and at in self._named and (cell.is_formula or at not in self._moments):
                notes.append(CellNote(self._named[at], str(cell), _UNCALCULATED if cell.is_formula else _ERROR))
                kept[at] = ""
        return kept

    def _take_times(self, draft: TicketDraft, cells: Sequence[object]) -> FileProblem | None:
        """Reads the times; the problem of the first that is none.

        One in a column whose field was only guessed, or of a time that the platform tells, never costs the row: a span
        or a number of hours is kept as it is and decides nothing.
        """
        for at, field, name, sensed in self._times:
            moment = cells[at]
            if moment == "" or moment is None:
                continue
            try:
                self._take_time(draft, field, moment)
            except BadTime as error:
                text = cell_text(moment)
                if not sensed and field not in TOLD:
                    return self.problem(draft.row, cells, name, text, draft.number, str(error))
                draft.extra[name] = text
                if sensed:
                    self._unused.note(name, text)
                else:
                    note(draft, name, text, "不是时间，没有据此判断")
        return None

    def _with_spares(self, cells: Sequence[object]) -> Sequence[object]:
        """The cells with the value of a spare column in place of each blank that has one."""
        for at, spares in self._spares:
            if is_nothing(cells[at]):
                for spare in spares:
                    if not is_nothing(cells[spare]):
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

    def _take_time(self, draft: TicketDraft, field: str, value: object) -> None:
        if field == "deadline_at" and type(value) is str and len(value) < _PLAIN_TIME and read_limit(value) is not None:
            draft.raw[field] = value.strip()  # counted from the dispatch, once that is known
            return
        at = read_time(value, now=self._now)
        if at is None:
            return
        if at.microsecond:
            at = at.replace(microsecond=0)  # the register keeps whole seconds
        if type(value) is str and (len(value) != _PLAIN_TIME or value[4] != "-"):
            draft.raw[field] = value.strip()
        if field == "deadline_at" and is_day_only(value):
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
        try:
            draft.values["imported_deadline"] = limit_end(draft.values["dispatched_at"], limit, load_calendar())
        except CalendarEnds as error:
            note(draft, FIELD_WORDS["imported_deadline"], text, f"{error}；办理到期改按本台时限计算")

    def _complete(self, draft: TicketDraft) -> None:
        values = draft.values
        if "closed_at" in values and says_rework(values.get("platform_status", "")):
            # The closing of the handling before, which the platform leaves in its column.
            draft.raw.setdefault("closed_at", cell_text(to_local(values.pop("closed_at"))))
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
        if not draft.number:
            return
        day = number_date(draft.number, now=self._now)
        values["dispatched_at"] = self._now if day is None else min(local_midnight(day), self._now)
        values["dispatched_basis"] = DispatchBasis.IMPORT if day is None else DispatchBasis.NUMBER


def _number_in(cells: Sequence[object], at: int) -> str:
    """The ticket's number.

    Raises:
        BadNumber: there is none, or a sentence stands alone in its column.

    """
    number = read_number(cells[at])
    if not (
        number[-1].isdigit() or any(map(str.isdigit, number)) or any(map(cell_text, (*cells[:at], *cells[at + 1 :])))
    ):
        raise BadNumber("这一行只有这几个字，不像工单；不是工单的可不理会")
    return number

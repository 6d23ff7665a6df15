"""Reads a phone system's call list and yields each row as a call or as a problem, in the file's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import chain, islice
from pathlib import Path

from app.base.errors import FileRefused
from app.base.resources import resource_toml
from app.files.intake.converting import FileProblem
from app.files.intake.footers import is_footer
from app.files.readers.sheets import open_sheets
from app.files.shared.cells import cell_text, is_blank
from app.files.shared.headers import HEADER_SEARCHED_ROWS, IGNORED
from app.files.shared.rows import BrokenRow, Row, Sheet
from app.rules.contact.call_drafts import BadDuration, CallDraft, read_seconds
from app.rules.contact.dialled import read_dialled
from app.rules.contact.states import AttemptOutcome
from app.rules.intake.spellings import names_outcome, read_outcome
from app.rules.shared.folding import says_nothing
from app.rules.shared.header_text import clean
from app.rules.shared.times import BadTime, read_time
from app.rules.ticket.numbers import BadNumber, read_number

Item = CallDraft | FileProblem
_NEEDED = frozenset({"at", "phone"})
_TELLING = frozenset({"outcome", "seconds"})
_FIRST_YEAR = 2015
# So many rows are looked at for a column of outcomes before the first of them is taken in.
_LOOKED_AHEAD = 500
# Headers of columns that say how a call ended; what names a moment, a length, a person or a count does not.
_ENDING = re.compile(
    r"(?:通话|呼叫|外呼|呼出|拨打|拨号|话务|挂机|挂断|释放|线路|振铃|联系).*(?:结果|状态|情况|原因|标志|标识|与否)|接听|接通|应答|未接"
)
_NO_ENDING = re.compile(r"(?:时间|时刻|日期|时长|秒数|次数|率|人|姓名|号码|电话|工号|坐席|座席|部门)$")
# The phone system's clock may be a little ahead of this PC's.
_AHEAD = timedelta(minutes=5)


@dataclass
class _Refusal(Exception):
    """Why a row cannot be taken: at which field, with which value."""

    field: str
    value: str
    reason: str


@cache
def _known() -> dict[str, tuple[str, int]]:
    table = resource_toml("aliases", "calls.toml")
    return {
        clean(spelling): (field, rank) for field, spellings in table.items() for rank, spelling in enumerate(spellings)
    }


class CallStream:
    """The rows of one call list, to be iterated once; the counts are complete when the iteration is."""

    def __init__(self, sheets: Iterator[Sheet], *, now: datetime) -> None:
        self._sheets = sheets
        self._now = now
        self.skipped_sheets: list[str] = []
        self.rows = 0

    def __iter__(self) -> Iterator[Item]:
        """Each data row in the file's order.

        Raises:
            FileRefused: the file cannot be read as a whole, or no sheet has the header of a call list.

        """
        walked = False
        for sheet in self._sheets:
            reader, rest = _begin(sheet, self._now)
            if reader is None:
                self.skipped_sheets.append(sheet.name)
                continue
            walked = True
            rows = (one for one in rest if reader.is_call(one[1]))
            ahead = list(islice(rows, _LOOKED_AHEAD))
            reader.check_outcomes(ahead)
            for number, cells in chain(ahead, rows):
                cells = sheet.merges.filled(number, cells, but=reader.phone_at)
                self.rows += 1
                yield reader.read(number, cells)
        if not walked:
            raise FileRefused(
                "没有找到话务清单的表头，未导入", hint="表头应有拨打时间、号码，和结果或时长；工单编号、坐席可有可无"
            )


def read_calls(path: Path, *, now: datetime) -> CallStream:
    """The calls and problems of a file; nothing is opened before the iteration begins."""
    return CallStream(open_sheets(path), now=now)


def _begin(sheet: Sheet, now: datetime) -> tuple[_Reader | None, Iterator[Row]]:
    for looked, (_, cells) in enumerate(sheet.rows, 1):
        reader = _Reader.of(sheet.name, cells, now)
        if reader is not None:
            return reader, chain(sheet.rows)
        if looked >= HEADER_SEARCHED_ROWS:
            break
    return None, iter(())


def _is_ending(header: str) -> bool:
    name = clean(header) if header else ""
    return bool(name) and _ENDING.search(name) is not None and _NO_ENDING.search(name) is None


class _Reader:
    """Reads the rows under one header."""

    def __init__(self, sheet: str, texts: Sequence[str], columns: dict[str, tuple[int, ...]], now: datetime) -> None:
        self._sheet, self._texts, self._columns, self._now = sheet, tuple(texts), columns, now
        self._places = places = {field: ats[0] for field, ats in columns.items()}
        self.phone_at = places["phone"]
        shown = {at for at, text in enumerate(texts) if text and _known().get(clean(text), ("", 0))[0] != IGNORED}
        self._shown = tuple(sorted(shown))
        self._headers = tuple(texts[at] for at in self._shown)
        self._minutes = (
            "seconds" in places and "分" in texts[places["seconds"]] and "秒" not in texts[places["seconds"]]
        )

        read = {at for ats in columns.values() for at in ats}
        unread = [at for at in range(len(texts)) if at not in read]
        self._unread = tuple(at for at in unread if at in shown or not texts[at])
        self._endings = frozenset(at for at in self._unread if _is_ending(texts[at]))

    @classmethod
    def of(cls, sheet: str, cells: Sequence[object], now: datetime) -> _Reader | None:
        """The reader of the rows under this one, when it is the header of a call list."""
        texts = [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in cells]
        found: dict[str, list[tuple[int, int]]] = {}
        for at, text in enumerate(texts):
            field, rank = _known().get(clean(text), ("", 0)) if text else ("", 0)
            if field and field != IGNORED:
                found.setdefault(field, []).append((rank, at))
        if not found.keys() >= _NEEDED or found.keys().isdisjoint(_TELLING):
            return None
        columns = {field: tuple(at for _, at in sorted(places)) for field, places in found.items()}
        if "seconds" in columns:  # another column may count in another unit
            columns["seconds"] = columns["seconds"][:1]
        return cls(sheet, texts, columns, now)

    def is_call(self, cells: Sequence[object]) -> bool:
        """Whether the row is neither blank nor a footer nor the header once more."""
        if is_blank(cells) or (is_footer(cells) and not cell_text(self.cell(cells, "phone"))):
            return False
        return not self._is_header(cells)

    def _is_header(self, cells: Sequence[object]) -> bool:
        return all(at < len(cells) and cell_text(cells[at]) == self._texts[at] for at in self._places.values())

    def cell(self, cells: Sequence[object], field: str) -> object:
        """The cell of a field, of its first column that is not blank; None when the list has none."""
        for at in self._columns.get(field, ()):
            if at < len(cells) and not says_nothing(cell_text(cells[at])):
                return cells[at]
        at = self._places.get(field, len(cells))
        return cells[at] if at < len(cells) else None

    def check_outcomes(self, rows: Sequence[Row]) -> None:
        """Checks that no column says how the calls ended without being read, where only their length would tell.

        Raises:
            FileRefused: one does; it is named.

        """
        if "outcome" in self._places:
            return
        for row, cells in rows:
            if (at := self._unread_outcome(cells)) is not None:
                name, text = self._name(at), cell_text(cells[at])[:20]
                raise FileRefused(
                    f"{name}（第 {row} 行是“{text}”）像是通话结果，但表头不认得，未导入",
                    hint="是通话结果，请把表头改为“通话结果”；不是，请删除这一列，再导入",
                )

    def _unread_outcome(self, cells: Sequence[object]) -> int | None:
        """The place of a cell that says how the call ended, in a column that is not read; None when there is none."""
        for at in self._unread:
            text = cell_text(cells[at]) if at < len(cells) else ""
            if text and not says_nothing(text) and (at in self._endings or names_outcome(text)):
                return at
        return None

    def _name(self, at: int) -> str:
        return f"“{self._texts[at]}”列" if self._texts[at] else f"第 {at + 1} 列"

    def read(self, row: int, cells: Sequence[object]) -> Item:
        """The call of a row, or why it is refused."""
        texts = tuple(cell_text(cells[at]) if at < len(cells) else "" for at in self._shown)
        try:
            if isinstance(cells, BrokenRow):
                raise _Refusal("phone", cell_text(self.cell(cells, "phone")), cells.reason)
            return self._call(row, cells, texts)
        except _Refusal as refusal:
            header = self._texts[self._places[refusal.field]] if refusal.field in self._places else ""
            number = cell_text(self.cell(cells, "number"))
            return FileProblem(self._sheet, row, header, refusal.value, number, refusal.reason, texts, self._headers)

    def _call(self, row: int, cells: Sequence[object], texts: tuple[str, ...]) -> CallDraft:
        seconds = self._seconds(self.cell(cells, "seconds"))
        return CallDraft(
            sheet=self._sheet,
            row=row,
            number=self._number(self.cell(cells, "number")),
            at=self._at(self.cell(cells, "at")),
            phone=self._phone(self.cell(cells, "phone")),
            outcome=self._outcome(cells, seconds),
            seconds=seconds,
            agent=cell_text(self.cell(cells, "agent")),
            raw={header: text for header, text in zip(self._headers, texts, strict=True) if text},
            cells=texts,
            headers=self._headers,
        )

    def _number(self, value: object) -> str:
        if value is None or (isinstance(value, str) and says_nothing(value)):
            return ""
        try:
            return read_number(value)
        except BadNumber as error:
            raise _Refusal("number", cell_text(value), str(error)) from error

    def _at(self, value: object) -> datetime:
        try:
            at = read_time(value, now=self._now)
        except BadTime as error:
            raise _Refusal("at", cell_text(value), str(error)) from error
        if at is None:
            raise _Refusal("at", "", "缺少拨打时间")
        if at > self._now + _AHEAD or at.year < _FIRST_YEAR:
            raise _Refusal("at", cell_text(value), "拨打时间晚于现在，或早于 2015 年，请核对")
        return at.replace(microsecond=0)

    def _phone(self, value: object) -> str:
        text = cell_text(value)
        phone = read_dialled(text)
        if not phone:
            raise _Refusal("phone", text, f"“{text}”不是能拨打的号码" if text else "缺少拨打号码")
        return phone

    def _outcome(self, cells: Sequence[object], seconds: int | None) -> AttemptOutcome:
        text = cell_text(self.cell(cells, "outcome"))
        known = read_outcome(text) if text else None
        if known is not None:
            return known
        if text and not says_nothing(text):
            raise _Refusal(
                "outcome", text, f"看不懂结果“{text[:20]}”，请写成 接通、无人接听、忙线、关机、空号、拒接 或 非本人"
            )
        if (at := self._unread_outcome(cells)) is not None:
            said = cell_text(cells[at])[:20]
            reason = f"{self._name(at)}写着“{said}”，这一列没有读取，不能只凭时长算接通；请把结果写进“通话结果”列"
            raise _Refusal("outcome", said, reason)
        if seconds is None:
            raise _Refusal("outcome", "", "缺少结果，也没有时长")
        return AttemptOutcome.REACHED if seconds else AttemptOutcome.NO_ANSWER

    def _seconds(self, value: object) -> int | None:
        try:
            return read_seconds(value, minutes=self._minutes)
        except BadDuration as error:
            raise _Refusal("seconds", cell_text(value), str(error)) from error

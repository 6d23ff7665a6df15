"""Reads a phone system's call list and yields each row as a call or as a problem, in the file's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from pathlib import Path

from app.base.errors import FileRefused
from app.base.resources import resource_toml
from app.files.intake.converting import FileProblem
from app.files.intake.footers import is_footer
from app.files.readers.sheets import open_sheets
from app.files.shared.cells import cell_text, is_blank
from app.files.shared.headers import HEADER_SEARCHED_ROWS, IGNORED, clean
from app.files.shared.rows import Row, Sheet
from app.rules.contact.call_drafts import BadDuration, CallDraft, read_seconds
from app.rules.contact.dialled import read_dialled
from app.rules.contact.states import AttemptOutcome
from app.rules.intake.spellings import read_outcome
from app.rules.shared.folding import says_nothing
from app.rules.shared.times import BadTime, read_time
from app.rules.ticket.numbers import BadNumber, read_number

Item = CallDraft | FileProblem
_NEEDED = frozenset({"at", "phone"})
_TELLING = frozenset({"outcome", "seconds"})
_FIRST_YEAR = 2015
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
            for number, cells in rest:
                if is_blank(cells) or reader.is_header(cells) or _is_footer(reader, cells):
                    continue
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


def _is_footer(reader: _Reader, cells: Sequence[object]) -> bool:
    return is_footer(cells) and not cell_text(reader.cell(cells, "phone"))


class _Reader:
    """Reads the rows under one header."""

    def __init__(self, sheet: str, texts: Sequence[str], places: dict[str, int], now: datetime) -> None:
        self._sheet, self._texts, self._places, self._now = sheet, tuple(texts), places, now
        shown = {at for at, text in enumerate(texts) if text and _known().get(clean(text), ("", 0))[0] != IGNORED}
        self._shown = tuple(sorted(shown))
        self._headers = tuple(texts[at] for at in self._shown)
        self._minutes = (
            "seconds" in places and "分" in texts[places["seconds"]] and "秒" not in texts[places["seconds"]]
        )

    @classmethod
    def of(cls, sheet: str, cells: Sequence[object], now: datetime) -> _Reader | None:
        """The reader of the rows under this one, when it is the header of a call list."""
        texts = [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in cells]
        best: dict[str, tuple[int, int]] = {}
        for at, text in enumerate(texts):
            field, rank = _known().get(clean(text), ("", 0)) if text else ("", 0)
            if field and field != IGNORED and (field not in best or rank < best[field][0]):
                best[field] = (rank, at)
        if not best.keys() >= _NEEDED or best.keys().isdisjoint(_TELLING):
            return None
        return cls(sheet, texts, {field: at for field, (_, at) in best.items()}, now)

    def is_header(self, cells: Sequence[object]) -> bool:
        """Whether the row repeats the header."""
        return all(cell_text(self.cell(cells, field)) == self._texts[at] for field, at in self._places.items())

    def cell(self, cells: Sequence[object], field: str) -> object:
        """The cell of a field; None when the list has none."""
        at = self._places.get(field)
        return None if at is None or at >= len(cells) else cells[at]

    def read(self, row: int, cells: Sequence[object]) -> Item:
        """The call of a row, or why it is refused."""
        texts = tuple(cell_text(cells[at]) if at < len(cells) else "" for at in self._shown)
        try:
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
            outcome=self._outcome(self.cell(cells, "outcome"), seconds),
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

    def _outcome(self, value: object, seconds: int | None) -> AttemptOutcome:
        text = cell_text(value)
        known = read_outcome(text) if text else None
        if known is not None:
            return known
        if text and not says_nothing(text):
            raise _Refusal(
                "outcome", text, f"看不懂结果“{text[:20]}”，请写成 接通、无人接听、忙线、关机、空号、拒接 或 非本人"
            )
        if seconds is None:
            raise _Refusal("outcome", "", "缺少结果，也没有时长")
        return AttemptOutcome.REACHED if seconds else AttemptOutcome.NO_ANSWER

    def _seconds(self, value: object) -> int | None:
        try:
            return read_seconds(value, minutes=self._minutes)
        except BadDuration as error:
            raise _Refusal("seconds", cell_text(value), str(error)) from error

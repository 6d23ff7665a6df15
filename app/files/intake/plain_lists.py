"""Reads lists that are no ticket export: a count per state, a table with a number column, or bare ticket numbers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from app.base.digits import only_digits
from app.base.errors import FileRefused
from app.files.intake.converting import Converter, FileProblem
from app.files.intake.footers import is_footer, is_footer_text
from app.files.readers.delimited import rows_of_text
from app.files.readers.sheets import open_sheets
from app.files.shared.cells import cell_text, is_blank
from app.files.shared.headers import HEADER_SEARCHED_ROWS, Header, list_header
from app.files.shared.rows import Row, Sheet
from app.rules.intake.drafts import TicketDraft
from app.rules.shared.header_text import clean
from app.rules.ticket.numbers import BadNumber, read_number

_ROWS_AT_MOST = 100_000
_STATES = frozenset(map(clean, ("状态", "工单状态", "办理状态", "队列", "当前状态")))
_COUNTS = frozenset(map(clean, ("数量", "件数", "工单数", "工单数量", "个数")))
# A ticket number among other words: letters or the words of a hotline, then at least six digits.
_NUMBER = re.compile(r"(?<![0-9A-Za-z-])[A-Za-z\u4e00-\u9fff]{0,8}-?[0-9]{4,}(?:-[0-9]{2,}){0,3}(?![0-9A-Za-z])")
_LEAST_DIGITS = 6
_PASTED = "粘贴"


@dataclass(frozen=True, slots=True)
class PlainList:
    """What a list holds: tickets (by number, with what else stands in the row) or counts by the word of a state."""

    tickets: list[TicketDraft] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    counts: list[tuple[str, int]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_plain_list(path: Path | None, *, text: str = "", now: datetime) -> PlainList:
    """The list in a file, without a path that in a text.

    Raises:
        FileRefused: neither a number nor a count stands in it, or it has more than 100,000 rows.

    """
    for sheet in open_sheets(path) if path is not None else _sheets_of(text):
        rows = list(islice(sheet.rows, _ROWS_AT_MOST + 1))
        if len(rows) > _ROWS_AT_MOST:
            raise FileRefused(f"清单超过 {_ROWS_AT_MOST:,} 行，无法核对", hint="请分成几个文件")
        found = _counted(rows) or _listed(sheet, rows, now) or _bare(sheet.name, rows)
        if found is not None:
            return found
    raise FileRefused(
        "没有找到工单编号或各状态的数量，无法核对", hint="清单应有工单编号列，或有“状态”“数量”两栏，也可以每行一个编号"
    )


def _sheets_of(text: str) -> Iterator[Sheet]:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    yield Sheet(_PASTED, rows_of_text(io.StringIO(plain, newline=""), "\t"))


def _counted(rows: Sequence[Row]) -> PlainList | None:
    """A list of counts: a column of states and one of numbers."""
    for place, (_, cells) in enumerate(rows[:HEADER_SEARCHED_ROWS]):
        names = [clean(cell) if isinstance(cell, str) else "" for cell in cells]
        state = next((at for at, name in enumerate(names) if name in _STATES), None)
        count = next((at for at, name in enumerate(names) if name in _COUNTS), None)
        if state is not None and count is not None:
            return _counts_below(rows[place + 1 :], state, count)
    return None


def _counts_below(rows: Sequence[Row], state: int, count: int) -> PlainList:
    found = PlainList()
    for _, cells in rows:
        padded = [*cells, *[""] * (1 + max(state, count) - len(cells))]
        word, number = cell_text(padded[state]).strip(), cell_text(padded[count]).strip().removesuffix(".0")
        if not word or is_footer_text(word):
            continue
        if only_digits(number, at_most=9):
            found.counts.append((word, int(number)))
        else:
            found.unread.append(word)
    return found


def _listed(sheet: Sheet, rows: Sequence[Row], now: datetime) -> PlainList | None:
    """A table with a number column and whatever else is known of its columns."""
    for place, (number, cells) in enumerate(rows[:HEADER_SEARCHED_ROWS]):
        header = list_header(number, cells)
        if header is not None:
            return _tickets_below(sheet, rows[place + 1 :], header, now)
    return None


def _tickets_below(sheet: Sheet, rows: Sequence[Row], header: Header, now: datetime) -> PlainList:
    found, converter = PlainList(), Converter(sheet, header, now)
    for number, cells in rows:
        padded = [*cells, *[""] * (converter.width - len(cells))]
        if is_blank(padded) or is_footer(padded):
            continue
        item = converter.convert(number, padded)
        if isinstance(item, TicketDraft):
            found.tickets.append(item)
        else:
            found.problems.append(item)
    return found


def _bare(name: str, rows: Sequence[Row]) -> PlainList | None:
    """Bare numbers: the first of each row; a row without one says nothing."""
    found = PlainList()
    for row, cells in rows:
        number = next(filter(None, map(_number_in, cells)), "")
        if number:
            found.tickets.append(TicketDraft(name, row, number, {"dispatched_at": None, "dispatched_basis": "-"}))
    return found if found.tickets else None


def _number_in(cell: object) -> str:
    if not isinstance(cell, str):
        try:
            number = read_number(cell)
        except BadNumber:
            return ""
        return number if len(number) >= _LEAST_DIGITS else ""
    for match in _NUMBER.finditer(cell):
        if sum(sign.isdigit() for sign in match[0]) >= _LEAST_DIGITS:
            try:
                return read_number(match[0])
            except BadNumber:
                continue
    return ""

"""The parts of a row as columns: the values to copy, export and print, and the sort keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from app.desk.queue import reads as queue_reads
from app.desk.ticket.row import TicketRow
from app.rules.law.clocks import CLOCK_WORDS
from app.rules.queue.orders import ListOrder
from app.rules.ticket.states import STATUS_WORDS
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import aside, coded, due, instant, long_text, made, text
from app.ui.queue.columns import HEADINGS
from app.ui.queue.row_words import row_clock, second_line, status_chip, urgency_chip

if TYPE_CHECKING:
    from app.desk.shared.context import Desk

_CHUNK = 400
PART_ORDERS = {
    "urgency": ListOrder.URGENCY,
    "number": ListOrder.NUMBER,
    "title": ListOrder.TITLE,
    "clock": ListOrder.NEXT,
    "state": ListOrder.STATUS,
    "unit": ListOrder.UNIT,
}


def _urgency(row: TicketRow, _now: datetime) -> Cell:
    return Cell(urgency_chip(row)[0])


def _number(row: TicketRow, _now: datetime) -> Cell:
    return Cell(row.number)


def _title(row: TicketRow, _now: datetime) -> Cell:
    return Cell(row.title, second_line(row, with_number=False), bold=True)


def _title_and_number(row: TicketRow, _now: datetime) -> Cell:
    return Cell(row.title, second_line(row, with_number=True), bold=True)


def _clock(row: TicketRow, now: datetime) -> Cell:
    clock = row_clock(row, now)
    return Cell(clock.text, clock.word)


def _state(row: TicketRow, now: datetime) -> Cell:
    return Cell(status_chip(row, now)[0])


def _unit(row: TicketRow, _now: datetime) -> Cell:
    return Cell(row.unit)


def _clock_name(row: TicketRow) -> str:
    return CLOCK_WORDS[row.next_clock] if row.next_clock is not None else ""


_NUMBER = text("工单编号", "number", 24)
_TITLE = (long_text("标题", "title"), aside(text("商户", "merchant", 24)), aside(text("街乡镇", "street")))
_COLUMNS = {
    "urgency": Column(HEADINGS["urgency"], _urgency, 60, values=(text("紧急程度", "level.word", 10),)),
    "number": Column(HEADINGS["number"], _number, 172, values=(_NUMBER,)),
    "title": Column(HEADINGS["title"], _title, 300, values=_TITLE),
    "clock": Column(
        HEADINGS["clock"],
        _clock,
        120,
        values=(
            made("时限", _clock_name, width=10),
            due("下一时限", "next_due_at"),
            aside(instant("办结时间", "closed_at")),
        ),
    ),
    "state": Column(HEADINGS["state"], _state, 80, values=(coded("状态", "status", STATUS_WORDS),)),
    "unit": Column(HEADINGS["unit"], _unit, 124, values=(text("承办单位", "unit", 20),)),
}
_TITLE_AND_NUMBER = Column(HEADINGS["title"], _title_and_number, 300, values=(_NUMBER, *_TITLE))


def columns_of(parts: Sequence[str]) -> tuple[Column, ...]:
    """These parts as columns; the number stands with the title when it has no part, as in the list."""
    shown = {**_COLUMNS, **({} if "number" in parts else {"title": _TITLE_AND_NUMBER})}
    return tuple(shown[part] for part in parts)


@dataclass(frozen=True, slots=True)
class TicketRows:
    """Streams the tickets of these ids in their order, some hundred in one read; ids that are gone are left out."""

    ids: Sequence[int]

    def __call__(self, desk: Desk) -> Iterator[TicketRow]:
        """Reads on the thread of the caller."""
        for start in range(0, len(self.ids), _CHUNK):
            yield from queue_reads.rows(desk, ids=list(self.ids[start : start + _CHUNK]))

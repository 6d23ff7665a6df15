"""The texts of the handover: the lines of the sheet, its parts, the archive, what stands in the foot."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.base.clock import local_day, local_midnight, to_local
from app.desk.handover.rows import ArchiveRow, Standing
from app.rules.handover.paper import compared_step, compared_words, people_words
from app.rules.handover.parts import HandoverState, Part
from app.rules.handover.sheet import Line, Sheet
from app.rules.handover.spans import span_words
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import made, text
from app.ui.kit.words import deadline

COMPARED, COUNTERS, UNUSUAL = "reconciliation", "counters", "unusual"
_URGENT_PARTS = frozenset({Part.OVERDUE, Part.URGENT, Part.ESCALATIONS})
_DAY = re.compile(r"(?:(20\d\d)[-年./])?(\d{1,2})[-月./](\d{1,2})日?")
STATE_LOOKS = {
    HandoverState.RUNNING: ("blue", "clock"),
    HandoverState.DUE: ("amber", "hourglass"),
    HandoverState.LATE: ("red", "circle-alert"),
    HandoverState.SIGNED: ("amber", "pencil"),
    HandoverState.TAKEN: ("green", "check"),
    HandoverState.REPLACED: ("neutral", "history"),
    HandoverState.MISSING: ("red", "circle-alert"),
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the page: a thing of a part, a queue's number, or the reconciliation."""

    key: str
    part: str
    word: str
    line: Line
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with its number or its state; `key` is empty for all of them."""

    key: str
    word: str
    value: str
    tone: str


def lines_of(sheet: Sheet) -> list[ShownLine]:
    """Every line of the sheet in the order of its parts; that of the reconciliation and the queues first."""
    agreed = sheet.compared is not None and sheet.compared.holds and sheet.compared_in_shift
    compared = Line(None, "", compared_words(sheet), compared_step(sheet))
    found = [ShownLine(COMPARED, COMPARED, "对账", compared, "" if agreed else "amber")]
    for part in Part:
        tone = "red" if part in _URGENT_PARTS else ""
        found += [
            ShownLine(f"{part}:{place}:{line.number or line.key}", part.value, part.word, line, tone)
            for place, line in enumerate(sheet.shown(part))
        ]
    if sheet.unusual:
        found.append(ShownLine(UNUSUAL, UNUSUAL, "不寻常", Line(None, "", sheet.unusual)))
    found += [
        ShownLine(f"{COUNTERS}:{code}", COUNTERS, "队列数", Line(None, "", word, f"{count:,} 件", key=code))
        for code, word, count in sheet.counters
    ]
    return found


def parts_of(sheet: Sheet) -> list[ShownPart]:
    """The parts with their numbers; those without anything stand too, so that nothing is taken for forgotten."""
    agreed = sheet.compared is not None and sheet.compared.holds and sheet.compared_in_shift
    compared = "一致" if agreed else "未对账" if not sheet.compared_in_shift else "有差异"
    still_open = sum(count for code, _, count in sheet.counters if code in _OPEN_QUEUES)
    found = [
        ShownPart("", "全部", f"{sheet.things:,} 项", ""),
        ShownPart(COMPARED, "对账", compared, "green" if agreed else "amber"),
        ShownPart(COUNTERS, "队列数", f"{still_open:,} 在办", ""),
    ]
    for part in Part:
        count = len(sheet.shown(part))
        tone = "" if not count else "red" if part in _URGENT_PARTS else "amber"
        found.append(ShownPart(part.value, part.word, f"{count:,}" if count else "无", tone))
    return found


_OPEN_QUEUES = frozenset({"to-sign", "handling", "to-review", "to-call-back", "returning", "history"})


def _part_word(row: ShownPart, _now: datetime) -> Cell:
    return Cell(row.word, bold=bool(row.tone))


def _part_value(row: ShownPart, _now: datetime) -> Cell:
    return Cell(row.value, tone=row.tone) if row.tone else Cell(row.value)


def _value(row: ShownPart) -> str:
    return row.value


PART_COLUMNS = (
    Column("部分", _part_word, 110, grows=True, values=(text("部分", "word"),)),
    Column("数", _part_value, 74, values=(made("数", _value),)),
)


def _what(row: ShownLine, _now: datetime) -> Cell:
    return Cell(row.line.text, row.line.number, bold=bool(row.line.number))


def _step(row: ShownLine, _now: datetime) -> Cell:
    return Cell(row.line.step or "—")


def _when(row: ShownLine, now: datetime) -> Cell:
    return Cell("—" if row.line.due_at is None else deadline(row.line.due_at, now))


def _part(row: ShownLine, _now: datetime) -> Cell:
    return Cell(row.word, tone=row.tone) if row.tone else Cell(row.word)


def _title(row: ShownLine) -> str:
    return row.line.text


def _number(row: ShownLine) -> str:
    return row.line.number


def _step_words(row: ShownLine) -> str:
    return row.line.step


def _due(row: ShownLine) -> datetime | None:
    return row.line.due_at


def _rank(row: ShownLine) -> float:
    return row.line.due_at.timestamp() if row.line.due_at is not None else 0.0


LINE_COLUMNS = (
    Column("部分", _part, 112, values=(text("部分", "word", 14),)),
    Column(
        "事项", _what, 160, grows=True, values=(made("工单编号", _number, width=20), made("事项", _title, width=30))
    ),
    Column("下一步", _step, 150, grows=True, values=(made("下一步", _step_words, width=30),)),
    Column("时间", _when, 100, values=(made("时间", _due),), sort_key=_rank),
)


def people_lines(standing: Standing) -> list[tuple[str, str]]:
    """Who is on the shift that ends, and who comes."""
    return [("当班", people_words(standing.span)), ("接班", people_words(standing.following))]


def _shift(row: ArchiveRow, _now: datetime) -> Cell:
    return Cell(span_words(row.span), "零报告" if row.record is not None and row.record.zero_report else "", bold=True)


def _signed(row: ArchiveRow, _now: datetime) -> Cell:
    record = row.record
    return Cell("—") if record is None else Cell(record.signed_by, f"{to_local(record.signed_at):%m-%d %H:%M}")


def _taken(row: ArchiveRow, _now: datetime) -> Cell:
    record = row.record
    if record is None or record.taken_at is None:
        return Cell("—")
    return Cell(record.taken_by, f"{to_local(record.taken_at):%m-%d %H:%M}")


def _state(row: ArchiveRow, _now: datetime) -> Cell:
    tone, icon = STATE_LOOKS[row.state]
    return Cell(row.state.word, tone=tone, icon=icon)


def _shift_text(row: ArchiveRow) -> str:
    return span_words(row.span)


def _signer(row: ArchiveRow) -> str:
    return row.record.signed_by if row.record is not None else ""


def _taker(row: ArchiveRow) -> str:
    return row.record.taken_by if row.record is not None else ""


def _since(row: ArchiveRow) -> float:
    return row.span.since.timestamp()


def _state_text(row: ArchiveRow) -> str:
    return row.state.word


ARCHIVE_COLUMNS = (
    Column("班次", _shift, 190, grows=True, values=(made("班次", _shift_text, width=26),), sort_key=_since),
    Column("交班", _signed, 92, values=(made("交班", _signer),)),
    Column("接班", _taken, 92, values=(made("接班", _taker),)),
    Column("状态", _state, 128, values=(made("状态", _state_text),)),
)


def read_day(typed: str, today: date) -> tuple[date | None, str]:
    """The day that a search names (12-01, 2026-12-01, 12月1日) and the other words; of days without a year the last."""
    found = _DAY.search(typed)
    if found is None:
        return None, typed.strip()
    year, month, day = found.groups()
    try:
        named = date(int(year or today.year), int(month), int(day))
    except ValueError:
        return None, typed.strip()
    if not year and named > today:
        named = named.replace(year=named.year - 1) if (month, day) != ("2", "29") else named
    rest = f"{typed[: found.start()]} {typed[found.end() :]}"
    return named, " ".join(rest.split())


def searched_span(typed: str, days: int, now: datetime) -> tuple[datetime, datetime, str]:
    """From when until when the archive is searched, and for which words."""
    day, words = read_day(typed, local_day(now))
    if day is not None:
        start = local_midnight(day)
        return start, start + timedelta(days=1), words
    return now - timedelta(days=days), now + timedelta(days=1), words


def archive_words(rows: Sequence[ArchiveRow]) -> str:
    """12 份 · 2 个班没有交接单."""
    missing = sum(row.state is HandoverState.MISSING for row in rows)
    sheets = len(rows) - missing
    return f"{sheets:,} 份" + (f" · {missing:,} 个班没有交接单" if missing else "")

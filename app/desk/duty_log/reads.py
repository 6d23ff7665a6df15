"""Reads the duty log: the span of a shift, its time line out of the journal with own entries, and the entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import merge

from app.base.clock import local_day, local_midnight
from app.desk.duty_log.rows import DutyLog, EntryRow, LogLine, ShiftSpan, entry_row
from app.desk.roster.reads import shifts_at
from app.desk.shared.context import Desk
from app.models.journal.store import JournalRecord
from app.models.register.stores import Stores
from app.rules.duty_log.entries import Correction, DutyEntry
from app.rules.duty_log.lines import IN_PLACE, Line, LineKind, folded, kind_of
from app.rules.roster.shifts import Shift
from app.rules.shared.masking import mask_text
from app.rules.shared.worded import Worded
from app.rules.task.tasks import FROM_DUTY_LOG

# Without a roster the log is that of so many hours.
WITHOUT_ROSTER = timedelta(hours=12)
LINES_AT_MOST = 3000
_BACK = timedelta(days=2)


class Span(Worded):
    """The spans that the page offers."""

    SHIFT = "shift", "本班"
    BEFORE = "before", "上一班"
    TODAY = "today", "今天"
    WEEK = "week", "近 7 天"


def span_of(stores: Stores, now: datetime, span: Span = Span.SHIFT) -> ShiftSpan:
    """The time of a span around `now`; without a roster a shift is the last 12 hours."""
    if span is Span.TODAY:
        return ShiftSpan(span.word, local_midnight(local_day(now)), now)
    if span is Span.WEEK:
        return ShiftSpan(span.word, local_midnight(local_day(now) - timedelta(days=6)), now)
    running = shifts_at(stores, now)
    seated = [shift for shift in running if shift.seated]
    if span is Span.SHIFT:
        return _named(seated[-1], until=now) if seated else ShiftSpan("近 12 小时", now - WITHOUT_ROSTER, now)
    start = seated[-1].starts_at if seated else now - WITHOUT_ROSTER
    earlier = [row.shift for row in stores.roster.between(start - _BACK, start) if row.ends_at <= start]
    earlier = [shift for shift in earlier if shift.seated]
    return _named(earlier[-1]) if earlier else ShiftSpan("之前 12 小时", start - WITHOUT_ROSTER, start)


def log(desk: Desk, *, span: Span = Span.SHIFT, kind: LineKind | None = None, who: str = "") -> DutyLog:
    """The time line of a span, the last line first; of a kind, of a person. At most 3,000 lines, the newest."""
    now = desk.now()
    with desk.register.reading() as stores:
        shift = span_of(stores, now, span)
        until = now + timedelta(seconds=1) if shift.until == now else shift.until
        entries = {row.id: row for row in _rows(stores, shift.since, until)}
        own = sorted((_own_line(row) for row in entries.values()), key=_at)
        journal = folded(_line(row) for row in stores.journal.between(shift.since, until) if row.verb not in IN_PLACE)
        found = [one for one in merge(own, journal, key=_at) if kind in (None, one.kind) and who in ("", one.who)]
    shown = found[-LINES_AT_MOST:]
    lines = tuple(
        LogLine(replace(one, text=mask_text(one.text)), entries.get(one.entry_id or 0)) for one in reversed(shown)
    )
    return DutyLog(shift, lines, len(found) - len(shown))


def entries_between(desk: Desk, *, start: datetime, end: datetime) -> list[EntryRow]:
    """The own entries of [start, end) by their time, with their corrections."""
    with desk.register.reading() as stores:
        return list(_rows(stores, start, end))


def _rows(stores: Stores, since: datetime, until: datetime) -> Iterator[EntryRow]:
    found = stores.duty_log.between(since, until)
    return _with_corrections(stores, found)


def _with_corrections(stores: Stores, found: Iterable[DutyEntry]) -> Iterator[EntryRow]:
    entries = list(found)
    own: dict[int, list[Correction]] = {}
    for one in stores.duty_log.corrections_of([entry.id for entry in entries]):
        own.setdefault(one.entry_id, []).append(one)
    for entry in entries:
        tasks = stores.tasks.of_origin(f"{FROM_DUTY_LOG}{entry.id}") if entry.is_order else ()
        yield entry_row(entry, tuple(own.get(entry.id, ())), tasks[-1].id if tasks else None)


def _named(shift: Shift, until: datetime | None = None) -> ShiftSpan:
    end = shift.ends_at if until is None else min(until, shift.ends_at)
    return ShiftSpan(f"{shift.day:%m-%d} {shift.name}", shift.starts_at, end, shift.seated)


def _own_line(row: EntryRow) -> Line:
    return Line(f"e{row.id}", row.at, row.operator, LineKind.OWN, row.kind.word, row.text, entry_id=row.id)


def _line(row: JournalRecord) -> Line:
    changes = "；".join(f"{word}：{old or '空'} → {new or '空'}" for word, (old, new) in row.changes.items())
    text = "；".join(filter(None, (row.text, changes)))
    return Line(f"j{row.id}", row.at, row.who, kind_of(row.verb), row.verb.word, text, row.ticket_id, row.ticket_number)


def _at(line: Line) -> datetime:
    return line.at

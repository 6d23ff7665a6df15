"""Counts the duties about papers and months: papers in time, those made up later, the monthly review, entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import local_midnight
from app.desk.due.ledger import OnTime, on_time
from app.desk.exclusion.catalogue import versions_in
from app.desk.obligation.span import Span
from app.desk.paper import register
from app.desk.paper.rows import PaperRow
from app.desk.shared.context import Desk
from app.models.obligation.records import EntryRecord
from app.models.register.stores import Stores
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import PeriodKind, PeriodName
from app.rules.obligation.duties import Duty
from app.rules.obligation.entries import EntryKind, EntryState
from app.rules.obligation.service import Month, Service
from app.rules.obligation.standing import Count, Ended, Matter
from app.rules.paper.kinds import PaperKind

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of the whole service, read once: those due by the ledger, those still to come, those made up later."""

    ledger: OnTime
    coming: tuple[PaperRow, ...]
    catch_up: tuple[PaperRow, ...]


def papers_of(desk: Desk, service: Service) -> Papers:
    """Reads them: the ledger of what was issued in time, late or not, and what is not due yet."""
    board = register.board(desk)
    coming = tuple(row for row in board.open if row.due_at is not None and row.due_at >= board.at)
    made_up = tuple(row for row in (*board.open, *board.issued) if row.catch_up and not row.corrects)
    return Papers(on_time(desk, service.start, service.end), coming, made_up)


def papers(found: Papers, duty: Duty, span: Span) -> Count:
    """The papers of one kind that fell due in the month."""
    in_time = _own(found.ledger.in_time, duty, span)
    matters = [_matter(row, Ended.LATE, "迟交") for row in _own(found.ledger.late, duty, span)]
    matters += [_matter(row, Ended.MISSED, "到时未签发") for row in _own(found.ledger.missing, duty, span)]
    matters += [_matter(row, Ended.OPEN, "待签发") for row in _own(found.coming, duty, span)]
    return Count(len(in_time), tuple(matters), proof=tuple(_number(row) for row in in_time))


def _own(rows: Sequence[PaperRow], duty: Duty, span: Span) -> list[PaperRow]:
    return [row for row in rows if row.kind is duty.paper and not row.catch_up and span.has(row.due_at)]


def catch_up(found: Papers, span: Span) -> Count:
    """The papers made up later: by their due time, and one monthly paper for each month before the signing.

    A month counts where its clock ends; one that the schedule names has the schedule's, else that of the setting.
    """
    until = local_midnight(span.service.catch_up_until + _DAY)
    known: dict[str, PaperRow | None] = {row.key: row for row in found.catch_up}
    months = {row.period for row in found.catch_up if row.kind is PaperKind.MONTHLY}
    done, proof, matters = 0, [], []
    for row in filter(None, known.values()):
        due = row.due_at or until
        if not span.has(due):
            continue
        if row.paper is not None and row.paper.issued_at <= due:
            done += 1
            proof.append(_number(row))
        else:
            ended = Ended.LATE if row.paper is not None else Ended.OPEN if span.now <= due else Ended.MISSED
            matters.append(_matter(row, ended, _CATCH_UP_WORDS[ended], due))
    if span.has(until - timedelta(seconds=1)):
        ended = Ended.OPEN if span.now <= until else Ended.MISSED
        for month in span.service.unsigned_months():
            if (period := _period(month)) not in months:
                key, words = f"paper:monthly|{period}|True", f"补编 月报 {month.words}"
                matters.append(
                    Matter(key, until - timedelta(seconds=1), ended, _CATCH_UP_WORDS[ended], until, words=words)
                )
    return Count(done, tuple(matters), proof=tuple(proof))


_CATCH_UP_WORDS = {Ended.LATE: "迟交", Ended.MISSED: "到时未补编", Ended.OPEN: "待补编"}


def _period(month: Month) -> str:
    return write_period(PeriodName(PeriodKind.MONTH, month.year, month.month))


def _matter(row: PaperRow, ended: Ended, reason: str, due: datetime | None = None) -> Matter:
    at = row.due_at or due
    assert at is not None  # every row that is counted is due at some time
    return Matter(f"paper:{row.kind}|{row.period}|{row.catch_up}", at, ended, reason, at, words=row.words)


def _number(row: PaperRow) -> str:
    return row.paper.number if row.paper is not None else row.words


def exclusion_review(stores: Stores, duty: Duty, span: Span) -> Count:
    """Whether the month's catalogue of exclusion was decided in time: updated, or carried over by somebody."""
    due = min(local_midnight(span.month.first_day + duty.day * _DAY), span.end)
    if due <= span.owed_from:
        return Count()
    own = [one.made_at for one in versions_in(stores) if one.month == span.month.text]
    words = f"{span.month.text} 目录"
    key = f"exclusion:{span.month.text}"
    if any(at is None or at <= due for at in own):
        return Count(1, proof=(words,))
    ended = Ended.LATE if own else Ended.OPEN if span.now <= due else Ended.MISSED
    reason = {Ended.LATE: "确定得晚", Ended.OPEN: "待确定", Ended.MISSED: "没有确定当月目录"}[ended]
    return Count(matters=(Matter(key, _inside(due), ended, reason, due, words=words),))


def entry(entries: Sequence[EntryRecord], duty: Duty, span: Span) -> Count:
    """Whether the month has its record of a duty that is done once a month."""
    if span.end <= span.owed_from:
        return Count()
    own = list(_records(entries, duty))
    if any(one.done_at is not None and one.done_at < span.end for one in own):
        return Count(1, proof=tuple(one.title for one in own))
    ended = Ended.LATE if own else Ended.OPEN if span.now < span.end else Ended.MISSED
    reason = {Ended.LATE: "做得晚", Ended.OPEN: "待登记", Ended.MISSED: "本月没有登记"}[ended]
    words = f"{duty.title.split()[0]} {span.month.words}"
    return Count(
        matters=(Matter(f"{duty.id}:{span.month.text}", _inside(span.end), ended, reason, span.end, words=words),)
    )


def _records(entries: Sequence[EntryRecord], duty: Duty) -> Iterator[EntryRecord]:
    for one in entries:
        if one.kind is EntryKind.RECORD and one.state is EntryState.HOLDS and one.duty == duty.id:
            yield one


def _inside(end: datetime) -> datetime:
    """The last second before the end of a clock, which lies in its month."""
    return end - timedelta(seconds=1)

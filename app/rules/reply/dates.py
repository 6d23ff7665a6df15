"""Times in a reply that cannot all be true: before dispatch, still to come, in the wrong order, not on record."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.clock import local_day, local_minute
from app.rules.law.calendar import Calendar
from app.rules.law.spoken_times import Spoken, spoken_times
from app.rules.reply.form import BadSpan, Span, read_span, reply_fields

# How far a typed contact time may lie from the call on record.
NEAR = timedelta(minutes=30)
_TIMES = ("contact_time", "solved_time", "satisfied_time")
_CALLER = r"(?:诉求人|来电人|反映人|市民|当事人|消费者|投诉人|举报人|顾客|车主|业主|居民|住户|家长|会员|客户|本人)"
_CALLED = re.compile(
    rf"(?:联系|致电|回访|电联|电话告知|电话回复|答复|回复|告知)(?:了|到|上)?{_CALLER}"
    rf"|(?:与|向|给|和){_CALLER}[^，,。；;]{{0,6}}(?:联系|沟通|电话|通话|说明|答复|回复|告知|解释)"
)
_DONE = re.compile(r"已(?!承诺|同意|答应|约定|定于)|完毕|退还了|完成了|办结")
_OTHER_CALL = re.compile(rf"{_CALLER}[^，,。；;]{{0,8}}(?:联系|致电|拨打)(?:商|店|该|对方|客服|门店|12345|热线)")
_AHEAD = re.compile(r"承诺|答应|同意|保证|(?<!已)将|预计|计划|定于|约定|约好|前|内|有效期|到期|截止")
# A longer clause is read in parts: it is looked through again for each time in it.
_CLAUSE = re.compile(r"[^，,。；;！!\n]{1,1000}")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Times that contradict: the field, the words, their position, the reason; `sure` is whether it is certain."""

    field: str
    words: str
    start: int
    why: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Times:
    """The known times of a ticket; `calls` are those on record, reached or not."""

    dispatched_at: datetime
    deadline_at: datetime | None
    now: datetime
    calls: Sequence[datetime]
    estimated: bool = False


def contradictions(values: Mapping[str, str], known: Times, calendar: Calendar) -> Iterator[Contradiction]:
    """The contradictions among a reply's times, first the fields, then the words of the result."""
    spans = dict(_spans(values, known.now))
    if known.deadline_at is not None and known.deadline_at < known.dispatched_at:
        why = f"办理到期 {local_minute(known.deadline_at)} 早于派单 {local_minute(known.dispatched_at)}"
        yield Contradiction("", "", 0, why, sure=not known.estimated)
    for name in _TIMES:
        if name in spans:
            yield from _of_field(name, values[name], spans[name], known)
    yield from _order(values, spans)
    yield from _record(values, spans, known)
    text = values.get("result", "")
    clauses = list(_CLAUSE.finditer(text))
    ends = [clause.end() for clause in clauses]
    for moment in spoken_times(text, known.now, calendar):
        clause = clauses[bisect_right(ends, moment.start)]
        yield from _of_words(clause, moment, known, spans.get("contact_time"))


def _spans(values: Mapping[str, str], now: datetime) -> Iterator[tuple[str, Span]]:
    for name in _TIMES:
        try:
            span = read_span(values.get(name, ""), now)
        except BadSpan:
            continue
        if span is not None:
            yield name, span


def _of_field(name: str, words: str, span: Span, known: Times) -> Iterator[Contradiction]:
    called = next(field.words for field in reply_fields() if field.name == name)
    if span.start < known.dispatched_at:
        why = f"{called} {local_minute(span.start)} 早于派单 {local_minute(known.dispatched_at)}"
        yield Contradiction(name, words, 0, why, sure=not known.estimated)
    if span.start > known.now or span.end > known.now + NEAR:
        yield Contradiction(
            name,
            words,
            0,
            f"{called} {local_minute(max(span.start, span.end))} 还没有到（现在 {local_minute(known.now)}）",
        )


def _order(values: Mapping[str, str], spans: Mapping[str, Span]) -> Iterator[Contradiction]:
    contact = spans.get("contact_time")
    for name, called in (("solved_time", "解决时间"), ("satisfied_time", "满意时间")):
        span = spans.get(name)
        if contact is not None and span is not None and span.end < contact.start and name == "satisfied_time":
            why = f"{called} {local_minute(span.end)} 早于联系时间 {local_minute(contact.start)}"
            yield Contradiction(name, values[name], 0, why)
    solved, satisfied = spans.get("solved_time"), spans.get("satisfied_time")
    if solved is not None and satisfied is not None and satisfied.end < solved.start:
        why = f"满意时间 {local_minute(satisfied.end)} 早于解决时间 {local_minute(solved.start)}"
        yield Contradiction("satisfied_time", values["satisfied_time"], 0, why)


def _record(values: Mapping[str, str], spans: Mapping[str, Span], known: Times) -> Iterator[Contradiction]:
    span = spans.get("contact_time")
    if span is None or not known.calls or values.get("contacted") == "否":
        return
    if not any(span.start - NEAR <= at <= span.end + NEAR for at in known.calls):
        nearest = min(known.calls, key=lambda at: abs(at - span.start))
        minutes = NEAR // timedelta(minutes=1)
        why = f"联系时间 {local_minute(span.start)} 前后 {minutes} 分钟内没有联系记录，"
        why += f"最近的一次在 {local_minute(nearest)}"
        yield Contradiction("contact_time", values["contact_time"], 0, why)


def _of_words(clause: re.Match[str], moment: Spoken, known: Times, contact: Span | None) -> Iterator[Contradiction]:
    words = clause.group().strip()
    called = _CALLED.search(words) is not None and _OTHER_CALL.search(words) is None
    if moment.span or (moment.at > known.now and _AHEAD.search(words)):
        return
    if moment.day > local_day(known.now) or (moment.exact and moment.at > known.now):
        if _DONE.search(words) or called:
            yield Contradiction("result", words, clause.start(), f"写的是已经做了的事，日期 {moment.words} 却还没有到")
    elif called and moment.day < local_day(known.dispatched_at):
        why = f"联系诉求人的日期 {moment.words} 早于派单 {local_minute(known.dispatched_at)}"
        yield Contradiction("result", words, clause.start(), why, sure=not known.estimated)
    elif called and contact is not None and not _fits(moment, contact, known):
        why = f"写的联系日期 {moment.words} 与联系时间 {local_minute(contact.start)} 不一致，联系记录里也没有这一天"
        yield Contradiction("result", words, clause.start(), why, sure=False)


def _fits(moment: Spoken, contact: Span, known: Times) -> bool:
    days = {local_day(at) for at in known.calls}
    return moment.day in days or local_day(contact.start) <= moment.day <= local_day(contact.end)

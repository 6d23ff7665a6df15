"""When a ticket's clocks end, as pure functions of its facts and the rules in force, each able to explain itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from app.base.clock import local_day, local_midnight, to_local
from app.rules.calendar import Calendar
from app.rules.clock_rules import CalendarMode, ClockRules, DayCounting, Limit
from app.rules.states import TIME_CLASS_WORDS, URGENCY_WORDS, ClockState, TicketStatus, TimeClass, Urgency
from app.rules.time_left import clock_time

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a ticket's clocks depend on; all instants aware.

    `dispatched_basis` names what an estimated dispatch time was taken from, empty when the file gave it.
    """

    urgency: Urgency
    time_class: TimeClass
    dispatched_at: datetime
    dispatched_basis: str = ""
    imported_deadline: datetime | None = None
    signed_at: datetime | None = None
    first_contact_at: datetime | None = None
    closed_at: datetime | None = None
    backlog: bool = False
    status: TicketStatus = TicketStatus.TO_SIGN


def sign_due(facts: Facts, rules: ClockRules) -> datetime:
    """The last instant at which signing for the ticket is in time; round the clock, from dispatch."""
    return facts.dispatched_at + rules.sign_limits[facts.urgency]


def first_contact_due(facts: Facts, rules: ClockRules) -> datetime:
    """The last instant at which the first contact with the caller is in time; round the clock, from dispatch."""
    return facts.dispatched_at + rules.first_contact_limits[facts.urgency]


def handling_due(facts: Facts, rules: ClockRules, calendar: Calendar) -> datetime:
    """The ticket's deadline: the imported one as it was read, else dispatch and the limit of its class.

    A bare date is read as the 24:00 of its day where files come in.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    if facts.imported_deadline is not None:
        return facts.imported_deadline
    limit = rules.handling[facts.time_class]
    if not limit.days:
        return facts.dispatched_at + limit.span
    last = _last_day(facts.dispatched_at, limit.days, rules, calendar)
    if rules.day_counting is DayCounting.EXACT and _counts(local_day(facts.dispatched_at), rules, calendar):
        return local_midnight(last) + _time_of_day(facts.dispatched_at)
    return _end_of(last)


def day_n(facts: Facts, n: int, rules: ClockRules | None = None, calendar: Calendar | None = None) -> date:
    """The day in Beijing that is day `n` of the ticket.

    The day of dispatch is not counted, the next is day 1 (Civil Code art. 201), unless `rules` count otherwise;
    working days are counted when `rules` say so and a `calendar` is given.
    """
    if rules is None:
        return local_day(facts.dispatched_at) + n * _ONE_DAY
    return _last_day(facts.dispatched_at, n, rules, calendar)


def deadline_day(due: datetime) -> date:
    """The day in Beijing to which a deadline belongs; 24:00 belongs to the day it ends."""
    return local_day(due - timedelta.resolution)


def clock_state(
    due: datetime,
    ended_at: datetime | None,
    now: datetime,
    open: bool,  # noqa: A002 - the field's own word; no file is opened here
    backlog: bool,
) -> ClockState:
    """How a clock stands: what was done at the very end of a limit is in time, what is not done then is overdue.

    `open` says whether the ticket's clocks still run; tickets of the backlog show their clocks as history.
    """
    if backlog:
        return ClockState.HISTORY
    if ended_at is not None:
        return ClockState.MET if ended_at <= due else ClockState.MET_LATE
    if not open:
        return ClockState.STOPPED
    return ClockState.OVERDUE if now >= due else ClockState.RUNNING


def explain_sign(facts: Facts, rules: ClockRules) -> tuple[str, ...]:
    """The sum of `sign_due`, one Chinese sentence a step."""
    limit = _span_words(rules.sign_limits[facts.urgency])
    return (
        *_dispatch_words(facts),
        f"{URGENCY_WORDS[facts.urgency]}工单 {limit}内签收，全天计时",
        _version_words(rules),
        f"→ 应于 {clock_time(sign_due(facts, rules))} 前签收",
    )


def explain_contact(facts: Facts, rules: ClockRules) -> tuple[str, ...]:
    """The sum of `first_contact_due`, one Chinese sentence a step."""
    limit = _span_words(rules.first_contact_limits[facts.urgency])
    at_once = "立即联系诉求人，最迟 " if facts.urgency is Urgency.URGENT else ""
    rest = "内" if at_once else "内首次联系诉求人"
    return (
        *_dispatch_words(facts),
        f"{URGENCY_WORDS[facts.urgency]}工单{at_once or ' '}{limit}{rest}，全天计时",
        _version_words(rules),
        f"→ 应于 {clock_time(first_contact_due(facts, rules))} 前联系",
    )


def explain_handling(facts: Facts, rules: ClockRules, calendar: Calendar) -> tuple[str, ...]:
    """The sum of `handling_due`, one Chinese sentence a step.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    end = f"→ 应于 {clock_time(handling_due(facts, rules, calendar))} 前办结"
    if facts.imported_deadline is not None:
        return (*_imported_words(facts.imported_deadline), "导入的截止时间优先于本台推算的时限", end)
    limit = rules.handling[facts.time_class]
    how = _count_words(facts, limit, rules, calendar) if limit.days else ("按时刻起算，全天计时",)
    return (*_dispatch_words(facts), _class_words(facts, limit, rules), *how, _version_words(rules), end)


@lru_cache(maxsize=4096)
def _end_of(day: date) -> datetime:
    return local_midnight(day + _ONE_DAY)


def _last_day(at: datetime, n: int, rules: ClockRules, calendar: Calendar | None) -> date:
    """The `n`-th day of a limit that runs from `at`, as the rules count days."""
    first = local_day(at)
    if rules.day_counting is DayCounting.DISPATCH_DAY_IS_1 and _counts(first, rules, calendar):
        n -= 1
    if rules.calendar_mode is CalendarMode.NATURAL or calendar is None:
        return first + n * _ONE_DAY
    return calendar.add_working_days(first, n)


def _counts(day: date, rules: ClockRules, calendar: Calendar | None) -> bool:
    natural = rules.calendar_mode is CalendarMode.NATURAL or calendar is None
    return natural or (calendar is not None and calendar.is_working_day(day))


def _time_of_day(at: datetime) -> timedelta:
    return at - local_midnight(local_day(at))


def _dispatch_words(facts: Facts) -> tuple[str, ...]:
    wall = to_local(facts.dispatched_at)
    if not facts.dispatched_basis:
        return (f"{wall:%H:%M} 派单（{wall:%m-%d}）",)
    return (
        f"{wall:%H:%M} 派单（{wall:%m-%d}，估计）",
        f"文件没有派单时间，按{facts.dispatched_basis}估计，可更正",
    )


def _version_words(rules: ClockRules) -> str:
    return f"规则自 {rules.effective_from:%Y-%m-%d} 起施行"


def _imported_words(deadline: datetime) -> tuple[str, ...]:
    return (f"来文截止时间 {deadline_day(deadline):%Y}-{clock_time(deadline)}",)


def _class_words(facts: Facts, limit: Limit, rules: ClockRules) -> str:
    name = TIME_CLASS_WORDS[facts.time_class]
    kind = name if facts.time_class is TimeClass.DEFAULT else f"“{name}”类"
    return f"{kind}办理时限 {f'{limit.days} {_day_word(rules)}' if limit.days else _span_words(limit.span)}"


def _count_words(facts: Facts, limit: Limit, rules: ClockRules, calendar: Calendar) -> tuple[str, ...]:
    first = day_n(facts, 1, rules, calendar)
    last = _last_day(facts.dispatched_at, limit.days, rules, calendar)
    day = _day_word(rules)
    if rules.day_counting is DayCounting.EXACT:
        return (f"自派单时刻起按每{day} 24 小时计，第 {limit.days} {day}止于 {last:%m-%d}",)
    if rules.day_counting is DayCounting.DISPATCH_DAY_IS_1:
        how = f"派单当日计入，{first:%m-%d} 为第 1 {day}"
    else:
        how = f"派单当日不计，{first:%m-%d} 为第 1 {day}（民法典第二百零一条）"
    return (how, f"第 {limit.days} {day}为 {last:%m-%d}，至 24:00 止")


def _day_word(rules: ClockRules) -> str:
    return "日" if rules.calendar_mode is CalendarMode.NATURAL else "个工作日"


def _span_words(span: timedelta) -> str:
    minutes = span // timedelta(minutes=1)
    return f"{minutes} 分钟" if minutes % 60 else f"{minutes // 60} 小时"

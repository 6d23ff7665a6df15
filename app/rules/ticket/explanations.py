"""Why a clock ends when it does: the sum of app.rules.ticket.deadlines, one Chinese sentence a step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from app.base.clock import local_day, to_local
from app.rules.law.calendar import Calendar
from app.rules.law.clock_rules import ClockRules, DayCounting, Limit
from app.rules.law.clocks import TIME_CLASS_WORDS
from app.rules.shared.time_left import clock_time
from app.rules.ticket.deadlines import (
    Facts,
    counts_working_days,
    deadline_day,
    first_contact_due,
    handling_due,
    last_day,
    limit_end,
    sign_due,
)

_ONE_DAY = timedelta(days=1)


def explain_sign(facts: Facts, rules: ClockRules) -> tuple[str, ...]:
    """The sum of `sign_due`."""
    level = rules.of(facts.urgency)
    return (
        *_dispatch_words(facts),
        f"{level.level.word}工单 {span_words(level.sign_limit)}内签收，全天计时",
        *_version_words(facts, rules),
        f"→ 应于 {clock_time(sign_due(facts, rules))} 前签收",
    )


def explain_contact(facts: Facts, rules: ClockRules) -> tuple[str, ...]:
    """The sum of `first_contact_due`."""
    level = rules.of(facts.urgency)
    limit = span_words(level.first_contact_limit)
    at_once = "立即联系诉求人，最迟 " if level.level.pressing else ""
    rest = "内" if at_once else "内首次联系诉求人"
    return (
        *_begin_words(facts),
        f"{level.level.word}工单{at_once or ' '}{limit}{rest}，全天计时",
        *_version_words(facts, rules),
        f"→ 应于 {clock_time(first_contact_due(facts, rules))} 前联系",
    )


def explain_handling(facts: Facts, rules: ClockRules, calendar: Calendar) -> tuple[str, ...]:
    """The sum of `handling_due`; working days name every day they skip.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    end = f"→ 应于 {clock_time(handling_due(facts, rules, calendar))} 前办结"
    if facts.binding_deadline is not None:
        return (*_imported_words(facts.binding_deadline), "导入的截止时间优先于本台推算的时限", end)
    limit = rules.handling[facts.time_class]
    days = limit.days or limit.working_days
    counting = _count_words(facts, limit, rules, calendar) if days else ("按时刻起算，全天计时",)
    return (*_begin_words(facts), _class_words(facts, limit, rules), *counting, *_version_words(facts, rules), end)


def explain_callback(facts: Facts, rules: ClockRules, calendar: Calendar) -> tuple[str, ...]:
    """The sum of `callback_due`; empty where no such clock runs.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    limit, start = rules.of(facts.urgency).callback, facts.callback_since
    if limit is None or start is None:
        return ()
    return _plain(facts, rules, calendar, start, limit, words=("转入待回访", "回访", "前回访"))


def explain_return(facts: Facts, rules: ClockRules, calendar: Calendar) -> tuple[str, ...]:
    """The sum of `return_due`; empty where no return is under way.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    start = facts.return_sent_at
    if start is None:
        return ()
    limit = rules.of(facts.urgency).return_answer
    return _plain(facts, rules, calendar, start, limit, words=("提交退单", "退单答复", "前答复"))


def explain_report(facts: Facts, rules: ClockRules, calendar: Calendar) -> tuple[str, ...]:
    """The sum of `report_due`; empty where the rules give no time for it.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    limit = rules.of(facts.urgency).report
    if limit is None:
        return ()
    start = handling_due(facts, rules, calendar)
    return _plain(facts, rules, calendar, start, limit, words=("办理到期", "到期上报", "前上报"))


def _plain(
    facts: Facts,
    rules: ClockRules,
    calendar: Calendar,
    start: datetime,
    limit: Limit,
    *,
    words: tuple[str, str, str],
) -> tuple[str, ...]:
    begins, clock, ends = words
    counting: tuple[str, ...] = ("全天计时",)
    if limit.days or limit.working_days:
        first, n = local_day(start), limit.days or limit.working_days
        last = deadline_day(limit_end(start, limit, calendar))
        kind = "个工作日" if limit.working_days else "日"
        days = _days_words(first, last, calendar, working=bool(limit.working_days))
        counting = (f"{begins}当日不计", *days, f"第 {n} {kind}为 {last:%m-%d}，至 24:00 止")
    return (
        f"{clock_time(start)} {begins}",
        f"{rules.of(facts.urgency).level.word}工单{clock}时限 {limit_words(limit)}",
        *counting,
        *_version_words(facts, rules),
        f"→ 应于 {clock_time(limit_end(start, limit, calendar))} {ends}",
    )


def limit_words(limit: Limit) -> str:
    """A limit as people say it: 5 日, 2 个工作日, 2 小时."""
    if limit.working_days:
        return f"{limit.working_days} 个工作日"
    return f"{limit.days} 日" if limit.days else span_words(limit.span)


def _begin_words(facts: Facts) -> tuple[str, ...]:
    """The start of the clocks of contact and handling, in words."""
    if facts.reworked_at is None:
        return _dispatch_words(facts)
    wall = to_local(facts.reworked_at)
    return (f"{wall:%H:%M} 二次办理（{wall:%m-%d}），联系和办理重新计时",)


def _dispatch_words(facts: Facts) -> tuple[str, ...]:
    wall = to_local(facts.dispatched_at)
    if not facts.dispatched_basis:
        return (f"{wall:%H:%M} 派单（{wall:%m-%d}）",)
    return (
        f"{wall:%H:%M} 派单（{wall:%m-%d}，估计）",
        f"文件没有派单时间，按{facts.dispatched_basis}估计，可更正",
    )


def _version_words(facts: Facts, rules: ClockRules) -> tuple[str, ...]:
    since = f"规则自 {rules.effective_from:%Y-%m-%d} 起施行"
    if facts.ruled_at is None or facts.dispatched_at >= rules.since or facts.ruled_at < rules.since:
        return (since,)
    return (since, f"在办工单自 {clock_time(facts.ruled_at)} 起改按此规则")


def _imported_words(deadline: datetime) -> tuple[str, ...]:
    return (f"来文截止时间 {deadline_day(deadline):%Y}-{clock_time(deadline)}",)


def _class_words(facts: Facts, limit: Limit, rules: ClockRules) -> str:
    name = TIME_CLASS_WORDS[facts.time_class]
    kind = name if facts.time_class.value == "default" else f"“{name}”类"
    days = limit.days or limit.working_days
    return f"{kind}办理时限 {f'{days} {_day_word(limit, rules)}' if days else span_words(limit.span)}"


def _count_words(facts: Facts, limit: Limit, rules: ClockRules, calendar: Calendar) -> tuple[str, ...]:
    n, working = limit.days or limit.working_days, counts_working_days(limit, rules)
    begin, start = facts.begins_at, "派单" if facts.reworked_at is None else "二次办理"
    dispatched = local_day(begin)
    last = last_day(begin, n, rules, calendar, working=working)
    day = _day_word(limit, rules)
    counted = not working or calendar.is_working_day(dispatched)
    counts_first_day = rules.day_counting is DayCounting.DISPATCH_DAY_IS_1 and counted
    first = last_day(begin, 1, rules, calendar, working=working)
    days = _days_words(dispatched - _ONE_DAY if counts_first_day else dispatched, last, calendar, working=working)
    if rules.day_counting is DayCounting.EXACT:
        return (f"自{start}时刻起按每{day} 24 小时计，第 {n} {day}止于 {last:%m-%d}", *days)
    if counts_first_day:
        counting = f"{start}当日计入，{first:%m-%d} 为第 1 {day}"
    elif rules.day_counting is DayCounting.DISPATCH_DAY_IS_1:
        counting = f"{start}当日不是工作日，{first:%m-%d} 为第 1 {day}"
    else:
        counting = f"{start}当日不计，{first:%m-%d} 为第 1 {day}（民法典第二百零一条）"
    return (counting, *days, f"第 {n} {day}为 {last:%m-%d}，至 24:00 止")


def _days_words(after: date, last: date, calendar: Calendar, *, working: bool) -> tuple[str, ...]:
    """Which days after `after` up to `last` count, and which do not and why."""
    if not working:
        return ("按自然日计，周末和节假日也计入",)
    days = [after + n * _ONE_DAY for n in range(1, (last - after).days + 1)]
    counted = [day for day in days if calendar.is_working_day(day)]
    skipped = [day for day in days if not calendar.is_working_day(day)]
    worked = f"按工作日计，计入 {_runs(counted, lambda day: _worked_words(day, calendar))}"
    return (worked, f"不计 {_runs(skipped, lambda day: _free_words(day, calendar))}") if skipped else (worked,)


def _worked_words(day: date, calendar: Calendar) -> str:
    return f"（{calendar.name_of(day)}调休上班）" if calendar.is_make_up(day) else ""


def _free_words(day: date, calendar: Calendar) -> str:
    return f" {calendar.name_of(day) or '周末'}"


def _runs(days: Sequence[date], reason: Callable[[date], str]) -> str:
    """Consecutive days with one reason as one range: 10-01 至 10-07 国庆节、10-11 周末."""
    stretches: list[tuple[date, date, str]] = []
    for day in days:
        why = reason(day)
        if stretches and stretches[-1][1] + _ONE_DAY == day and stretches[-1][2] == why:
            stretches[-1] = (stretches[-1][0], day, why)
        else:
            stretches.append((day, day, why))
    return "、".join(
        f"{first:%m-%d}{why}" if first == last else f"{first:%m-%d} 至 {last:%m-%d}{why}"
        for first, last, why in stretches
    )


def _day_word(limit: Limit, rules: ClockRules) -> str:
    return "个工作日" if counts_working_days(limit, rules) else "日"


def span_words(span: timedelta) -> str:
    """A span as people say it: 90 分钟, 2 小时."""
    minutes = span // timedelta(minutes=1)
    return f"{minutes} 分钟" if minutes % 60 else f"{minutes // 60} 小时"

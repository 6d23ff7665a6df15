"""What the foot of the window says of the roster: the running shift, who comes next, and what is wrong soon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from app.base.clock import local_day, to_local
from app.base.people import Person
from app.desk.upkeep.rows import Health
from app.rules.roster.on_duty import OnDutyNow
from app.rules.roster.shifts import ProblemKind, RosterProblem


def shift_words(duty: OnDutyNow, now: datetime) -> str:
    """白班至 20:00，接班 甲、乙; 现在无人值班，20:00 起 甲; empty without a roster."""
    coming = "、".join(duty.next_seated)
    if duty.until is not None:
        return f"{duty.shift}至 {_clock(duty.until, now)}" + (f"，接班 {coming}" if coming else "，接班未排")
    if duty.next_at is not None:
        return f"现在无人值班，{_clock(duty.next_at, now)} 起 {coming}"
    return ""


def roster_lines(duty: OnDutyNow, person: Person, now: datetime) -> Iterator[str]:
    """The roster line by line, for the tooltip; whoever acts without standing on it is said so, and may act."""
    if duty.until is not None:
        yield f"本班：{duty.shift}，{'、'.join(duty.seated)}，至 {_clock(duty.until, now)}"
    if duty.leaders:
        yield f"带班领导：{'、'.join(duty.leaders)}"
    if duty.next_at is not None:
        yield f"下一班：{_clock(duty.next_at, now)} 起，{'、'.join(duty.next_seated)}"
    if duty.present and person.name and person.name not in duty.present:
        yield f"{person.name} 不在本班排班上，操作照常记录，并注明“不在班”"


def ahead_words(health: Health) -> tuple[str, ...]:
    """What is to be done in the days ahead: the end of the service, and what is wrong with the roster."""
    return tuple(filter(None, (health.ending, problem_words(health.duty.problems))))


def problem_words(problems: Sequence[RosterProblem]) -> str:
    """排班：12-05 20:00 起无人值班 等 2 处; empty when nothing is wrong soon."""
    if not problems:
        return ""
    first = problems[0]
    at = first.until if first.kind is ProblemKind.SHORT_REST else first.since
    words = f"排班：{to_local(at):%m-%d %H:%M} 起{first.kind.word}{first.who and ' '}{first.who}"
    return words + (f" 等 {len(problems)} 处" if len(problems) > 1 else "")


def _clock(at: datetime, now: datetime) -> str:
    local = to_local(at)
    days = (local.date() - local_day(now)).days
    return f"{'' if days == 0 else '明日 ' if days == 1 else f'{local:%m-%d} '}{local:%H:%M}"

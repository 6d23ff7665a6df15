"""How a task comes again: every day, every week, or every month on a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

from app.base.clock import from_local, local_day, local_midnight, to_local
from app.rules.shared.worded import Worded


class Repeat(Worded):
    """The rules of repeating."""

    DAILY = "daily", "每天"
    WEEKLY = "weekly", "每周"
    MONTHLY = "monthly", "每月"


_WEEKDAYS = "一二三四五六日"


def rule_of(repeat: Repeat, due_at: datetime) -> str:
    """The rule as a task keeps it: daily, weekly, monthly:31. A month keeps its day, so that 31 comes back after 30."""
    return f"{repeat}:{to_local(due_at).day}" if repeat is Repeat.MONTHLY else repeat.value


def repeat_of(rule: str | None) -> Repeat | None:
    """The kind of a rule; None for one that does not repeat."""
    return None if rule is None else Repeat(rule.partition(":")[0])


def rule_words(rule: str | None, due_at: datetime | None) -> str:
    """每天, 每周三, 每月 31 日; empty for a task that does not repeat."""
    repeat = repeat_of(rule)
    if repeat is None or rule is None:
        return ""
    if repeat is Repeat.WEEKLY and due_at is not None:
        return f"每周{_WEEKDAYS[to_local(due_at).weekday()]}"
    if repeat is Repeat.MONTHLY:
        return f"每月 {int(rule.partition(':')[2])} 日"
    return repeat.word


def next_due(rule: str, due_at: datetime) -> datetime:
    """When the next task of the row is due, at the same time of day; the 31st is the last day of a shorter month."""
    repeat, local = repeat_of(rule), to_local(due_at)
    if repeat is Repeat.DAILY:
        return due_at + timedelta(days=1)
    if repeat is Repeat.WEEKLY:
        return due_at + timedelta(days=7)
    wanted = int(rule.partition(":")[2])
    year, month = (local.year + 1, 1) if local.month == 12 else (local.year, local.month + 1)
    day = min(wanted, monthrange(year, month)[1])
    return from_local(local.replace(year=year, month=month, day=day, tzinfo=None))


def comes_at(rule: str, due_at: datetime) -> datetime:
    """When the next task appears although this one is open: at the beginning of the day on which it is due."""
    return local_midnight(local_day(next_due(rule, due_at)))

"""The wording of times on the screens, in Beijing time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from app.base.clock import local_day, to_local


def moment(at: datetime, now: datetime) -> str:
    """A past instant: 02:41 today, 昨天 02:41, 11-21 02:41 this year, else with the year."""
    local, today = to_local(at), local_day(now)
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return clock
    if local.date() == today - timedelta(days=1):
        return f"昨天 {clock}"
    return f"{local:%m-%d} {clock}" if local.year == today.year else f"{local:%Y-%m-%d} {clock}"


def deadline(at: datetime, now: datetime) -> str:
    """A deadline: midnight belongs to the day it ends, so 00:00 on the 29th reads 11-28 24:00."""
    local = to_local(at)
    day, clock = (
        (local.date() - timedelta(days=1), "24:00") if local.time() == time(0) else (local.date(), f"{local:%H:%M}")
    )
    return f"{_day(day, local_day(now))} {clock}"


def full_deadline(at: datetime) -> str:
    """A deadline with its full date: 2026-11-28 24:00 for the midnight that ends the 28th."""
    local = to_local(at)
    return f"{local.date() - timedelta(days=1)} 24:00" if local.time() == time(0) else full(at)


def full(at: datetime) -> str:
    """The full instant to the minute: 2026-11-23 02:41."""
    return f"{to_local(at):%Y-%m-%d %H:%M}"


def _day(day: date, today: date) -> str:
    if day == today:
        return "今日"
    if day == today + timedelta(days=1):
        return "明日"
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"

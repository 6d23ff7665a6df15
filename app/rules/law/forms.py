"""Reads rules from files and rows, and names the place of every bad value (resources/rules/clocks.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

from app.rules.law.clocks import ClockName, TimeClass, Urgency
from app.rules.law.form_reading import NOTHING, BadRules, Form
from app.rules.law.ladders import BadStep, Ladder, read_step
from app.rules.law.level_reading import read_levels, read_numbers
from app.rules.law.values import CalendarMode, ClockRules, DayCounting, ReachRule, RuleBook

_NEEDED = (
    "effective_from", "day_counting", "calendar", "ring_again_seconds", "max_returns", "sign_minutes",
    "sign_reminders", "first_contact_minutes", "handling", "day_series", "acknowledgement_minutes", "return_answer",
    "reach",
)  # fmt: skip
_OPTIONAL = ("effective_time", "level", "callback_limit", "report_limit", "ladder")
LADDER_CLOCKS = (
    ClockName.SIGN,
    ClockName.FIRST_CONTACT,
    ClockName.HANDLING,
    ClockName.CALLBACK,
    ClockName.RETURN,
    ClockName.REPORT,
)


def read_rules(data: Mapping[str, Any]) -> RuleBook:
    """A rule book from its file form: `version` is a list of them.

    Raises:
        BadRules: a number is missing, unknown or invalid; the message names version, key, value and advice.

    """
    forms = data.get("version") if isinstance(data, Mapping) else None
    if not isinstance(forms, list) or not forms:
        raise BadRules("文件", "version", NOTHING, "没有任何一版，请写 [[version]] 及其各项")
    unknown = next((key for key in data if key != "version"), None)
    if unknown is not None:
        raise BadRules("文件", unknown, NOTHING, "不认识这一项，请删去，或放进 [[version]]")
    versions = sorted(map(read_version, forms), key=lambda version: version.since)
    for earlier, later in pairwise(versions):
        if earlier.since == later.since:
            raise BadRules("文件", "effective_from", later.effective_from, "有两版同一天生效，请只留一版")
    return RuleBook(tuple(versions))


def read_version(data: Mapping[str, Any], *, made_at: datetime | None = None) -> ClockRules:
    """One version from its file form.

    Raises:
        BadRules: as `read_rules`.

    """
    form = Form(data, known=(*_NEEDED, *_OPTIONAL))
    levels = read_levels(form)
    codes = [level.code for level in levels]
    return ClockRules(
        effective_from=form.day("effective_from"),
        by_level={level.code: numbers for level, numbers in zip(levels, read_numbers(form, levels), strict=True)},
        handling={item: form.limit(f"handling.{item}") for item in form.names("handling", TimeClass)},
        day_counting=DayCounting(form.one_of("day_counting", [item.value for item in DayCounting])),
        calendar_mode=CalendarMode(form.one_of("calendar", [item.value for item in CalendarMode])),
        day_number=form.whole("day_series.number", most=60),
        day_times=_day_times(form),
        ring_again=timedelta(seconds=form.whole("ring_again_seconds", most=3600)),
        max_returns=form.whole("max_returns", most=99),
        reach=_reach(form),
        ladders=tuple(_ladder(form, place, item, codes) for place, item in enumerate(form.tables("ladder"), start=1)),
        made_at=made_at,
        effective_time=form.hour("effective_time"),
    )


def _day_times(form: Form) -> tuple[time, ...]:
    key = "day_series.times"
    form.names("day_series", ("number", "times"))
    times = form.get(key)
    if not isinstance(times, list) or len({str(clock) for clock in times}) != len(times):
        raise form.bad(key, times, "应为不重复的钟点，如 [09:00:00, 16:00:00]")
    for clock in times:
        if not isinstance(clock, time) or clock.second or clock.microsecond:
            raise form.bad(key, clock, "应为到分的钟点，如 09:00:00")
    return tuple(sorted(times))


def _reach(form: Form) -> ReachRule:
    names = ("attempts", "day_parts", "days", "minutes_apart")
    form.names("reach", names)
    return ReachRule(**{name: form.whole(f"reach.{name}", most=1440) for name in names})


def _ladder(form: Form, place: int, data: object, levels: Sequence[Urgency]) -> Ladder:
    key = f"ladder.{place}"
    if not isinstance(data, Mapping) or not data.keys() <= {"clock", "urgency", "time_class", "steps"}:
        raise form.bad(key, data, "应为 clock、steps，可加 urgency、time_class")
    for name, allowed in (("clock", LADDER_CLOCKS), ("urgency", levels), ("time_class", (*TimeClass,))):
        if (name == "clock" or name in data) and data.get(name) not in allowed:
            raise form.bad(f"{key}.{name}", data.get(name), f"只能是 {'、'.join(allowed)}")
    steps = data.get("steps")
    if not isinstance(steps, list) or not all(isinstance(step, str) for step in steps):
        raise form.bad(f"{key}.steps", steps, '应为一列步骤，如 ["80%", "-60min", "day 3 09:00"]')
    try:
        read = tuple(read_step(step) for step in steps)
    except BadStep as error:
        raise form.bad(f"{key}.steps", steps, str(error)) from error
    if len(set(read)) != len(read):
        raise form.bad(f"{key}.steps", steps, "同一步写了两次")
    return read_ladder_form(data)


def read_ladder_form(data: Mapping[str, Any]) -> Ladder:
    """A ladder from its table, which was checked before.

    Raises:
        ValueError: a name or a step is not known.

    """
    return Ladder(
        clock=ClockName(data["clock"]),
        steps=tuple(map(read_step, data["steps"])),
        urgency=Urgency(data["urgency"]) if "urgency" in data else None,
        time_class=TimeClass(data["time_class"]) if "time_class" in data else None,
    )

"""Rules as files and rows write them: read with the place of whatever makes no sense (resources/rules/clocks.toml)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any, TypeVar

from app.base.errors import Refused
from app.rules.ladders import BadStep, Ladder, read_step
from app.rules.rule_values import CalendarMode, ClockRules, DayCounting, Limit, ReachRule, RuleBook
from app.rules.states import ClockName, TimeClass, Urgency

T = TypeVar("T")
YEAR_OF_MINUTES = 366 * 24 * 60
_UNITS = {"days": 366, "working_days": 250, "hours": 366 * 24, "minutes": YEAR_OF_MINUTES}
_NEEDED = (
    "effective_from", "day_counting", "calendar", "ring_again_seconds", "max_returns", "sign_minutes",
    "sign_reminders", "first_contact_minutes", "handling", "day_series", "acknowledgement_minutes", "return_answer",
    "reach",
)  # fmt: skip
_OPTIONAL = ("callback_limit", "report_limit", "ladder")
LADDER_CLOCKS = (
    ClockName.SIGN,
    ClockName.FIRST_CONTACT,
    ClockName.HANDLING,
    ClockName.CALLBACK,
    ClockName.RETURN,
    ClockName.REPORT,
)


class BadRules(Refused, ValueError):
    """A version that makes no sense; `field` is the key it fails at ("sign_minutes.urgent"), `advice` what to do."""

    def __init__(self, version: str, key: str, value: object, advice: str) -> None:
        told = "" if value is _NOTHING else f" = {_shown(value)}"
        super().__init__(f"时限规则{version} · {key}{told}：{advice}", field=key)
        self.advice = advice


_NOTHING = object()


def read_rules(data: Mapping[str, Any]) -> RuleBook:
    """A rule book from its file form: `version` is a list of them.

    Raises:
        BadRules: a number is missing, unknown or makes no sense; the message names version, key, value and advice.

    """
    forms = data.get("version") if isinstance(data, Mapping) else None
    if not isinstance(forms, list) or not forms:
        raise BadRules("文件", "version", _NOTHING, "没有任何一版，请写 [[version]] 及其各项")
    unknown = next((key for key in data if key != "version"), None)
    if unknown is not None:
        raise BadRules("文件", unknown, _NOTHING, "不认识这一项，请删去，或放进 [[version]]")
    versions = sorted(map(read_version, forms), key=lambda version: version.effective_from)
    for earlier, later in pairwise(versions):
        if earlier.effective_from == later.effective_from:
            raise BadRules("文件", "effective_from", later.effective_from, "有两版同一天生效，请只留一版")
    return RuleBook(tuple(versions))


def read_version(data: Mapping[str, Any], *, made_at: datetime | None = None) -> ClockRules:
    """One version from its file form.

    Raises:
        BadRules: as `read_rules`.

    """
    form = _Form(data)
    sign_limits = form.minutes("sign_minutes")
    return ClockRules(
        effective_from=form.day("effective_from"),
        sign_limits=sign_limits,
        sign_reminders=form.by_urgency("sign_reminders", lambda key, u: _sign_slots(form, key, sign_limits[u])),
        first_contact_limits=form.minutes("first_contact_minutes"),
        handling={each: form.limit(f"handling.{each}") for each in form.names("handling", TimeClass)},
        day_counting=DayCounting(form.one_of("day_counting", [each.value for each in DayCounting])),
        calendar_mode=CalendarMode(form.one_of("calendar", [each.value for each in CalendarMode])),
        day_number=form.whole("day_series.number", most=60),
        day_times=_day_times(form),
        acknowledgement_life=form.minutes("acknowledgement_minutes"),
        ring_again=timedelta(seconds=form.whole("ring_again_seconds", most=3600)),
        return_answer=form.limits("return_answer"),
        max_returns=form.whole("max_returns", most=99),
        reach=_reach(form),
        callback=form.limits("callback_limit") if "callback_limit" in data else {},
        report=form.limits("report_limit") if "report_limit" in data else {},
        ladders=tuple(_ladder(form, place, each) for place, each in enumerate(form.tables("ladder"), start=1)),
        made_at=made_at,
    )


class _Form:
    """One version's form, asked by key; every answer is checked at its place."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        if not isinstance(data, Mapping):
            raise BadRules("文件", "version", data, "应为一组 [[version]]")
        self.data = data
        said = data.get("effective_from")
        self.version = f"（{said} 版）" if isinstance(said, date) else ""
        for key in data:
            if key not in {*_NEEDED, *_OPTIONAL}:
                raise self.bad(key, _NOTHING, f"不认识这一项，可用的有 {'、'.join((*_NEEDED, *_OPTIONAL))}")

    def bad(self, key: str, value: object, advice: str) -> BadRules:
        return BadRules(self.version, key, value, advice)

    def get(self, key: str) -> Any:
        found: Any = self.data
        for part in key.split("."):
            if not isinstance(found, Mapping):
                raise self.bad(key, found, "应为一组数")
            if part not in found:
                raise self.bad(key, _NOTHING, "缺少这一项，请补上")
            found = found[part]
        return found

    def whole(self, key: str, *, most: int, least: int = 1) -> int:
        return self.checked_whole(key, self.get(key), least, most)

    def checked_whole(self, key: str, value: object, least: int, most: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.bad(key, value, f"应为 {least} 至 {most} 的整数")
        return value

    def day(self, key: str) -> date:
        value = self.get(key)
        if not isinstance(value, date) or isinstance(value, datetime) or not 2000 <= value.year <= 2100:
            raise self.bad(key, value, "应为日期，如 2026-12-01")
        return value

    def one_of(self, key: str, allowed: Iterable[str]) -> str:
        value = self.get(key)
        if value not in allowed:
            raise self.bad(key, value, f"只能是 {'、'.join(allowed)}")
        return str(value)

    def names(self, key: str, kind: Iterable[T]) -> list[T]:
        """Every name of the kind; a name that is none of them is refused."""
        table, wanted = self.get(key), list(kind)
        if not isinstance(table, Mapping):
            raise self.bad(key, table, "应为一组数")
        for name in table:
            if name not in wanted:
                raise self.bad(f"{key}.{name}", _NOTHING, f"只能是 {'、'.join(map(str, wanted))}")
        return wanted

    def by_urgency(self, key: str, read: Callable[[str, Urgency], T]) -> dict[Urgency, T]:
        return {urgency: read(f"{key}.{urgency}", urgency) for urgency in self.names(key, Urgency)}

    def minutes(self, key: str) -> dict[Urgency, timedelta]:
        return self.by_urgency(key, lambda place, _u: timedelta(minutes=self.whole(place, most=YEAR_OF_MINUTES)))

    def tables(self, key: str) -> list[Any]:
        """A list of tables; none when the form has none."""
        tables = self.data.get(key, [])
        if not isinstance(tables, list):
            raise self.bad(key, tables, f"应写成 [[version.{key}]]")
        return tables

    def limits(self, key: str) -> dict[Urgency, Limit]:
        return self.by_urgency(key, lambda place, _u: self.limit(place))

    def limit(self, key: str) -> Limit:
        value = self.get(key)
        if not isinstance(value, Mapping) or len(value) != 1 or next(iter(value)) not in _UNITS:
            raise self.bad(key, value, "应写一个单位和数，如 { days = 5 }；单位可用 days、working_days、hours、minutes")
        ((unit, number),) = value.items()
        number = self.checked_whole(f"{key}.{unit}", number, 1, _UNITS[unit])
        match unit:
            case "days":
                return Limit(days=number)
            case "working_days":
                return Limit(working_days=number)
            case _:
                return Limit(span=timedelta(**{unit: number}))


def _sign_slots(form: _Form, key: str, limit: timedelta) -> tuple[tuple[str, timedelta], ...]:
    offsets = form.get(key)
    if not isinstance(offsets, list) or len(set(map(str, offsets))) != len(offsets):
        raise form.bad(key, offsets, "应为不重复的分钟数，如 [0, 5, 8]")
    most = limit // timedelta(minutes=1) - 1
    for number in offsets:
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= most:
            raise form.bad(key, number, f"签收提醒应早于签收时限，为 0 至 {most} 分钟")
    slots = [("arrival" if n == 0 else f"{n}min", timedelta(minutes=n)) for n in sorted(offsets)]
    return (*slots, ("overdue", limit))


def _day_times(form: _Form) -> tuple[time, ...]:
    key = "day_series.times"
    form.names("day_series", ("number", "times"))
    times = form.get(key)
    if not isinstance(times, list) or len({str(each) for each in times}) != len(times):
        raise form.bad(key, times, "应为不重复的钟点，如 [09:00:00, 16:00:00]")
    for each in times:
        if not isinstance(each, time) or each.second or each.microsecond:
            raise form.bad(key, each, "应为到分的钟点，如 09:00:00")
    return tuple(sorted(times))


def _reach(form: _Form) -> ReachRule:
    names = ("attempts", "day_parts", "days", "minutes_apart")
    form.names("reach", names)
    return ReachRule(**{name: form.whole(f"reach.{name}", most=1440) for name in names})


def _ladder(form: _Form, place: int, data: object) -> Ladder:
    key = f"ladder.{place}"
    if not isinstance(data, Mapping) or not data.keys() <= {"clock", "urgency", "time_class", "steps"}:
        raise form.bad(key, data, "应为 clock、steps，可加 urgency、time_class")
    for name, allowed in (("clock", LADDER_CLOCKS), ("urgency", (*Urgency,)), ("time_class", (*TimeClass,))):
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


def _shown(value: object) -> str:
    text = value.isoformat() if isinstance(value, date | time) else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"

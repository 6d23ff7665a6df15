"""Reads values from the file form of a rules version by key, and names the key of every bad value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from app.base.errors import Refused
from app.rules.law.values import Limit
from app.rules.shared.starts import MIDNIGHT

T = TypeVar("T")
YEAR_OF_MINUTES = 366 * 24 * 60
_UNITS = {"days": 366, "working_days": 250, "hours": 366 * 24, "minutes": YEAR_OF_MINUTES}
# The value of an error that has no value to show.
NOTHING = object()


class BadRules(Refused, ValueError):
    """A version with an error; `field` is the key of the bad value ("sign_minutes.urgent"), `advice` what to do."""

    def __init__(self, version: str, key: str, value: object, advice: str) -> None:
        shown = "" if value is NOTHING else f" = {_shown(value)}"
        super().__init__(f"时限规则{version} · {key}{shown}：{advice}", field=key)
        self.advice = advice


class Form:
    """One version's form, read by key; every value is checked when it is read."""

    def __init__(self, data: Mapping[str, Any], known: Sequence[str]) -> None:
        if not isinstance(data, Mapping):
            raise BadRules("文件", "version", data, "应为一组 [[version]]")
        self.data = data
        since = data.get("effective_from")
        self.version = f"（{since} 版）" if isinstance(since, date) else ""
        for key in data:
            if key not in known:
                raise self.bad(key, NOTHING, f"不认识这一项，可用的有 {'、'.join(known)}")

    def bad(self, key: str, value: object, advice: str) -> BadRules:
        """The error of this version at a key."""
        return BadRules(self.version, key, value, advice)

    def get(self, key: str) -> Any:
        """The value at a key; nested tables are separated by dots."""
        found: Any = self.data
        for part in key.split("."):
            if not isinstance(found, Mapping):
                raise self.bad(key, found, "应为一组数")
            if part not in found:
                raise self.bad(key, NOTHING, "缺少这一项，请补上")
            found = found[part]
        return found

    def whole(self, key: str, *, most: int, least: int = 1) -> int:
        """A whole number within its bounds."""
        return self.checked_whole(key, self.get(key), least, most)

    def checked_whole(self, key: str, value: object, least: int, most: int) -> int:
        """The value, if it is a whole number within its bounds."""
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.bad(key, value, f"应为 {least} 至 {most} 的整数")
        return value

    def day(self, key: str) -> date:
        """A date."""
        value = self.get(key)
        if not isinstance(value, date) or isinstance(value, datetime) or not 2000 <= value.year <= 2100:
            raise self.bad(key, value, "应为日期，如 2026-12-01")
        return value

    def hour(self, key: str) -> time:
        """An hour of a day, to the minute; midnight where the form has none."""
        value = self.data.get(key, MIDNIGHT)
        if not isinstance(value, time) or value.second or value.microsecond:
            raise self.bad(key, value, "应为到分的钟点，如 18:00:00")
        return value

    def one_of(self, key: str, allowed: Iterable[str]) -> str:
        """One of the allowed words."""
        value = self.get(key)
        if value not in allowed:
            raise self.bad(key, value, f"只能是 {'、'.join(allowed)}")
        return str(value)

    def names(self, key: str, kind: Iterable[T]) -> list[T]:
        """The known names of a table; an unknown name in it is an error."""
        table, wanted = self.get(key), list(kind)
        if not isinstance(table, Mapping):
            raise self.bad(key, table, "应为一组数")
        for name in table:
            if name not in wanted:
                raise self.bad(f"{key}.{name}", NOTHING, f"只能是 {'、'.join(map(str, wanted))}")
        return wanted

    def minutes(self, key: str) -> timedelta:
        """A span in whole minutes."""
        return timedelta(minutes=self.whole(key, most=YEAR_OF_MINUTES))

    def tables(self, key: str) -> list[Any]:
        """A list of tables; none when the form has none."""
        tables = self.data.get(key, [])
        if not isinstance(tables, list):
            raise self.bad(key, tables, f"应写成 [[version.{key}]]")
        return tables

    def limit(self, key: str) -> Limit:
        """A limit: one unit and its number."""
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


def _shown(value: object) -> str:
    text = value.isoformat() if isinstance(value, date | time) else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"

"""Keeps the rules and the calendar of a desk in step with their rows, whoever wrote them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any

from app.base.errors import Refused
from app.desk.context import Desk
from app.models.stores import Stores
from app.rules.calendar import YearTable, calendar_of, load_calendar, read_year
from app.rules.clock_rules import BadRules, ClockRules, load_rules, read_version


def reload(desk: Desk, stores: Stores) -> None:
    """Puts in force what the rows say; a row that cannot be read is left out and named in `law.problems`."""
    versions, years, problems = [], [], []
    for row in stores.law.rule_versions():
        try:
            versions.append(version_of(row.body, row.made_at))
        except Refused as error:
            problems.append(f"第 {row.id} 号时限规则无法读取，暂按前一版计算：{error}")
    for row in stores.law.calendar_years():
        try:
            years.append(year_of(row.body))
        except Refused as error:
            problems.append(f"{row.year} 年日历表无法读取，暂未采用：{error}")
    shipped = load_calendar()
    with desk.law.lock:
        desk.law.rules = load_rules().with_versions(versions) if versions else load_rules()
        desk.law.calendar = calendar_of([*shipped.years.values(), *years]) if years else shipped
        desk.law.problems = tuple(problems)


def look_again(desk: Desk) -> int:
    """Register.changes_elsewhere for the window's watch; when it moved, the law is read anew."""
    number = desk.register.changes_elsewhere()
    if number != desk.law.seen:
        with desk.law.lock, desk.register.reading() as stores:
            reload(desk, stores)
        desk.law.seen = number
    return number


@contextmanager
def enacting(desk: Desk) -> Iterator[Stores]:
    """A transaction that changes the law: `reload` within it puts the new rows in force, a failure takes them back.

    Until it is durable, nobody else in this process puts the former rows in force again.
    """
    before = (desk.law.rules, desk.law.calendar, desk.law.problems)
    with ExitStack() as held:
        try:
            with desk.register.writing() as stores:
                held.enter_context(desk.law.lock)
                yield stores
        except BaseException:
            desk.law.rules, desk.law.calendar, desk.law.problems = before
            raise


def version_of(body: str, made_at: datetime | None) -> ClockRules:
    """A version from a row's text.

    Raises:
        BadRules: it is no version.

    """
    forms = _parsed(body, "时限规则").get("version")
    if not isinstance(forms, list) or len(forms) != 1:
        raise BadRules("", "version", forms, "应有且只有一版")
    return read_version(forms[0], made_at=made_at)


def year_of(body: str) -> YearTable:
    """A year's table from a row's text.

    Raises:
        BadCalendar: it is no table of a year.

    """
    return read_year(_parsed(body, "日历表"))


def _parsed(body: str, what: str) -> dict[str, Any]:
    try:
        return tomllib.loads(body)
    except tomllib.TOMLDecodeError as error:
        raise Refused(f"{what}不是 TOML 格式：{error}") from error

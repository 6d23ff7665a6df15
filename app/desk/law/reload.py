"""Reloads the rules and the calendar of a desk when their rows change, in this process or another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import TypeVar

from app.base.errors import Refused
from app.desk.shared.context import Desk, Law
from app.models.register.outside import ReadAhead
from app.models.register.stores import Stores
from app.rules.law.calendar import YearTable, calendar_of, load_calendar, read_year
from app.rules.law.clock_rules import ClockRules, load_rules, stored_version
from app.rules.shared.toml_text import read_toml

TextT = TypeVar("TextT", bound=Hashable)


def reload(desk: Desk, stores: Stores, *, held: bool = False) -> None:
    """Loads rules and calendar from their rows; `law.problems` names the rows that cannot be read.

    Raises:
        ReadAhead: with `held`, when the text of a row was not read before: that takes longer than writing does.

    """
    law, years, versions, problems = desk.law, list[YearTable](), list[ClockRules](), list[str]()
    for version in stores.law.rule_versions():
        rules = _read(law, (version.body, version.made_at), _version, held=held)
        if isinstance(rules, ClockRules):
            versions.append(rules)
        else:
            problems.append(f"第 {version.id} 号时限规则无法读取，暂按前一版计算：{rules}")
    for row in stores.law.calendar_years():
        table = _read(law, row.body, year_of, held=held)
        if isinstance(table, YearTable):
            years.append(table)
        else:
            problems.append(f"{row.year} 年日历表无法读取，暂未采用：{table}")
    book = load_rules().with_versions(versions) if versions else load_rules()
    shipped = load_calendar()
    with desk.law.lock:
        desk.law.rules = book
        desk.law.calendar = calendar_of([*shipped.years.values(), *years]) if years else shipped
        desk.law.problems = tuple(problems)


def read_ahead(desk: Desk, *, version: tuple[str, datetime] | None = None, year: str | None = None) -> None:
    """Reads the text of rules, with the instant they are made at, or of a year, that is about to be stored."""
    if version is not None:
        _read(desk.law, version, _version)
    if year is not None:
        _read(desk.law, year, year_of)


def _read(law: Law, text: TextT, read: Callable[[TextT], object], *, held: bool = False) -> object:
    """What a text says, or the refusal of it; read once."""
    found = law.read.get(text)
    if found is None:
        if held:
            raise ReadAhead
        try:
            found = read(text)
        except Refused as error:
            found = error
        law.read[text] = found
    return found


def _version(text: tuple[str, datetime]) -> ClockRules:
    return stored_version(*text)


def look_again(desk: Desk) -> int:
    """Returns Register.changes_elsewhere for the window; reloads the law when it has changed."""
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


def year_of(body: str) -> YearTable:
    """A year's table from a row's text.

    Raises:
        BadCalendar: it is no table of a year.

    """
    return read_year(read_toml(body))

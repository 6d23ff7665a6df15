"""Reloads the rules and the calendar of a desk when their rows change, in this process or another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from app.base.errors import Refused
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.rules.law.calendar import YearTable, calendar_of, load_calendar, read_year
from app.rules.law.clock_rules import VersionText, book_with
from app.rules.shared.toml_text import read_toml


def reload(desk: Desk, stores: Stores) -> None:
    """Loads rules and calendar from their rows; `law.problems` names the rows that cannot be read."""
    years: list[YearTable] = []
    book, unread = book_with(VersionText(row.id, row.body, row.made_at) for row in stores.law.rule_versions())
    problems = [*unread]
    for row in stores.law.calendar_years():
        try:
            years.append(year_of(row.body))
        except Refused as error:
            problems.append(f"{row.year} 年日历表无法读取，暂未采用：{error}")
    shipped = load_calendar()
    with desk.law.lock:
        desk.law.rules = book
        desk.law.calendar = calendar_of([*shipped.years.values(), *years]) if years else shipped
        desk.law.problems = tuple(problems)


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

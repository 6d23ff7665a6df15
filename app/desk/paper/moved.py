"""What moved since a paper was issued: each figure it froze against the register as it stands, with the tickets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from app.desk.figures import asked as questions
from app.desk.figures.asked import Asked, Figures
from app.desk.figures.counting import key_words
from app.desk.figures.frozen import CellOf, concerns, tickets_moved
from app.desk.figures.settings import book_in
from app.desk.paper.rows import Moved, Standing, Standings, Values
from app.desk.shared.context import Desk
from app.models.paper.packing import unpack
from app.models.paper.records import PaperRecord
from app.rules.figures.fields import DEFINITIONS, Caliber, Field
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import Period
from app.rules.figures.rows import Counted, Row
from app.rules.figures.settings import SettingsBook
from app.rules.paper.model import FrozenFigure, Paper

_FIELDS = {str(field): field for field in Field}
# One question to the figures: period, where it was cut, caliber, dimensions.
_Question = tuple[str, datetime | None, Caliber, tuple[str, ...]]


def changed_since(desk: Desk, paper: PaperRecord) -> tuple[Moved, ...]:
    """The figures that moved since the issue, in the order in which the paper froze them."""
    with desk.register.snapshot():
        with desk.register.reading() as stores:
            if stores.facts.last_line()[0] == paper.line:
                return ()
            contents = stores.papers.contents(paper.id)
        body = unpack(contents.body)
        now = _Present(desk, body)
        moved = now.moved()
        cells = [now.cell(one) for one, _ in moved]
        with desk.register.reading() as stores:
            tickets = tickets_moved(desk, stores, contents.facts, cells) if cells else []
    return tuple(_moved(one, value, numbers) for (one, value), numbers in zip(moved, tickets, strict=True))


def standings(desk: Desk, *, papers: Sequence[PaperRecord], known: Mapping[int, Standing]) -> Standings:
    """How each of these issued papers stands, by its id; `known` is what an earlier call returned.

    A paper is counted again only when a ticket of its periods or a setting has changed since then, one paper a call:
    `waits` says that others are still to be counted.
    """
    found: dict[int, Standing] = {}
    counted = False
    for paper in papers:
        with desk.register.snapshot():
            with desk.register.reading() as stores:
                line, book = stores.facts.last_line()[0], book_in(stores)
            before = known.get(paper.id)
            if line == paper.line:
                found[paper.id] = Standing(line, book, 0)
            elif before is not None and not _is_concerned(desk, paper, before, book):
                found[paper.id] = replace(before, line=line)
            elif counted:
                return Standings(found, waits=True)
            else:
                with desk.register.reading() as stores:
                    body = unpack(stores.papers.contents(paper.id).body)
                found[paper.id] = Standing(line, book, len(_Present(desk, body).moved()))
                counted = True
    return Standings(found, waits=False)


def _is_concerned(desk: Desk, paper: PaperRecord, before: Standing, book: SettingsBook) -> bool:
    """Whether something changed since then that a figure of the paper may follow."""
    if before.book != book:
        return True
    with desk.register.reading() as stores:
        changed = stores.facts.changed_after(before.line)
        if not changed:
            return False
        contents = stores.papers.contents(paper.id)
        return concerns(desk, stores, contents.facts, frozen_periods(desk, unpack(contents.body)), changed)


def frozen_periods(desk: Desk, paper: Paper) -> list[Period]:
    """The periods whose figures a paper freezes: its own, and those of other periods by their names."""
    named = {(one.period, one.until) for one in paper.frozen if one.period}
    with desk.register.reading() as stores:
        book = book_in(stores)
    others = [questions.period_asked(Asked(text, until=until), book) for text, until in sorted(named, key=str)]
    return [paper.period, *others]


class _Present:
    """The figures of a paper as the register stands, each question asked once."""

    def __init__(self, desk: Desk, paper: Paper) -> None:
        self._desk = desk
        self._paper = paper
        self._answers: dict[_Question, Figures] = {}
        self._rows: dict[_Question, Mapping[tuple[str, ...], Row]] = {}

    def moved(self) -> list[tuple[FrozenFigure, Values]]:
        """The frozen figures whose value is another one now, with that value."""
        return [(one, value) for one in self._paper.frozen if (value := self.value(one)) != one.value]

    def value(self, one: FrozenFigure) -> Values:
        """The present value of a frozen figure; that of a count which no ticket decides stays as it was."""
        field = _FIELDS.get(one.field)
        if field is None:
            return one.value
        return self._row(one).printed(field)

    def cell(self, one: FrozenFigure) -> CellOf:
        """Where the tickets of a frozen figure are counted."""
        return CellOf(self._found(one).period, one.caliber, _FIELDS[one.field], one.by, one.key)

    def _row(self, one: FrozenFigure) -> Row:
        found = self._found(one)
        if not one.by:
            return found.total.now
        question = self._question(one)
        if question not in self._rows:
            self._rows[question] = {row.key: row.now for row in found.rows}
        return self._rows[question].get(one.key) or Row("", Counted(), found.weights)

    def _found(self, one: FrozenFigure) -> Figures:
        question = self._question(one)
        if question not in self._answers:
            period, until, caliber, by = question
            self._answers[question] = questions.figures(self._desk, Asked(period, by, caliber, until=until))
        return self._answers[question]

    def _question(self, one: FrozenFigure) -> _Question:
        own = write_period(self._paper.period.name)
        return one.period or own, one.until, one.caliber, one.by


def _moved(one: FrozenFigure, now: Values, tickets: Sequence[str]) -> Moved:
    words = DEFINITIONS[_FIELDS[one.field]].words
    return Moved(one.field, words, one.caliber, key_words(one.key), one.value, now, tuple(tickets))

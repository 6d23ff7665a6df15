"""What moved since a paper was issued: each figure it froze against the register as it stands, with the tickets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.desk.figures import asked as questions
from app.desk.figures.asked import Asked, Figures
from app.desk.figures.counting import key_words
from app.desk.figures.frozen import CellOf, tickets_moved
from app.desk.figures.settings import book_in
from app.desk.paper.rows import Moved, Values
from app.desk.shared.context import Desk
from app.models.paper.packing import unpack
from app.models.paper.records import PaperRecord
from app.rules.figures.fields import DEFINITIONS, Caliber, Field
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import Period
from app.rules.figures.rows import Counted, Row
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
        moved = [(one, value) for one in body.frozen if (value := now.value(one)) != one.value]
        cells = [now.cell(one) for one, _ in moved]
        with desk.register.reading() as stores:
            tickets = tickets_moved(desk, stores, contents.facts, cells) if cells else []
    return tuple(_moved(one, value, numbers) for (one, value), numbers in zip(moved, tickets, strict=True))


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

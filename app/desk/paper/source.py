"""What a paper is made from: the figures of its period, asked once each, and those that an issue keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.desk.figures.asked import Asked, FigureRow, Figures, figures
from app.desk.figures.counterfactual import Problem, Problems
from app.desk.paper.steps import Steps
from app.desk.shared.context import Desk
from app.models.figures.paper_tickets import PaperTicket
from app.rules.figures.counterfactual import Standing
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.merchants import clean_merchant
from app.rules.figures.period_text import write_period
from app.rules.figures.periods import Period
from app.rules.figures.rows import Counted, Row, changes, ranked
from app.rules.paper.findings import Finding
from app.rules.paper.kinds import PaperKind
from app.rules.paper.library import Library
from app.rules.paper.model import Aspect, FrozenFigure, PrintedFigure
from app.rules.paper.words import DASH, change_words
from app.rules.shared.folding import fold
from app.rules.shared.masking import mask_text

Wanted = tuple[tuple[str, ...], Caliber, str, str, str, datetime | None]
_NONE = Counted()


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of figures in rank order with the answer they come from; of a topic, only its own."""

    found: Figures
    rows: tuple[FigureRow, ...]


@dataclass(slots=True)
class Source:
    """One paper while it is built.

    `period` is the paper's own, cut where it runs; `text` its written name; `findings` what was found so far, `lost`
    what the keys of a dimension cost the score, `costs` what each finding does (see app.desk.paper.sections.costs).
    """

    desk: Desk
    kind: PaperKind
    period: Period
    text: str
    caliber: Caliber
    about: tuple[str, str] | None
    library: Library
    now: datetime
    steps: Steps = field(default_factory=Steps)
    findings: list[Finding] = field(default_factory=list)
    lost: dict[str, Problems] = field(default_factory=dict)
    costs: dict[Finding, tuple[Standing, Problem | None]] = field(default_factory=dict)
    frozen: dict[FrozenFigure, None] = field(default_factory=dict)
    _asked: dict[Wanted, Figures] = field(default_factory=dict)

    @property
    def until(self) -> datetime | None:
        """Where the period was cut; None for a whole one."""
        return self.period.end if self.period.cut else None

    def figures(
        self,
        by: tuple[str, ...] = (),
        caliber: Caliber | None = None,
        *,
        period: str = "",
        answers: str = "platform",
        which: str = "last",
        until: datetime | None = None,
    ) -> Figures:
        """The figures of the paper's period, or of another one (then cut at `until`)."""
        wanted = (by, caliber or self.caliber, period or self.text, answers, which, until if period else self.until)
        if wanted not in self._asked:
            self.steps.next()
            by, taken, text, answers, which, until = wanted
            self._asked[wanted] = figures(self.desk, Asked(text, by, taken, answers, which, until))
        return self._asked[wanted]

    def asked(self, by: tuple[str, ...] = (), caliber: Caliber | None = None) -> Asked:
        """The question for the paper's period, for the tickets behind its figures."""
        return Asked(self.text, by, caliber or self.caliber, until=self.until)

    def total(self, caliber: Caliber | None = None, *, period: str = "", until: datetime | None = None) -> Rows:
        """The total row alone; of a topic, the row of its key."""
        if self.about is None:
            found = self.figures((), caliber, period=period, until=until)
            return Rows(found, (found.total,))
        found = self.figures((self.about[0],), caliber, period=period, until=until)
        own = [row for row in found.rows if row.key == (self.about[1],)]
        return Rows(found, (own[0] if own else self._blank(found, caliber),))

    def rows(self, name: str, caliber: Caliber | None = None) -> Rows:
        """The rows of one dimension in rank order; of a topic, counted over its own tickets."""
        if self.about is None:
            found = self.figures((name,), caliber)
            return Rows(found, found.rows)
        own, key = self.about
        by = (own,) if name == own else (own, name)
        found = self.figures(by, caliber)
        chosen = {row.now.key: row for row in found.rows if row.key[0] == key}
        placed = ranked([row.now for row in chosen.values()])
        return Rows(found, tuple(replace(chosen[row.key], place=place) for place, row in placed))

    def _blank(self, found: Figures, caliber: Caliber | None) -> FigureRow:
        """The row of a topic without tickets in the period; its bases are asked for by their own names."""
        key = (self.about[1],) if self.about else ("",)
        now = Row(key[0], _NONE, found.weights)
        bases = [found.previous, found.last_year]
        past = [
            self._row_of(key, caliber, base.period) if base is not None else Row(key[0], _NONE, found.weights)
            for base in bases
        ]
        changed = {
            name: changes(now, row if base is not None and base.covered else None)
            for name, base, row in zip(("previous", "last_year"), bases, past, strict=True)
        }
        year = None if found.last_year is None else past[1]
        return FigureRow(key, None, now, past[0], year, changed)

    def _row_of(self, key: tuple[str, ...], caliber: Caliber | None, period: Period) -> Row:
        by = (self.about[0],) if self.about else ()
        until = period.end if period.cut and period.end > period.start else None
        found = self.figures(by, caliber, period=write_period(period.name), until=until)
        return next((row.now for row in found.rows if row.key == key), Row(key[0], _NONE, found.weights))

    def keep(self, rows: Rows, chosen: Iterable[FigureRow] | None = None) -> None:
        """Keeps every figure of these rows for an issue."""
        for row in rows.rows if chosen is None else chosen:
            self.frozen.update(
                (
                    FrozenFigure(
                        str(name),
                        rows.found.asked.caliber,
                        row.now.printed(name),
                        rows.found.asked.by if row.key else (),
                        row.key,
                        self._other(rows.found),
                        rows.found.asked.until,
                    ),
                    None,
                )
                for name in Field
            )

    def printed(self, found: Figures, row: FigureRow, name: Field) -> PrintedFigure:
        """A figure of a row as it is printed, without its unit."""
        value = row.now.printed(name)
        return self._figure(found, row, name, DASH if value is None else str(value), value, Aspect.VALUE)

    def changed(self, found: Figures, row: FigureRow, name: Field, base: str = "previous") -> PrintedFigure:
        """The change of a figure against the period before ("previous") or the year before ("last_year")."""
        against = found.previous if base == "previous" else found.last_year
        value = row.changed[base][name]
        text = change_words(value, covered=against is None or against.covered)
        return self._figure(found, row, name, text, value, Aspect(base))

    def before(self, found: Figures, row: FigureRow, name: Field, base: str = "previous") -> PrintedFigure:
        """The value of a figure in the base; in brackets where the register does not cover it."""
        against = found.previous if base == "previous" else found.last_year
        past = row.previous if base == "previous" else row.last_year
        value = None if past is None else past.printed(name)
        text = DASH if value is None else str(value)
        if against is not None and not against.covered:
            text = f"（{text}）"
        return self._figure(found, row, name, text, value, Aspect.BEFORE if base == "previous" else Aspect.YEAR_BEFORE)

    def derived(self, found: Figures, row: FigureRow, name: Field, aspect: Aspect, text: str) -> PrintedFigure:
        """A number made from a figure of a row: its share, its place, its mean."""
        return self._figure(found, row, name, text, text, aspect)

    def _figure(
        self, found: Figures, row: FigureRow, name: Field, text: str, value: int | str | None, aspect: Aspect
    ) -> PrintedFigure:
        asked = found.asked
        by = asked.by if row.key else ()
        marks = ("desk." if asked.answers == "desk" else "") + ("first." if asked.which == "first" else "")
        return PrintedFigure(marks + name, asked.caliber, text, value, by, row.key, aspect, self._other(found))

    def _other(self, found: Figures) -> str:
        """The written name of a period that is not the paper's own; else ""."""
        return "" if found.asked.period == self.text else found.asked.period

    def counted(self, name: str, value: int | str, text: str = "") -> PrintedFigure:
        """A count that no figure of the engine is."""
        return PrintedFigure(name, self.caliber, text or str(value), value)

    def tickets(self, ticket_ids: Sequence[int]) -> list[PaperTicket]:
        """Tickets by id, in the order asked for."""
        self.steps.next()
        with self.desk.register.reading() as stores:
            return stores.paper_tickets.of(list(ticket_ids))


def label(row: FigureRow) -> str:
    """The name of a row as a paper prints it: the last part of its key, masked; 汇总 without one."""
    return mask_text(row.key[-1]) if row.key else "汇总"


def clean_key(dimension: str, key: str) -> str:
    """A key as figures know it."""
    return clean_merchant(key) if dimension == "merchant" else fold(key)

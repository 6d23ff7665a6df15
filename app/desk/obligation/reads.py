"""Reads how the duties stand: the board of a month, the history of the service, entries and packages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.base.errors import Refused
from app.base.settings import BY_NAME, with_defaults
from app.desk.assessment import reads as assessment_reads
from app.desk.assessment.rows import AssessmentRow
from app.desk.due.schedules import begins_at
from app.desk.figures.events import EventFigures
from app.desk.obligation import paper_duties, people_duties, ticket_duties
from app.desk.obligation.paper_duties import Papers
from app.desk.obligation.rows import DutyBoard, DutyRow, EntryRow, History, PaperFile, entry_row
from app.desk.obligation.span import Span, span_of
from app.desk.paper import register
from app.desk.shared.context import Desk
from app.models.obligation.records import EntryRecord
from app.models.register.stores import Stores
from app.rules.figures.events import OwedSign
from app.rules.obligation import service as service_rules
from app.rules.obligation.duties import Duty, Measure, shipped_duties
from app.rules.obligation.service import Month, Service, cost_of, month_at, read_costs, read_day
from app.rules.obligation.standing import Count, DutyState, state_of, summed


def service_in(stores: Stores) -> Service:
    """The service as the settings have it."""
    kept = with_defaults(stores.keep.settings())
    signed = kept[service_rules.SIGNED].strip()
    return Service(
        first=_day(kept, service_rules.START),
        signed=read_day(signed, service_rules.SIGNED) if signed else None,
        last=_day(kept, service_rules.END),
        catch_up_until=_day(kept, service_rules.CATCH_UP_UNTIL),
        limit=int(kept[service_rules.STRIKES]),
    )


def _day(kept: Mapping[str, str], name: str) -> date:
    return read_day(kept[name] or BY_NAME[name].default, name)


def board(desk: Desk, *, month: str = "") -> DutyBoard:
    """The duties of a month, of the running one without a name.

    Raises:
        Refused: it is no month, or the service has none of it.

    """
    now = desk.now()
    with desk.register.snapshot(), desk.register.reading() as stores:
        known = _Known.read(desk, stores)
        chosen = service_rules.read_month(month) if month else known.running
        if chosen.end <= known.service.start or chosen.start >= known.service.end:
            first, last = known.service.first, known.service.last
            raise Refused(f"{chosen.text} 不在服务期 {first} 至 {last} 之内", field="month")
        span = known.span(chosen)
        entries = stores.obligations.entries(chosen.text)
        rows = known.rows(desk, stores, span, entries)
        packages = tuple(stores.obligations.packages(chosen.text))
        return DutyBoard(now, chosen, known.service, rows, len(stores.assessments.strikes()), packages)


def history(desk: Desk) -> History:
    """Every month of the service that has begun, and the sum of all: a month in which nothing was owed has no state."""
    with desk.register.snapshot(), desk.register.reading() as stores:
        known = _Known.read(desk, stores)
        months = known.service.months(known.now)
        entries = stores.obligations.entries()
        by_month = [
            known.rows(desk, stores, known.span(month), [one for one in entries if one.month == month.text])
            for month in months
        ]
    states = {
        duty.id: tuple(_state_or_none(rows[place]) for rows in by_month) for place, duty in enumerate(shipped_duties())
    }
    whole = tuple(
        _whole([rows[place] for rows in by_month], duty, known) for place, duty in enumerate(shipped_duties())
    )
    return History(months, states, whole)


def _state_or_none(row: DutyRow) -> DutyState | None:
    return row.state if row.is_owed else None


def _whole(rows: list[DutyRow], duty: Duty, known: _Known) -> DutyRow:
    count = summed([row.count for row in rows])
    entries = tuple(one for row in rows for one in row.entries)
    return DutyRow(duty, count, state_of(duty, count, known.now), entries, known.cost(duty))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the counts of every month share, read once."""

    now: datetime
    service: Service
    owed_from: datetime
    papers: Papers
    costs: dict[str, int]

    @classmethod
    def read(cls, desk: Desk, stores: Stores) -> _Known:
        now, service = desk.now(), service_in(stores)
        owed_from = max(service.start, begins_at(stores, now))
        costs = read_costs(with_defaults(stores.keep.settings())[service_rules.COSTS])
        return cls(now, service, owed_from, paper_duties.papers_of(desk, service), costs)

    @property
    def running(self) -> Month:
        """The month that runs, or the last one of the service that has ended, or its first."""
        last = self.service.end - timedelta(seconds=1)
        return month_at(min(max(self.now, self.service.start), last))

    def span(self, month: Month) -> Span:
        """The span of a month."""
        return span_of(self.service, month, self.now, self.owed_from)

    def cost(self, duty: Duty) -> int | None:
        """What a duty costs when it is broken."""
        return cost_of(self.costs, duty.title)

    def rows(self, desk: Desk, stores: Stores, span: Span, entries: list[EntryRecord]) -> tuple[DutyRow, ...]:
        """Every duty over a month."""
        counted = _counts(desk, stores, span, self.papers, entries)
        by_duty: dict[str, list[EntryRow]] = {}
        for one in entries:
            by_duty.setdefault(one.duty, []).append(entry_row(one))
        found = []
        for duty in shipped_duties():
            count = counted[duty.id]
            own = tuple(by_duty.get(duty.id, ()))
            found.append(DutyRow(duty, count, state_of(duty, count, self.now), own, self.cost(duty)))
        return tuple(found)


def _counts(desk: Desk, stores: Stores, span: Span, papers: Papers, entries: list[EntryRecord]) -> dict[str, Count]:
    if span.start >= span.end or span.start > span.now:
        return {duty.id: Count() for duty in shipped_duties()}
    counter = _Counter(desk, stores, span, papers, entries, ticket_duties.events(stores, span))
    return {duty.id: counter.count(duty) for duty in shipped_duties()}


@dataclass(frozen=True, slots=True)
class _Counter:
    """Counts each duty of a month by its measure."""

    desk: Desk
    stores: Stores
    span: Span
    papers: Papers
    entries: list[EntryRecord]
    figures: EventFigures

    def count(self, duty: Duty) -> Count:
        """One duty."""
        match duty.measure:
            case Measure.WATCH:
                return ticket_duties.watch(self.desk, self.span)
            case Measure.SIGN_FOR:
                return ticket_duties.sign_for(self.stores, self.span)
            case Measure.REMINDERS:
                return ticket_duties.reminders(self.stores, self.span)
            case Measure.URGING:
                return ticket_duties.urging(self.desk, self.span)
            case Measure.TASKS:
                return people_duties.tasks(self.stores, self.span)
            case Measure.HANDOVERS:
                return people_duties.handovers(self.stores, self.span)
        return self._of_events(duty) or self._of_papers(duty)

    def _of_events(self, duty: Duty) -> Count | None:
        match duty.measure:
            case Measure.FIRST_CONTACT:
                return ticket_duties.first_contact(self.stores, self.span, self.figures)
            case Measure.CONTACT:
                return ticket_duties.contact(self.stores, self.span, self.figures)
            case Measure.ESCALATIONS:
                return ticket_duties.escalations(self.stores, self.span, self.figures)
            case Measure.RETURNS:
                return ticket_duties.returns(self.stores, self.span, self.figures)
        return None

    def _of_papers(self, duty: Duty) -> Count:
        match duty.measure:
            case Measure.PAPER:
                return paper_duties.papers(self.papers, duty, self.span)
            case Measure.CATCH_UP:
                return paper_duties.catch_up(self.papers, self.span)
            case Measure.EXCLUSION_REVIEW:
                return paper_duties.exclusion_review(self.stores, duty, self.span)
        return paper_duties.entry(self.entries, duty, self.span)


SignedFor = OwedSign


@dataclass(frozen=True, slots=True)
class MonthEvidence:
    """What the package of a month is made of, all of one moment of the register."""

    board: DutyBoard
    signed: tuple[OwedSign, ...]
    assessments: tuple[AssessmentRow, ...]
    papers: tuple[PaperFile, ...]
    office: str


def evidence(desk: Desk, *, month: str) -> MonthEvidence:
    """Reads what the package of a month is made of.

    Raises:
        Refused: it is no month, or the service has none of it.

    """
    with desk.register.snapshot():
        found = board(desk, month=month)
        span = span_of(found.service, found.month, found.now, found.service.start)
        with desk.register.reading() as stores:
            signed = stores.owed.sign_for(span.start, span.end, found.now)
            office = with_defaults(stores.keep.settings())["paper_office"]
        assessed = assessment_reads.listing(desk).rows
        issued = [row for row in register.board(desk).issued if row.paper is not None]
    papers = tuple(
        PaperFile(
            row.paper.id, row.paper.number, row.paper.form, row.words, row.due_at, row.paper.issued_at,
            row.paper.issued_by, row.paper.sha256,
        )
        for row in reversed(issued)
        if row.paper is not None and (span.has(row.due_at) or span.has(row.paper.issued_at))
    )  # fmt: skip
    own = tuple(row for row in reversed(assessed) if row.day[:7] == found.month.text)
    return MonthEvidence(found, tuple(signed), own, papers, office)

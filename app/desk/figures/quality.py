"""Quality figures for the lead, by unit or operator, in both calibers; our surveys beside the platform's results."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Protocol

from app.desk.figures.cells import Cells, cells_in
from app.desk.figures.reads import Window
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.models.figures.quality_records import CountedSurvey, PlatformTicket
from app.models.register.stores import Stores
from app.rules.contact.states import AttemptOutcome
from app.rules.figures.fields import Caliber
from app.rules.figures.quality import QualityRow, Tally, mean, pooled, ranked
from app.rules.finding.states import FINDING_WORDS
from app.rules.reply.form import send_back_reasons
from app.rules.shared.masking import mask_text
from app.rules.survey.form import REASON_MARK, Meaning
from app.rules.survey.platform_answers import differing, read_answer, words_of

NOBODY = "（未登记）"
FREE_TEXT = "其他原因"


class By(enum.StrEnum):
    """What the figures are grouped by."""

    UNIT = "unit"
    OPERATOR = "operator"


class Which(enum.StrEnum):
    """Which valid survey of a ticket counts: the last, or the first."""

    LAST = "last"
    FIRST = "first"


BY_WORDS = {By.UNIT: "承办单位", By.OPERATOR: "值班员"}
WHICH_WORDS = {Which.LAST: "末次回访", Which.FIRST: "首次回访"}


@dataclass(frozen=True, slots=True)
class QualitySheet:
    """The lines by score and volume, the totals, and the mean of the rates."""

    window: Window
    rows: tuple[QualityRow, ...]
    pooled: QualityRow
    mean: Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A ticket surveyed by both sides: our answers and those of the platform by question, and where they differ."""

    ticket_id: int
    number: str
    title: str
    unit: str
    ours: Mapping[str, str]
    platform: Mapping[str, str]
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our results beside the platform's; `only_platform` are tickets that we have no valid survey of."""

    rows: tuple[ComparedRow, ...]
    only_platform: tuple[int, ...]

    @property
    def differing(self) -> tuple[ComparedRow, ...]:
        """The rows that differ."""
        return tuple(row for row in self.rows if row.differs)


def of_period(
    desk: Desk, *, window: Window, by: By = By.UNIT, caliber: Caliber = Caliber.GROSS, which: Which = Which.LAST
) -> QualitySheet:
    """The figures of a period.

    Volume, contact and callbacks count the tickets received in the period, as the assessment does, callbacks by our own
    surveys whenever they were asked; contact leaves the backlog out. Calls, replies and findings count when they
    happened. For an operator, tickets and findings are those they signed for, calls and surveys those they made,
    replies those they wrote.
    """
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    count = _Count(tallies, by, caliber)
    with desk.figures.lock, desk.register.reading() as stores:
        found = cells_in(desk, stores, window.start, window.end, caliber=caliber, answers=_ANSWERS[which])
        _count_contacts(stores, window, count)
        _count_surveys(stores, found, count, which)
        _count_replies(stores, window, count)
        for finding in stores.quality.findings(window.start, window.end):
            if (tally := count.kept(finding, finding.signed_by)) is not None:
                found_in = tally.in_outage if finding.in_outage else tally.findings
                found_in.setdefault(FINDING_WORDS[finding.kind], []).append(finding.ticket_id)
    rows = ranked(tallies, found.weights)
    return QualitySheet(window, rows, pooled(tallies, found.weights), mean(rows))


def compare(desk: Desk, *, window: Window, caliber: Caliber = Caliber.GROSS) -> Comparison:
    """Our last valid surveys beside the platform's results, for tickets dispatched in the period."""
    rows, lonely = [], []
    with desk.register.reading() as stores:
        for ticket in stores.quality.platform(window.start, window.end):
            if caliber is Caliber.NET and ticket.excluded:
                continue
            if ticket.surveyed_at is None:
                lonely.append(ticket.id)
            else:
                rows.append(_compared(ticket))
    return Comparison(tuple(rows), tuple(lonely))


class _Counted(Protocol):
    """Protocol of a counted record: it belongs to a ticket with a unit, and the ticket may be excluded."""

    @property
    def unit(self) -> str: ...

    @property
    def excluded(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class _Count:
    tallies: defaultdict[str, Tally]
    by: By
    caliber: Caliber

    def kept(self, counted: _Counted, operator: str) -> Tally | None:
        """The tally that something belongs to; None when the caliber leaves it out."""
        return None if self.caliber is Caliber.NET and counted.excluded else self.of(counted.unit, operator)

    def of(self, unit: str, operator: str) -> Tally:
        """The tally of a unit or an operator."""
        return self.tallies[(_shown(unit) if self.by is By.UNIT else operator) or NOBODY]


@lru_cache(maxsize=4096)
def _shown(unit: str) -> str:
    """The name of a unit, in which a file may have put somebody's number; there are few units and many records."""
    return mask_text(unit)


def _count_contacts(stores: Stores, window: Window, count: _Count) -> None:
    for ticket in stores.quality.tickets(window.start, window.end):
        tally = count.kept(ticket, ticket.signed_by)
        if tally is None:
            continue
        tally.received.append(ticket.id)
        if ticket.backlog:
            continue
        tally.tickets.append(ticket.id)
        if ticket.reached_at is not None:
            tally.contacted.append(ticket.id)
            tally.minutes.append(max(0, round((ticket.reached_at - ticket.dispatched_at).total_seconds() / 60)))
    for call in stores.quality.calls(window.start, window.end):
        tally = count.kept(call, call.who)
        if tally is not None:
            tally.calls.append(call.ticket_id)
            if call.outcome is AttemptOutcome.REACHED:
                tally.reached.append(call.ticket_id)


def _count_surveys(stores: Stores, found: Cells, count: _Count, which: Which) -> None:
    """Puts what the figures count under the unit, or the one who asked, of the survey that counts."""
    chosen: dict[int, CountedSurvey] = {}
    for survey in stores.quality.surveys(found.ids["valid"]):
        if which is Which.LAST or survey.ticket_id not in chosen:
            chosen[survey.ticket_id] = survey
    tallies = {ticket_id: count.of(one.unit, one.who) for ticket_id, one in chosen.items()}
    for name, lists in _LISTS.items():
        for ticket_id in found.ids[name]:
            getattr(tallies[ticket_id], lists).append(ticket_id)
    for ticket_id in found.ids["valid"]:
        for code in filter(None, chosen[ticket_id].reason_codes.split(REASON_MARK)):
            tallies[ticket_id].reasons.setdefault(code, []).append(ticket_id)


_LISTS = {
    "valid": "valid",
    "contacted": "said_contacted",
    "solved": "solved",
    "partly": "partly",
    "satisfied": "satisfied",
    "mostly": "mostly",
}
_ANSWERS = {Which.LAST: "desk", Which.FIRST: "desk-first"}


def _count_replies(stores: Stores, window: Window, count: _Count) -> None:
    known = send_back_reasons()
    for reply in stores.quality.sent_back():
        for given in reply.reasons:
            if given.at is None or not window.start <= given.at < window.end:
                continue
            tally = count.kept(reply, reply.writer)
            for code in given.codes or ("",):
                if tally is not None:
                    tally.sent_back.setdefault(known.get(code, FREE_TEXT), []).append(reply.ticket_id)


def _compared(ticket: PlatformTicket) -> ComparedRow:
    theirs = {
        "contacted": ticket.platform_contacted,
        "solved": ticket.platform_solved,
        "satisfied": ticket.platform_satisfied,
    }
    ours: dict[str, Meaning | None] = {
        "contacted": ticket.contacted,
        "solved": ticket.solved,
        "satisfied": ticket.satisfied,
    }
    return ComparedRow(
        ticket_id=ticket.id,
        number=ticket.number,
        title=mask_text(title_of(ticket)),
        unit=mask_text(ticket.unit),
        ours={question: words_of(question, meaning) for question, meaning in ours.items() if meaning is not None},
        platform={question: _platform_words(question, text) for question, text in theirs.items() if text},
        differs=differing(ours, theirs),
    )


def _platform_words(question: str, text: str) -> str:
    meaning = read_answer(question, text)
    if meaning is None or words_of(question, meaning) == text:
        return text
    return f"{text}（{words_of(question, meaning)}）"

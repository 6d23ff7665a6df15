"""The facts of one ticket that figures count, and which counts of a period it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.rules.figures.fields import Caliber
from app.rules.figures.periods import Period
from app.rules.figures.rows import Counted
from app.rules.survey.states import Satisfied, Solved


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one callback: valid or not, contacted or not, and what was said; None for an unknown word."""

    valid: bool = False
    contacted: bool = False
    solved: Solved | None = None
    satisfied: Satisfied | None = None


NO_ANSWERS = Answers()


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What figures need of one ticket; instants aware, `caller` the first number that can be dialled, else ""."""

    ticket_id: int
    received_at: datetime
    deadline_at: datetime
    closed_at: datetime | None = None
    returned: bool = False
    urgent: bool = False
    excluded: bool = False
    parked: bool = False
    off_volume: bool = False
    caller: str = ""
    answers: Answers = NO_ANSWERS


def belongs_to(facts: TicketFacts, period: Period) -> frozenset[str]:
    """The counts of `Counted`, but for the repeated callers, that one ticket belongs to in a period."""
    found = []
    if period.holds(facts.received_at):
        found += _received(facts)
    if facts.closed_at is not None and period.holds(facts.closed_at):
        found += ["closed", "closed_in_time" if facts.closed_at <= facts.deadline_at else "closed_late"]
    if _is_open_at(facts, period.end):
        found += ["open_at_end"] + ["overdue_open"] * (facts.deadline_at < period.end)
    return frozenset(found)


def count(tickets: Iterable[TicketFacts], period: Period, caliber: Caliber) -> Counted:
    """The counts of a period over the tickets of one row: the plain way, which every faster one must equal."""
    counts: Counter[str] = Counter()
    callers: Counter[str] = Counter()
    for facts in tickets:
        if caliber is Caliber.NET and facts.excluded:
            continue
        counts.update(belongs_to(facts, period))
        if facts.caller and period.holds(facts.received_at):
            callers[facts.caller] += 1
    again = [times for times in callers.values() if times > 1]
    return Counted(**counts, repeat_callers=len(again), repeat_tickets=sum(again))


def _received(facts: TicketFacts) -> list[str]:
    flags = {"urgent": facts.urgent, "excluded": facts.excluded, "parked": facts.parked, "off_volume": facts.off_volume}
    found = ["received", *(name for name, holds in flags.items() if holds)]
    if not facts.off_volume:
        found.append("in_volume")
    return found + _answered(facts.answers) if facts.answers.valid else found


def _answered(answers: Answers) -> list[str]:
    told = {
        "contacted": answers.contacted,
        "solved": answers.solved is Solved.YES,
        "partly": answers.solved is Solved.PARTLY,
        "satisfied": answers.satisfied is Satisfied.SATISFIED,
        "mostly": answers.satisfied is Satisfied.MOSTLY,
    }
    return ["valid", *(name for name, holds in told.items() if holds)]


def _is_open_at(facts: TicketFacts, end: datetime) -> bool:
    closed_before = facts.closed_at is not None and facts.closed_at < end
    return facts.received_at < end and not closed_before and not facts.returned

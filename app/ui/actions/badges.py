"""The badges of pages: a number beside a name, by colour."""

from __future__ import annotations

from app.desk.queue.rows import Counters
from app.rules.queue.names import QueueName
from app.ui.frame.pages import Badge


def returns(counters: Counters) -> Badge | None:
    """Open returns."""
    return Badge(counters.returns_open) if counters.returns_open else None


def review(counters: Counters) -> Badge | None:
    """Replies that wait for their review."""
    waiting = counters.by_queue.get(QueueName.TO_REVIEW, 0)
    return Badge(waiting) if waiting else None


def reminders(counters: Counters) -> Badge | None:
    """Reminders that nobody has acknowledged."""
    count = counters.reminders_unacknowledged
    return Badge(count, "amber") if count else None


def escalations(counters: Counters) -> Badge | None:
    """Reports that must be made."""
    return Badge(counters.escalations_open, "red") if counters.escalations_open else None


def findings(counters: Counters) -> Badge | None:
    """Open findings about contacts."""
    return Badge(counters.findings_open, "amber") if counters.findings_open else None


def differences(counters: Counters) -> Badge | None:
    """Differences from the platform that nobody has decided."""
    return Badge(counters.differences_open, "amber") if counters.differences_open else None


def urges(counters: Counters) -> Badge | None:
    """Units that have not answered."""
    return Badge(counters.urges_waiting, "amber") if counters.urges_waiting else None


def roster(counters: Counters) -> Badge | None:
    """Gaps and double bookings of the roster."""
    return Badge(counters.roster_problems, "amber") if counters.roster_problems else None


def tasks(counters: Counters) -> Badge | None:
    """Tasks past their time."""
    return Badge(counters.tasks_late, "red") if counters.tasks_late else None


def events(counters: Counters) -> Badge | None:
    """Open mass events."""
    return Badge(counters.events_open, "amber") if counters.events_open else None


def handover(counters: Counters) -> Badge | None:
    """Whether a shift ended without a signed sheet."""
    return Badge(1, "red") if counters.handover_owed else None


def papers(counters: Counters) -> Badge | None:
    """Papers past their time, else those that wait to be issued."""
    if counters.papers_late:
        return Badge(counters.papers_late, "red")
    return Badge(counters.papers_drafted, "amber") if counters.papers_drafted else None


def closing(counters: Counters) -> Badge | None:
    """What the period still has to close."""
    return Badge(counters.closing_open, "amber") if counters.closing_open else None


def strikes(counters: Counters) -> Badge | None:
    """Written deductions over the whole service."""
    return Badge(counters.strikes, "red") if counters.strikes else None


def warnings(counters: Counters) -> Badge | None:
    """Warnings above blue that nobody has looked at yet."""
    return Badge(counters.warnings_new, "amber") if counters.warnings_new else None

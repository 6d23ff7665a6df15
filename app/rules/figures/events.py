"""Figures that count by their own moment, not by the receipt of the ticket: sign-for, contact, returns, escalations.

`figures` counts the assessment, by receipt; these say how the desk's own obligations were kept.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple


class Event(enum.StrEnum):
    """What is counted, in the order in which commands give it."""

    SIGNED_IN_TIME = "signed_in_time"
    SIGNED_LATE = "signed_late"
    IN_OUTAGE = "in_outage"
    SIGNED_UNTIMED = "signed_untimed"
    CONTACTED_IN_TIME = "contacted_in_time"
    CONTACTED_LATE = "contacted_late"
    CONTACTED_IN_OUTAGE = "contacted_in_outage"
    CONTACT_MISSED = "contact_missed"
    RETURNS_REGISTERED = "returns_registered"
    RETURNS_ACCEPTED = "returns_accepted"
    RETURNS_REFUSED = "returns_refused"
    ESCALATIONS = "escalations"
    ESCALATIONS_REPORTED = "escalations_reported"
    ESCALATIONS_CANCELLED = "escalations_cancelled"


class SignEnd(enum.StrEnum):
    """How the sign-for of a dispatched ticket ended, by the time that decides it."""

    IN_TIME = "in-time"
    LATE = "late"
    UNSIGNED = "unsigned"  # not signed for, its limit has passed
    IN_OUTAGE = "in-outage"  # late, but the limit ran out while the platform was down
    UNTIMED = "untimed"  # signed for elsewhere, nobody knows when
    WAITING = "waiting"


class OwedSign(NamedTuple):
    """The sign-for of one ticket."""

    ticket_id: int
    number: str
    dispatched_at: datetime
    due_at: datetime | None
    signed_at: datetime | None
    ended: SignEnd


class EventDefinition(NamedTuple):
    """How papers call it, and what it counts by which moment, in one sentence."""

    words: str
    sentence: str


EVENTS: Mapping[Event, EventDefinition] = {
    Event.SIGNED_IN_TIME: EventDefinition("按时签收", "签收时间在本期内、不晚于签收时限的工单"),
    Event.SIGNED_LATE: EventDefinition("超时签收", "签收时间在本期内、晚于签收时限的工单，不含平台故障内到时的"),
    Event.IN_OUTAGE: EventDefinition("平台故障内超时", "晚于签收时限签收、时限在平台故障期间的工单，按签收时间计"),
    Event.SIGNED_UNTIMED: EventDefinition("签收时间未知", "派单时间在本期内、已在平台签收但未告知时间的工单"),
    Event.CONTACTED_IN_TIME: EventDefinition("按时首次联系", "首次联系期限在本期内、不晚于期限联系的工单"),
    Event.CONTACTED_LATE: EventDefinition(
        "超时首次联系", "首次联系期限在本期内、晚于期限才联系的工单，不含平台故障内到时的"
    ),
    Event.CONTACTED_IN_OUTAGE: EventDefinition(
        "平台故障内超时联系", "首次联系期限在本期内、在平台故障期间，晚于期限才联系的工单"
    ),
    Event.CONTACT_MISSED: EventDefinition("未联系", "首次联系期限在本期内、仍没有联系的工单"),
    Event.RETURNS_REGISTERED: EventDefinition("登记退单", "登记时间在本期内的退单"),
    Event.RETURNS_ACCEPTED: EventDefinition("退单同意", "答复时间在本期内、被同意的退单"),
    Event.RETURNS_REFUSED: EventDefinition("退单驳回", "答复时间在本期内、被驳回的退单，含终局驳回"),
    Event.ESCALATIONS: EventDefinition("到期上报", "办理到期、在本期内建立的上报"),
    Event.ESCALATIONS_REPORTED: EventDefinition("已上报", "本期建立的上报中已经上报的"),
    Event.ESCALATIONS_CANCELLED: EventDefinition("撤销上报", "本期建立的上报中已撤销的"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """How one obligation was kept over a period: what was kept, kept late, and missed; ids or names, in order."""

    name: str
    words: str
    in_time: tuple[int | str, ...]
    late: tuple[int | str, ...]
    missed: tuple[int | str, ...] = ()

    @property
    def due(self) -> int:
        """How many were due."""
        return len(self.in_time) + len(self.late) + len(self.missed)

    @property
    def share(self) -> Fraction | None:
        """The share kept in time, from 0 to 1; None when none was due."""
        return Fraction(len(self.in_time), self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class DueReport:
    """A paper that was due: its name, when, and when it was issued; None while it was not."""

    name: str
    due_at: datetime
    issued_at: datetime | None


def sign_for(ids: Mapping[Event, Sequence[int]]) -> Kept:
    """Sign-for in time; what ran out while the platform was down, or nobody knows the time of, is not due."""
    return Kept("sign", "按时签收", tuple(ids[Event.SIGNED_IN_TIME]), tuple(ids[Event.SIGNED_LATE]))


def contact(ids: Mapping[Event, Sequence[int]]) -> Kept:
    """Contact with every caller in time; a late one whose limit ran out while the platform was down is not due."""
    events = (Event.CONTACTED_IN_TIME, Event.CONTACTED_LATE, Event.CONTACT_MISSED)
    in_time, late, missed = (tuple(ids[event]) for event in events)
    return Kept("contact", "按时首次联系", in_time, late, missed)


def reports_on_time(reports: Sequence[DueReport], until: datetime) -> Kept:
    """Papers issued in time; one that is not issued though it was due by `until` is missed."""
    issued = [one for one in reports if one.issued_at is not None]
    return Kept(
        "reports",
        "报告按时",
        tuple(one.name for one in issued if one.issued_at is not None and one.issued_at <= one.due_at),
        tuple(one.name for one in issued if one.issued_at is not None and one.issued_at > one.due_at),
        tuple(one.name for one in reports if one.issued_at is None and one.due_at <= until),
    )

"""What a platform's export says of a known ticket's survey and rework, beside what it said before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.models.ticket.records import FieldValue, TicketChange, TicketRecord, change_of
from app.rules.intake.spellings import says_rework
from app.rules.survey.platform_answers import contradict, was_valid
from app.rules.ticket.fields import TICKET_FIELDS
from app.rules.ticket.platform_times import without_told
from app.rules.ticket.states import TicketStatus

_OPEN_TO_REWORK = frozenset({TicketStatus.CLOSED, TicketStatus.TO_CALL_BACK, TicketStatus.RETURNED})
# Question → the field of its last answer, and of its first.
_LAST = {one.name.removeprefix("platform_"): one.name for one in TICKET_FIELDS if one.question}
_FIRST = {one.name.removeprefix("platform_first_"): one.name for one in TICKET_FIELDS if one.first_question}


def first_answers_by_file(row: TicketRecord, given: Mapping[str, FieldValue]) -> TicketChange:
    """The answers that become the first ones, because those of the file contradict them or are no valid callback.

    The first answers that were a valid callback stay; ones that were not give way to the next that were. A file with
    columns of its own for the first answers decides them itself.
    """
    if any(name in given for name in _FIRST.values()):
        return {}
    last = {question: str(row.value(name)) for question, name in _LAST.items()}
    told = {question: str(given.get(name) or "") for question, name in _LAST.items()}
    merged = {question: told[question] or last[question] for question in last}
    if not contradict(last, told) and not (was_valid(last) and not was_valid(merged)):
        return {}
    kept = {question: str(row.value(name)) for question, name in _FIRST.items()}
    if any(kept.values()) and (was_valid(kept) or not was_valid(last)):
        return {}
    return change_of({_FIRST[question]: text for question, text in last.items() if text != kept[question]})


def rework_by_file(row: TicketRecord, given: Mapping[str, FieldValue], now: datetime, told: str) -> TicketChange:
    """What reopens a ticket that the platform has handled again (二次办理), however it was closed; else nothing.

    The same word a second time says nothing new: the ticket was handled again since. Another deadline or dispatch does.
    `told` names the times that the platform told (`platform_times`), those of this row with them.
    """
    word = str(given.get("platform_status") or "")
    if TicketStatus(row.status) not in _OPEN_TO_REWORK or not says_rework(word):
        return {}
    moved = given.get("imported_deadline") not in (None, row.imported_deadline)
    if not given.get("dispatched_basis"):
        moved = moved or given.get("dispatched_at") not in (None, row.dispatched_at)
    if word == row.platform_status and not moved:
        return {}
    marks = " ".join(name for name in row.local_fields.split() if name not in ("status", "closed_at"))
    return {
        "local_fields": marks,  # the platform closes it again
        "status": TicketStatus.HANDLING,
        "closed_at": None,
        "desk_closed_at": None,
        "reworked_at": now,
        "first_contact_at": None,
        "desk_contact_at": None,
        "feedback_at": None,
        "reported_at": None,
        "platform_times": without_told(told, "first_contact_at", "feedback_at", "closed_at"),
    }

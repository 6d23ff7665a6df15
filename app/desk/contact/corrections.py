"""Corrects a call on record: number, time, how it ended, who answered, its length, its note."""

from __future__ import annotations

from datetime import datetime

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.contact.acts import the_attempt
from app.desk.contact.first_contact import contact_times, first_contact
from app.desk.finding.acts import refresh_findings
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.corrections import note_correction, the_reason
from app.desk.ticket.records import change_ticket, the_ticket
from app.desk.ticket.undo import image, undo_of
from app.desk.ticket.words import field_text
from app.models.contact.records import AttemptChange, AttemptRecord
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.contact.call_flow import AttemptSource
from app.rules.contact.dialled import read_dialled
from app.rules.contact.states import ATTEMPT_WORDS, AttemptOutcome
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_phone
from app.rules.ticket.platform_times import desk_time

_CHANGES = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.JOURNAL


def correct_attempt(
    desk: Desk,
    *,
    person: Person,
    attempt_id: int,
    reason: str,
    typed: str = "",
    at: datetime | None = None,
    outcome: AttemptOutcome | None = None,
    reached: str = "",
    seconds: int | None = None,
    note: str = "",
) -> Outcome[str]:
    """Corrects a recorded call; what is empty or None stays. The journal keeps the old values and the reason.

    The first contact and the findings of the ticket follow what the calls say now.

    Raises:
        Refused: no reason (field "reason"), no such call, no number ("number"), a time in the future ("at"), a length
            below zero ("seconds"), how a callback ended, on which its survey stands ("outcome"), or nothing differs.

    """
    require(person, Action.CONTACT)
    why = the_reason(reason)
    with desk.register.writing() as stores:
        call = the_attempt(stores, attempt_id)
        ticket, before = the_ticket(stores, call.ticket_id), image(stores, [call.ticket_id])
        change: AttemptChange = {
            "number": _number(call, typed),
            "at": _moment(desk, call, at),
            "outcome": _outcome(call, outcome),
            "reached": reached.strip() or call.reached,
            "seconds": _seconds(call, seconds),
            "note": note.strip() or call.note,
        }
        line = note_correction(
            desk, stores, person, JournalVerb.CORRECT_CONTACT, ticket, _differences(call, change), why
        )
        change["corrections"] = (*call.corrections, line)
        stores.contacts.change(call, **change)
        _follow(desk, stores, person, ticket)
        refresh_findings(desk, stores, ticket.id, who=person.name)
        undo = undo_of(desk, stores, person, before, "更正联系", _CHANGES)
    return Outcome(_CHANGES, ticket.number, f"{ticket.number} 联系记录已更正", undo)


def _number(call: AttemptRecord, typed: str) -> str:
    if not typed.strip():
        return call.number
    number = read_dialled(typed)
    if not number:
        raise Refused("不是有效的电话号码，请核对", field="number")
    return number


def _moment(desk: Desk, call: AttemptRecord, at: datetime | None) -> datetime:
    if at is not None and at > desk.now():
        raise Refused("联系时间不能晚于现在", field="at")
    return call.at if at is None else at.replace(microsecond=0)


def _outcome(call: AttemptRecord, outcome: AttemptOutcome | None) -> AttemptOutcome:
    if outcome is None or outcome is call.outcome:
        return call.outcome
    if call.source is AttemptSource.CALLBACK:
        raise Refused("这是回访的通话，调查结果以它为准，不能改结果", field="outcome", hint="请再回访一次")
    return outcome


def _seconds(call: AttemptRecord, seconds: int | None) -> int | None:
    if seconds is not None and seconds < 0:
        raise Refused("时长不能小于零", field="seconds")
    return call.seconds if seconds is None else seconds


def _differences(call: AttemptRecord, change: AttemptChange) -> dict[str, tuple[str, str]]:
    pairs = {
        "拨打号码": (mask_phone(call.number), mask_phone(change["number"])),
        "联系时间": (field_text("at", call.at), field_text("at", change["at"])),
        "结果": (ATTEMPT_WORDS[call.outcome], ATTEMPT_WORDS[change["outcome"]]),
        "接听人": (call.reached, change["reached"]),
        "时长（秒）": (_text(call.seconds), _text(change["seconds"])),
        "备注": (call.note, change["note"]),
    }
    if call.number != change["number"] and len(set(pairs["拨打号码"])) == 1:
        pairs["拨打号码"] = (pairs["拨打号码"][0], f"{pairs['拨打号码'][1]}（中间几位不同）")
    return {word: pair for word, pair in pairs.items() if pair[0] != pair[1]}


def _text(seconds: int | None) -> str:
    return "" if seconds is None else str(seconds)


def _follow(desk: Desk, stores: Stores, person: Person, ticket: TicketRecord) -> None:
    """Moves the first contact of the ticket to the earliest call that counts for it now."""
    first = first_contact(stores, ticket)
    if first != desk_time(ticket, "first_contact_at"):
        text = "首次联系时间随更正变化"
        values = contact_times(ticket, first)
        change_ticket(desk, stores, person, ticket, values, verb=JournalVerb.CORRECT_CONTACT, text=text)

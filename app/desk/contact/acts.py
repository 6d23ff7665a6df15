"""Calls to the caller: records every attempt; the first one that gets through ends the first-contact clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.contact.first_contact import contact_times, is_first_contact
from app.desk.contact.said import keep_promises
from app.desk.evidence import attachments
from app.desk.finding.acts import refresh_findings
from app.desk.promise import acts as promise_acts
from app.desk.promise.rows import day_words
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.ticket.records import change_ticket, the_ticket
from app.desk.ticket.undo import image, undo_of
from app.models.contact.records import AttemptRecord, NewAttempt
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.contact.call_flow import AttemptSource
from app.rules.contact.dialled import is_on_ticket, read_dialled
from app.rules.contact.reach import may_be_unreachable
from app.rules.contact.states import ATTEMPT_WORDS, AttemptOutcome
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_phone

# How far back a call may be typed in: a shift that began yesterday still writes its calls down.
TYPED_WITHIN = timedelta(hours=24)
NOT_ON_TICKET = "所拨号码不是本工单登记的号码，按错联记录"
_CHANGES = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class EnteredCall:
    """One call as entered.

    `number_index` is the place among the ticket's numbers, else `typed` is what was dialled; with neither, none was.
    `reached` is who answered, `at` the moment (None: now), `evidence` a kept file's hash.
    """

    number_index: int | None
    outcome: AttemptOutcome
    note: str = ""
    typed: str = ""
    reached: str = ""
    seconds: int | None = None
    at: datetime | None = None
    evidence: str = ""
    source: AttemptSource = AttemptSource.TYPED


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether "无法联系" may be set, else what is missing and when the next call helps most."""

    allowed: bool
    missing: tuple[str, ...]
    next_call_at: datetime | None


def the_attempt(stores: Stores, attempt_id: int) -> AttemptRecord:
    """The call on record of this id.

    Raises:
        Refused: there is none.

    """
    found = stores.contacts.get(attempt_id)
    if found is None:
        raise Refused("没有这条联系记录")
    return found


def add_attempt(
    desk: Desk,
    *,
    person: Person,
    ticket_id: int,
    number_index: int | None,
    outcome: AttemptOutcome,
    note: str = "",
    typed: str = "",
    reached: str = "",
    seconds: int | None = None,
    at: datetime | None = None,
    evidence_file: Path | None = None,
    call_back_at: datetime | None = None,
) -> Outcome[str]:
    """Records one call; reaching the caller for the first time stops the first-contact clock.

    A typed number that is not the ticket's is recorded too, and reported at once as a finding. A call
    agreed for `call_back_at` becomes a promise; what else the note promises is proposed as one.

    Raises:
        Refused: not one of the ticket's numbers or no number (field "number"), a time that is not within the last
            24 hours ("at"), a duration below zero ("seconds"), a call agreed for the past ("call_back"), a proof
            that is not there ("evidence").
        FileRefused: the proof is empty or too large; nothing was recorded.

    """
    require(person, Action.CONTACT)
    if call_back_at is not None and call_back_at <= desk.now():
        raise Refused("约定的时间已经过去", field="call_back")
    proof = () if evidence_file is None else (evidence_file,)
    said = promise_acts.found_in(desk, note.strip())
    with attachments.taken_in(desk, proof, field="evidence") as files, desk.register.writing() as stores:
        ticket = the_ticket(stores, ticket_id)
        before = image(stores, [ticket_id])
        digest = next((file.digest for file in attachments.keep(desk, stores, person, files)), "")
        call = EnteredCall(number_index, outcome, note, typed, reached, seconds, at, digest)
        keep_attempt(desk, stores, person, ticket, call)
        note_contact(desk, stores, person, ticket, call)
        keep_promises(desk, stores, person, ticket, note.strip(), said, call_back_at)
        found = refresh_findings(desk, stores, ticket_id, who=person.name)
        undo = undo_of(desk, stores, person, before, "联系记录", _CHANGES)
    agreed = f"，{day_words(call_back_at)}提醒回电" if call_back_at is not None else ""
    message = f"{ticket.number} 联系已记录：{ATTEMPT_WORDS[outcome]}{agreed}"
    warnings = "；".join(dict.fromkeys(one.reason for one in found if one.key))
    return Outcome(_CHANGES, ticket.number, f"{message}。请核实：{warnings}" if warnings else message, undo)


def keep_attempt(desk: Desk, stores: Stores, person: Person, ticket: TicketRecord, call: EnteredCall) -> int:
    """Writes the call within an open transaction; returns its id.

    Raises:
        Refused: as `add_attempt`.

    """
    if call.seconds is not None and call.seconds < 0:
        raise Refused("时长不能小于零", field="seconds")
    return stores.contacts.add(
        NewAttempt(
            ticket_id=ticket.id,
            at=_moment(desk, call.at),
            who=person.name,
            number=_dialled(ticket, call),
            outcome=call.outcome,
            note=call.note.strip(),
            reached=call.reached.strip(),
            seconds=call.seconds,
            evidence=call.evidence,
            source=call.source,
        )
    )


def note_contact(desk: Desk, stores: Stores, person: Person, ticket: TicketRecord, call: EnteredCall) -> None:
    """Moves the first-contact clock where the call does, and writes the journal line."""
    at = call.at or desk.now()
    values = contact_times(ticket, at) if is_first_contact(ticket, call.outcome, call.reached.strip(), at) else {}
    text = f"联系：{ATTEMPT_WORDS[call.outcome]}" + (f" {call.note.strip()}" if call.note.strip() else "")
    change_ticket(desk, stores, person, ticket, values, verb=JournalVerb.CONTACT, text=text)


def check_number(desk: Desk, *, ticket_id: int, typed: str) -> str:
    """The warning about a typed number before it is recorded; empty when it is the ticket's."""
    if not typed.strip():
        return ""
    if not read_dialled(typed):
        return "不是有效的电话号码，请核对"
    with desk.register.reading() as stores:
        ticket = the_ticket(stores, ticket_id)
    return "" if is_on_ticket(typed, ticket.phones.split(), ticket.phone_raw) else NOT_ON_TICKET


def reach(desk: Desk, *, ticket_id: int) -> Reach:
    """How far the rule of reach is satisfied, and when to call next."""
    with desk.register.reading() as stores:
        ticket = the_ticket(stores, ticket_id)
        calls = [(call.at, call.outcome) for call in stores.contacts.of_ticket(ticket_id)]
    verdict = may_be_unreachable(calls, desk.rules_for(ticket.dispatched_at), desk.now())
    return Reach(verdict.allowed, tuple(verdict.missing), verdict.next_call_at)


def _moment(desk: Desk, at: datetime | None) -> datetime:
    now = desk.now()
    if at is None:
        return now
    if not now - TYPED_WITHIN <= at <= now:
        raise Refused(f"联系时间应在 {TYPED_WITHIN // timedelta(hours=1)} 小时以内，不能晚于现在", field="at")
    return at.replace(microsecond=0)


def _dialled(ticket: TicketRecord, call: EnteredCall) -> str:
    phones = ticket.phones.split()
    if call.typed.strip():
        number = read_dialled(call.typed)
        if not number:
            raise Refused("不是有效的电话号码，请核对", field="number")
        return number
    if call.number_index is None:
        return ""
    if not 0 <= call.number_index < len(phones):
        raise Refused("请选择本工单的号码", field="number", hint="；".join(mask_phone(phone) for phone in phones))
    return phones[call.number_index]

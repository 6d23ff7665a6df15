"""Calls to the caller: records every attempt; the first one that gets through ends the first-contact clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from app.base.changes import Change, Outcome, Undo
from app.base.errors import Refused
from app.base.people import Person
from app.desk.contact.said import keep_promises
from app.desk.evidence import attachments
from app.desk.finding.acts import refresh_findings
from app.desk.promise import acts as promise_acts
from app.desk.promise.rows import day_words
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import change_ticket, the_ticket
from app.desk.ticket.words import field_text
from app.models.contact.records import AttemptRecord, NewAttempt
from app.models.register.stores import Stores
from app.models.ticket.records import TicketRecord
from app.rules.contact.call_flow import AttemptSource
from app.rules.contact.dialled import is_on_ticket, read_dialled
from app.rules.contact.reach import may_be_unreachable
from app.rules.contact.states import ATTEMPT_WORDS, AttemptOutcome
from app.rules.finding.judgement import THE_CALLER
from app.rules.journal import JournalVerb
from app.rules.promise.states import PromiseVerb
from app.rules.shared.masking import mask_phone
from app.rules.ticket.moves import TAKE_BACK_WITHIN

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
        digest = next((file.digest for file in attachments.keep(desk, stores, person, files)), "")
        call = EnteredCall(number_index, outcome, note, typed, reached, seconds, at, digest)
        attempt_id = keep_attempt(desk, stores, person, ticket, call)
        note_contact(desk, stores, person, ticket, call)
        agreed_id = keep_promises(desk, stores, person, ticket, note.strip(), said, call_back_at)
        found = refresh_findings(desk, stores, ticket_id, who=person.name)
    agreed = f"，{day_words(call_back_at)}提醒回电" if call_back_at is not None else ""
    message = f"{ticket.number} 联系已记录：{ATTEMPT_WORDS[outcome]}{agreed}"
    warnings = "；".join(dict.fromkeys(one.reason for one in found if one.key))
    reverse = partial(take_back_attempt, person=person, attempt_id=attempt_id, agreed_id=agreed_id)
    undo = Undo(reverse, desk.now() + TAKE_BACK_WITHIN, f"{ticket.number} 联系记录")
    return Outcome(_CHANGES, ticket.number, f"{message}。请核实：{warnings}" if warnings else message, undo)


def take_back_attempt(desk: Desk, *, person: Person, attempt_id: int, agreed_id: int | None) -> Outcome[str]:
    """Undoes a call that was recorded by mistake: it leaves the ledger, the journal keeps both lines.

    `agreed_id` is the promise of a call agreed in it, which ends as no promise; what its note proposed stays to be
    confirmed or dropped.

    Raises:
        Refused: the call is gone, or a call of the phone system was matched to it since.

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        call = the_attempt(stores, attempt_id)
        ticket = the_ticket(stores, call.ticket_id)
        if attempt_id in stores.calls.linked_attempts(ticket.id):
            raise Refused(f"{ticket.number} 这次联系已与话务清单对上，不能撤回", hint="可用“更正联系”改正")
        stores.contacts.remove(call)
        values = {"first_contact_at": _first_contact(stores, ticket)}
        text = f"撤回联系记录：{ATTEMPT_WORDS[call.outcome]}"
        change_ticket(desk, stores, person, ticket, values, verb=JournalVerb.UNDO, text=text)
        if agreed_id is not None:
            agreed = promise_acts.the_promise(stores, agreed_id)
            promise_acts.end_in(desk, stores, person, agreed, PromiseVerb.DROP, "联系记录已撤回")
        refresh_findings(desk, stores, ticket.id, who=person.name)
    return Outcome(_CHANGES, ticket.number, f"{ticket.number} 已撤回联系记录")


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
    values = {"first_contact_at": at} if _is_first_contact(ticket, call, at) else {}
    text = f"联系：{ATTEMPT_WORDS[call.outcome]}" + (f" {call.note.strip()}" if call.note.strip() else "")
    change_ticket(desk, stores, person, ticket, values, verb=JournalVerb.CONTACT, text=text)


def check_number(desk: Desk, *, ticket_id: int, typed: str) -> str:
    """The warning about a typed number before it is recorded; empty when it is the ticket's."""
    if not typed.strip():
        return ""
    if not read_dialled(typed):
        return "看不出是电话号码，请核对"
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


def correct_attempt(
    desk: Desk, *, person: Person, attempt_id: int, reason: str, typed: str = "", at: datetime | None = None
) -> Outcome[str]:
    """Corrects the number or the time of a recorded call; the journal keeps the old ones and the reason.

    Raises:
        Refused: no reason (field "reason"), no such call, no number ("number"), a time in the future ("at").

    """
    require(person, Action.CONTACT)
    if not reason.strip():
        raise Refused("请写明更正原因", field="reason")
    with desk.register.writing() as stores:
        call = the_attempt(stores, attempt_id)
        ticket = the_ticket(stores, call.ticket_id)
        number = read_dialled(typed) if typed.strip() else call.number
        if not number and typed.strip():
            raise Refused("看不出是电话号码，请核对", field="number")
        if at is not None and at > desk.now():
            raise Refused("联系时间不能晚于现在", field="at")
        moment = call.at if at is None else at.replace(microsecond=0)
        stores.contacts.change(call, number=number, at=moment)
        changes = {"拨打号码": (mask_phone(call.number), mask_phone(number))} if number != call.number else {}
        if moment != call.at:
            changes["联系时间"] = (field_text("at", call.at), field_text("at", moment))
        first = _first_contact(stores, ticket)
        if first != ticket.first_contact_at:
            values = {"first_contact_at": first}
            change_ticket(
                desk, stores, person, ticket, values, verb=JournalVerb.CORRECT_CONTACT, text="首次联系时间随更正变化"
            )
        text = f"更正联系记录：{reason.strip()}"
        write_line(desk, stores, person, JournalVerb.CORRECT_CONTACT, text, about=ticket, changes=changes)
        refresh_findings(desk, stores, ticket.id, who=person.name)
    return Outcome(_CHANGES, ticket.number, f"{ticket.number} 联系记录已更正")


def _is_first_contact(ticket: TicketRecord, call: EnteredCall, at: datetime) -> bool:
    reached = call.outcome is AttemptOutcome.REACHED and call.reached.strip() in {*THE_CALLER, ticket.caller}
    return reached and at >= ticket.dispatched_at and (ticket.first_contact_at is None or at < ticket.first_contact_at)


def _first_contact(stores: Stores, ticket: TicketRecord) -> datetime | None:
    """The earliest call on record that reached the caller after dispatch."""
    caller = {*THE_CALLER, ticket.caller}
    return min(
        (
            call.at
            for call in stores.contacts.of_ticket(ticket.id)
            if call.outcome is AttemptOutcome.REACHED
            and call.reached in caller
            and call.at >= ticket.dispatched_at
            and call.source is not AttemptSource.CALLBACK
        ),
        default=None,
    )


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
            raise Refused("看不出是电话号码，请核对", field="number")
        return number
    if call.number_index is None:
        return ""
    if not 0 <= call.number_index < len(phones):
        raise Refused("请选择本工单的号码", field="number", hint="；".join(mask_phone(phone) for phone in phones))
    return phones[call.number_index]

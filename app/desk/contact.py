"""Calls to the caller: every attempt is a record, and the first one that reaches ends the first-contact clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk import evidence, promises
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.finding_facts import CALLBACK
from app.desk.findings import refresh_findings
from app.desk.records import change_ticket, the_ticket
from app.desk.words import said
from app.models.journal import Entry
from app.models.stores import Stores
from app.rules.dialled import is_on_ticket, read_dialled
from app.rules.findings import THE_CALLER
from app.rules.journal import JournalVerb
from app.rules.phones import mask_phone
from app.rules.promises import PromiseKind
from app.rules.reach import may_be_unreachable
from app.rules.states import ATTEMPT_WORDS, AttemptOutcome

# How far back a call may be typed in: a shift that began yesterday still writes its calls down.
TYPED_WITHIN = timedelta(hours=24)
NOT_ON_TICKET = "所拨号码不是本工单登记的号码，按错联记录"
_CHANGES = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class NewAttempt:
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
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether "无法联系" may be set, else what is missing and when the next call helps most."""

    allowed: bool
    missing: tuple[str, ...]
    next_call_at: datetime | None


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

    A typed number that is not the ticket's is recorded all the same and said at once: it is a finding. A call
    agreed for `call_back_at` becomes a promise; what else the note promises is proposed as one.

    Raises:
        Refused: not one of the ticket's numbers or no number (field "number"), a time that is not within the last
            24 hours ("at"), a duration below zero ("seconds"), a call agreed for the past ("call_back").
        FileRefused: the evidence file cannot be taken in; nothing was recorded.

    """
    require(person, Action.CONTACT)
    if call_back_at is not None and call_back_at <= desk.now():
        raise Refused("约定的时间已经过去", field="call_back")
    with evidence.taken_in(desk, evidence_file) as copied, desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        digest = ""
        if copied is not None and evidence_file is not None:
            digest = evidence.keep(desk, stores, person, evidence_file, copied)
        new = NewAttempt(number_index, outcome, note, typed, reached, seconds, at, digest)
        keep_attempt(desk, stores, person, row, new)
        note_contact(desk, stores, person, row, new)
        promises.propose(desk, stores, person, row, note, "联系备注")
        found = refresh_findings(desk, stores, ticket_id, who=person.name)
        if call_back_at is None and note.strip():
            promises.propose(desk, stores, person, row, note.strip(), "联系备注")
    warnings = "；".join(dict.fromkeys(one.reason for one in found if one.key))
    told = f"{row.number} 联系已记录：{ATTEMPT_WORDS[outcome]}"
    if call_back_at is not None:
        said_so = note.strip() or "约定再联系"
        kept = promises.add(
            desk, person=person, ticket_id=ticket_id, kind=PromiseKind.CALL, said=said_so, due_at=call_back_at
        )
        told += f"，{promises.day_words(call_back_at)}提醒回电" if kept.result else ""
    return Outcome(_CHANGES, row.number, f"{told}。请核实：{warnings}" if warnings else told)


def keep_attempt(desk: Desk, stores: Stores, person: Person, row: Any, attempt: NewAttempt) -> int:
    """Writes the attempt within an open transaction; returns its id.

    Raises:
        Refused: as `add_attempt`.

    """
    if attempt.seconds is not None and attempt.seconds < 0:
        raise Refused("时长不能小于零", field="seconds")
    return stores.contacts.add_attempt(
        {
            "ticket_id": row.id,
            "at": _moment(desk, attempt.at),
            "who": person.name,
            "number": _dialled(row, attempt),
            "outcome": attempt.outcome.value,
            "note": attempt.note.strip(),
            "reached": attempt.reached.strip(),
            "seconds": attempt.seconds,
            "evidence": attempt.evidence,
            "source": attempt.source,
        }
    )


def note_contact(desk: Desk, stores: Stores, person: Person, row: Any, attempt: NewAttempt) -> None:
    """Moves the first-contact clock where the call does, and writes the journal line."""
    at = attempt.at or desk.now()
    values = {"first_contact_at": at} if _is_first_contact(row, attempt, at) else {}
    text = f"联系：{ATTEMPT_WORDS[attempt.outcome]}" + (f" {attempt.note.strip()}" if attempt.note.strip() else "")
    change_ticket(desk, stores, person, row, values, verb=JournalVerb.CONTACT, text=text)


def check_number(desk: Desk, *, ticket_id: int, typed: str) -> str:
    """What is to be said about a typed number before it is recorded; empty when it is the ticket's."""
    if not typed.strip():
        return ""
    if not read_dialled(typed):
        return "看不出是电话号码，请核对"
    with desk.register.reading() as stores:
        row = the_ticket(stores, ticket_id)
    return "" if is_on_ticket(typed, row.phones.split(), row.phone_raw) else NOT_ON_TICKET


def reach(desk: Desk, *, ticket_id: int) -> Reach:
    """How far the rule of reach is satisfied, and when to call next."""
    with desk.register.reading() as stores:
        row = the_ticket(stores, ticket_id)
        calls = [(found.at, AttemptOutcome(found.outcome)) for found in stores.contacts.attempts_of(ticket_id)]
    verdict = may_be_unreachable(calls, desk.rules_for(row.dispatched_at), desk.now())
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
        call = stores.contacts.attempt(attempt_id)
        if call is None:
            raise Refused("没有这条联系记录")
        row = the_ticket(stores, call.ticket_id)
        number = read_dialled(typed) if typed.strip() else call.number
        if not number and typed.strip():
            raise Refused("看不出是电话号码，请核对", field="number")
        if at is not None and at > desk.now():
            raise Refused("联系时间不能晚于现在", field="at")
        moment = call.at if at is None else at.replace(microsecond=0)
        stores.contacts.change_attempt(attempt_id, {"number": number, "at": moment})
        told = {"拨打号码": (mask_phone(call.number), mask_phone(number))} if number != call.number else {}
        if moment != call.at:
            told["联系时间"] = (said("at", call.at), said("at", moment))
        first = _first_contact(stores, row)
        if first != row.first_contact_at:
            values = {"first_contact_at": first}
            change_ticket(
                desk, stores, person, row, values, verb=JournalVerb.CORRECT_CONTACT, text="首次联系时间随更正变化"
            )
        entry = Entry(JournalVerb.CORRECT_CONTACT, f"更正联系记录：{reason.strip()}", row.id, row.number, told)
        stores.journal.append([entry], at=desk.now(), who=person.name)
        refresh_findings(desk, stores, row.id, who=person.name)
    return Outcome(_CHANGES, row.number, f"{row.number} 联系记录已更正")


def _is_first_contact(row: Any, attempt: NewAttempt, at: datetime) -> bool:
    reached = attempt.outcome is AttemptOutcome.REACHED and attempt.reached.strip() in {*THE_CALLER, row.caller}
    return reached and at >= row.dispatched_at and (row.first_contact_at is None or at < row.first_contact_at)


def _first_contact(stores: Stores, row: Any) -> datetime | None:
    """The earliest call on record that reached the caller after dispatch."""
    caller = {*THE_CALLER, row.caller}
    return min(
        (
            call.at
            for call in stores.contacts.attempts_of(row.id)
            if call.outcome == AttemptOutcome.REACHED
            and call.reached in caller
            and call.at >= row.dispatched_at
            and call.source != CALLBACK
        ),
        default=None,
    )


def _moment(desk: Desk, at: datetime | None) -> datetime:
    now = desk.now()
    if at is None:
        return now
    if not now - TYPED_WITHIN <= at <= now:
        raise Refused("联系时间应在 24 小时以内，不能晚于现在", field="at")
    return at.replace(microsecond=0)


def _dialled(row: Any, attempt: NewAttempt) -> str:
    phones: list[str] = row.phones.split()
    if attempt.typed.strip():
        number = read_dialled(attempt.typed)
        if not number:
            raise Refused("看不出是电话号码，请核对", field="number")
        return number
    if attempt.number_index is None:
        return ""
    if not 0 <= attempt.number_index < len(phones):
        raise Refused("请选择本工单的号码", field="number", hint="；".join(mask_phone(phone) for phone in phones))
    return phones[attempt.number_index]

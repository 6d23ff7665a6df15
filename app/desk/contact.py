"""Calls to the caller: every attempt is a record, and the first one that reaches ends the first-contact clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.records import change_ticket, the_ticket
from app.models.register import Stores
from app.rules.phones import mask_phone
from app.rules.states import ATTEMPT_WORDS, AttemptOutcome


@dataclass(frozen=True, slots=True)
class NewAttempt:
    """One call as entered; `number_index` is the place among the ticket's numbers, None when none was dialled."""

    number_index: int | None
    outcome: AttemptOutcome
    note: str = ""


def add_attempt(
    desk: Desk,
    *,
    person: Person,
    ticket_id: int,
    number_index: int | None,
    outcome: AttemptOutcome,
    note: str = "",
) -> Outcome[str]:
    """Records one call; reaching the caller for the first time stops the first-contact clock.

    Raises:
        Refused: the number is not one of the ticket's (field "number").

    """
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        keep_attempt(desk, stores, person, row, NewAttempt(number_index, outcome, note))
        first = outcome is AttemptOutcome.REACHED and row.first_contact_at is None
        values = {"first_contact_at": desk.now()} if first else {}
        text = f"联系：{ATTEMPT_WORDS[outcome]}" + (f" {note.strip()}" if note.strip() else "")
        change_ticket(desk, stores, person, row, values, verb="contact", text=text)
    changes = Change.TICKETS | Change.CONTACTS | Change.REMINDERS | Change.JOURNAL
    return Outcome(changes, row.number, f"{row.number} 联系已记录：{ATTEMPT_WORDS[outcome]}")


def keep_attempt(desk: Desk, stores: Stores, person: Person, row: Any, attempt: NewAttempt) -> int:
    """Writes the attempt within an open transaction; returns its id.

    Raises:
        Refused: the number is not one of the ticket's.

    """
    phones = row.phones.split()
    number = ""
    if attempt.number_index is not None:
        if not 0 <= attempt.number_index < len(phones):
            raise Refused("请选择本工单的号码", field="number", hint="；".join(mask_phone(phone) for phone in phones))
        number = phones[attempt.number_index]
    return stores.contacts.add_attempt(
        {
            "ticket_id": row.id,
            "at": desk.now(),
            "who": person.name,
            "number": number,
            "outcome": attempt.outcome.value,
            "note": attempt.note.strip(),
        }
    )

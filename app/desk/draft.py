"""Drafts: typed text not yet saved, stored every two seconds, offered again by its form, and listed after a crash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from app.base.changes import Change, Outcome, Undo
from app.desk.outage import last_quit_in
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.models.shared.keep import TypedRecord
from app.rules.draft import FOLDER_KEY, DraftForm, Subject, first_words, form_of, subject_of
from app.rules.shared.masking import mask_text
from app.rules.ticket.moves import TAKE_BACK_WITHIN


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft: its form, what its key names, its ticket, when it was saved, and its first words, masked.

    `ticket_id` is None where it belongs to no ticket; `form` None where this program does not know it.
    """

    key: str
    form: DraftForm | None
    subject: Subject
    subject_id: int
    ticket_id: int | None
    ticket_number: str
    ticket_title: str
    saved_at: datetime
    words: str


def load(desk: Desk, *, key: str) -> str | None:
    """The kept text, or None."""
    with desk.register.reading() as stores:
        return stores.keep.typed(key)


def save(desk: Desk, *, key: str, text: str) -> Outcome[None]:
    """Stores the text under its key, for example "reply:17"; an empty text deletes it."""
    with desk.register.writing() as stores:
        if text:
            stores.keep.put_typed(key, text, desk.now())
        else:
            stores.keep.drop_typed(key)
    return Outcome(Change.NOTHING, None)


def clear(desk: Desk, *, key: str) -> Outcome[None]:
    """Deletes the draft after its text was saved."""
    return save(desk, key=key, text="")


def discard(desk: Desk, *, key: str) -> Outcome[None]:
    """Deletes a draft that nobody wants any more; for ten minutes it can be brought back."""
    with desk.register.writing() as stores:
        text, row = stores.keep.typed(key), _row(stores, TypedRecord(key, "", desk.now()))
        stores.keep.drop_typed(key)
    words = f"丢弃草稿 {row.form.word if row.form else key} {row.ticket_number}".rstrip()
    undo = Undo(partial(save, key=key, text=text), desk.now() + TAKE_BACK_WITHIN, words) if text else None
    return Outcome(Change.NOTHING, None, f"已{words}", undo)


def listing(desk: Desk) -> list[DraftRow]:
    """Every draft, the last one first."""
    with desk.register.reading() as stores:
        return [_row(stores, kept) for kept in _typed(stores)]


def left_over(desk: Desk) -> list[DraftRow]:
    """Every draft, when the program ended while one was typed: one was saved after it was last quit; else none."""
    with desk.register.reading() as stores:
        kept, quit_at = _typed(stores), last_quit_in(stores)
        if not kept or (quit_at is not None and kept[0].saved_at <= quit_at):
            return []
        return [_row(stores, one) for one in kept]


def _typed(stores: Stores) -> list[TypedRecord]:
    return [one for one in stores.keep.every_typed() if one.key != FOLDER_KEY]


def _row(stores: Stores, kept: TypedRecord) -> DraftRow:
    subject, number = subject_of(kept.key)
    ticket_id = _ticket_of(stores, subject, number)
    ticket = None if ticket_id is None else stores.tickets.get(ticket_id)
    return DraftRow(
        key=kept.key,
        form=form_of(kept.key),
        subject=subject,
        subject_id=number,
        ticket_id=None if ticket is None else ticket.id,
        ticket_number="" if ticket is None else ticket.number,
        ticket_title="" if ticket is None else mask_text(ticket.title),
        saved_at=kept.saved_at,
        words=mask_text(first_words(kept.text)),
    )


def _ticket_of(stores: Stores, subject: Subject, number: int) -> int | None:
    if subject is Subject.TICKET:
        return number
    finders = {
        Subject.RETURN: stores.returns.get,
        Subject.CASE: stores.passing.get,
        Subject.FINDING: stores.findings.get,
        Subject.CONTACT: stores.contacts.get,
        Subject.CALL: stores.calls.get,
        Subject.ESCALATION: stores.escalations.get,
        Subject.APPLICATION: stores.exclusions.get,
    }
    finder = finders.get(subject)
    record = None if finder is None else finder(number)
    return None if record is None else record.ticket_id

"""Reads replies: the sheet for a writer or reviewer, its marks, and the list under review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from app.base.people import Person
from app.desk.shared.context import Desk
from app.desk.ticket.records import the_ticket
from app.desk.ticket.row import title_of
from app.models.register.stores import Stores
from app.models.reply.records import Overruling, ReplyRecord, SendBack, WaitingReplyRecord
from app.models.ticket.records import TicketRecord
from app.rules.contact.states import AttemptOutcome
from app.rules.reply.check import CheckFacts, Mark, check_reply
from app.rules.reply.form import RESULT, contact_words, send_back_reasons, text_hash
from app.rules.reply.states import ReplyState, is_writable
from app.rules.reply.texts import phrases_with
from app.rules.shared.masking import mask_text
from app.rules.ticket.categories import join_category
from app.rules.ticket.states import TicketStatus

# The fields a new round copies from the one before; the caller's answers and the result start empty.
_LASTING = ("industry", "basis", "final_unit", "leader", "head", "handler", "post")


@dataclass(frozen=True, slots=True)
class CheckedMark:
    """A mark, and the reason for which it was overruled ("" while it stands)."""

    mark: Mark
    overruled: str = ""


@dataclass(frozen=True, slots=True)
class SentBack:
    """One sending back: reasons in words, the text, by whom and when."""

    reasons: tuple[str, ...]
    text: str
    who: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ReplySheet:
    """The reply of a ticket's present round. `version` 0 says that nothing is kept yet and `fields` are proposals."""

    ticket_id: int
    number: str
    title: str
    content: str
    status: TicketStatus
    deadline_at: datetime | None
    round: int
    state: ReplyState
    fields: Mapping[str, str]
    writer: str
    written_at: datetime | None
    reviewer: str
    version: int
    overruled: Mapping[str, str]
    sent_back: tuple[SentBack, ...]
    marks: tuple[CheckedMark, ...]


@dataclass(frozen=True, slots=True)
class WaitingReply:
    """A ticket under review, as the list shows it."""

    ticket_id: int
    number: str
    title: str
    street: str
    unit: str
    deadline_at: datetime | None
    round: int
    writer: str
    submitted_at: datetime | None
    version: int


def sheet(desk: Desk, *, ticket_id: int, person: Person | None = None) -> ReplySheet:
    """The reply to work on, with its marks; a round that has not begun is filled from what is on record."""
    with desk.register.reading() as stores:
        ticket = the_ticket(stores, ticket_id)
        kept = stores.replies.latest(ticket_id)
        if kept is None or (not is_writable(kept.state) and ticket.status == TicketStatus.HANDLING):
            return _new_round(desk, stores, ticket, kept, person)
        overruled = reasons_of(kept.overruled)
        return ReplySheet(
            **_about(ticket),
            round=kept.round,
            state=kept.state,
            fields=kept.fields,
            writer=kept.writer,
            written_at=kept.written_at,
            reviewer=kept.reviewer,
            version=kept.version,
            overruled=overruled,
            sent_back=tuple(map(_sent_back, kept.reasons)),
            marks=marks_of(desk, stores, ticket, kept.fields, overruled),
        )


def check(
    desk: Desk, *, ticket_id: int, fields: Mapping[str, str], overruled: Mapping[str, str] | None = None
) -> tuple[CheckedMark, ...]:
    """The marks of a reply in a form; nothing is stored."""
    with desk.register.reading() as stores:
        return marks_of(desk, stores, the_ticket(stores, ticket_id), fields, overruled or {})


def waiting(desk: Desk) -> list[WaitingReply]:
    """The tickets under review, the next deadline first."""
    with desk.register.reading() as stores:
        return [_waiting_reply(record) for record in stores.replies.waiting()]


def reasons_of(overruled: Mapping[str, Overruling]) -> dict[str, str]:
    """Why marks were overruled, by the key of the mark."""
    return {key: overruling.reason for key, overruling in overruled.items()}


def marks_of(
    desk: Desk, stores: Stores, ticket: TicketRecord, fields: Mapping[str, str], overruled: Mapping[str, str]
) -> tuple[CheckedMark, ...]:
    """The marks within an open transaction that only reads, each with the reason that overruled it."""
    digest = text_hash(fields.get(RESULT, ""))
    return marks_with(check_reply(fields, facts_for(desk, stores, ticket, digest, desk.now())), overruled)


def marks_with(marks: Sequence[Mark], overruled: Mapping[str, str]) -> tuple[CheckedMark, ...]:
    """The marks, each with the reason that overruled it."""
    return tuple(CheckedMark(mark, overruled.get(mark.key, "").strip()) for mark in marks)


def facts_for(desk: Desk, stores: Stores, ticket: TicketRecord, digest: str, now: datetime) -> CheckFacts:
    """What a reply to a ticket is checked against at `now`; `digest` is that of its text (`text_hash`)."""
    return CheckFacts(
        content=ticket.content,
        category=join_category(ticket.category_1, ticket.category_2, ticket.category_3),
        phones=tuple(ticket.phones.split()),
        dispatched_at=ticket.dispatched_at,
        deadline_at=ticket.deadline_at,
        attempts=[(call.at, call.outcome) for call in stores.contacts.of_ticket(ticket.id)],
        now=now,
        calendar=desk.calendar,
        phrases=phrases_with(stores.keep.settings().get("reply_phrases", "")),
        same_text=stores.replies.same_text(digest, ticket.id) if digest else 0,
        estimated=bool(ticket.dispatched_basis),
    )


class _About(TypedDict):
    """The facts of the ticket on a reply sheet."""

    ticket_id: int
    number: str
    title: str
    content: str
    status: TicketStatus
    deadline_at: datetime | None


def _about(ticket: TicketRecord) -> _About:
    return {
        "ticket_id": ticket.id,
        "number": ticket.number,
        "title": mask_text(title_of(ticket)),
        "content": mask_text(ticket.content),
        "status": TicketStatus(ticket.status),
        "deadline_at": ticket.deadline_at,
    }


def _new_round(
    desk: Desk, stores: Stores, ticket: TicketRecord, before: ReplyRecord | None, person: Person | None
) -> ReplySheet:
    fields = _proposed(stores, ticket, before, person)
    return ReplySheet(
        **_about(ticket),
        round=before.round + 1 if before is not None else 1,
        state=ReplyState.DRAFT,
        fields=fields,
        writer="",
        written_at=None,
        reviewer="",
        version=0,
        overruled={},
        sent_back=(),
        marks=marks_of(desk, stores, ticket, fields, {}),
    )


def _proposed(
    stores: Stores, ticket: TicketRecord, before: ReplyRecord | None, person: Person | None
) -> dict[str, str]:
    earlier = before.fields if before is not None else {}
    fields = {name: earlier[name] for name in _LASTING if earlier.get(name)}
    fields.setdefault("final_unit", ticket.unit)
    fields.setdefault("handler", person.name if person is not None else "")
    reached = [call for call in stores.contacts.of_ticket(ticket.id) if call.outcome is AttemptOutcome.REACHED]
    if reached:
        fields |= {"contacted": "是", "contact_time": contact_words(reached[0].at, reached[0].seconds)}
    fields[RESULT] = "" if earlier else ticket.reply
    return {name: text for name, text in fields.items() if text}


def _sent_back(given: SendBack) -> SentBack:
    known = send_back_reasons()
    return SentBack(tuple(known.get(code, code) for code in given.codes), given.text, given.who, given.at)


def _waiting_reply(record: WaitingReplyRecord) -> WaitingReply:
    return WaitingReply(
        ticket_id=record.ticket_id,
        number=record.number,
        title=mask_text(title_of(record)),
        street=mask_text(record.street),
        unit=mask_text(record.unit),
        deadline_at=record.deadline_at,
        round=record.round or 0,
        writer=record.writer or "",
        submitted_at=record.submitted_at,
        version=record.version or 0,
    )

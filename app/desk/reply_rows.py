"""What is read of replies: the sheet a writer or a reviewer works on, its marks, and the list under review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.base.people import Person
from app.desk.context import Desk
from app.desk.records import the_ticket
from app.desk.titles import title_of
from app.models.stores import Stores
from app.rules.categories import join_category
from app.rules.phones import mask_text
from app.rules.replies import RESULT, WRITABLE, ReplyState, contact_words, send_back_reasons, text_hash
from app.rules.reply_check import CheckFacts, Mark, check_reply
from app.rules.reply_texts import phrases_with
from app.rules.states import AttemptOutcome, TicketStatus

# What a new round takes over from the one before: the caller's answers and the result are asked anew.
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
        row = the_ticket(stores, ticket_id)
        kept: Any = stores.replies.latest(ticket_id)
        status = TicketStatus(row.status)
        begins = kept is None or (ReplyState(kept.state) not in WRITABLE and status is TicketStatus.HANDLING)
        fields = _proposed(stores, row, kept, person) if begins else json.loads(kept.fields)
        overruled = {} if begins else json.loads(kept.overruled)
        return ReplySheet(
            ticket_id=row.id,
            number=row.number,
            title=mask_text(title_of(row)),
            content=mask_text(row.content),
            status=status,
            deadline_at=row.deadline_at,
            round=(kept.round if kept is not None else 0) + begins,
            state=ReplyState.DRAFT if begins else ReplyState(kept.state),
            fields=fields,
            writer="" if begins else kept.writer,
            written_at=None if begins else kept.written_at,
            reviewer="" if begins else kept.reviewer,
            version=0 if begins else kept.version,
            overruled={key: str(told["reason"]) for key, told in overruled.items()},
            sent_back=() if begins else tuple(_sent_back(json.loads(kept.reasons))),
            marks=marks_of(desk, stores, row, fields, overruled),
        )


def check(
    desk: Desk, *, ticket_id: int, fields: Mapping[str, str], overruled: Mapping[str, str] | None = None
) -> tuple[CheckedMark, ...]:
    """The marks of a reply as it stands in a form; nothing is kept."""
    with desk.register.reading() as stores:
        row = the_ticket(stores, ticket_id)
        reasons = {key: {"reason": reason} for key, reason in (overruled or {}).items() if reason.strip()}
        return marks_of(desk, stores, row, fields, reasons)


def waiting(desk: Desk) -> list[WaitingReply]:
    """The tickets under review, the next deadline first."""
    with desk.register.reading() as stores:
        return [
            WaitingReply(
                ticket_id=row.ticket_id,
                number=row.number,
                title=mask_text(title_of(row)),
                street=row.street,
                unit=row.unit,
                deadline_at=row.deadline_at,
                round=row.round or 0,
                writer=row.writer or "",
                submitted_at=row.submitted_at,
                version=row.version or 0,
            )
            for row in stores.replies.waiting()
        ]


def marks_of(
    desk: Desk, stores: Stores, row: Any, fields: Mapping[str, str], overruled: Mapping[str, Mapping[str, Any]]
) -> tuple[CheckedMark, ...]:
    """The marks within an open transaction, each with the reason that overruled it."""
    digest = text_hash(fields.get(RESULT, ""))
    facts = CheckFacts(
        content=row.content,
        category=join_category(row.category_1, row.category_2, row.category_3),
        phones=tuple(row.phones.split()),
        dispatched_at=row.dispatched_at,
        deadline_at=row.deadline_at,
        attempts=[(each.at, AttemptOutcome(each.outcome)) for each in stores.contacts.attempts_of(row.id)],
        now=desk.now(),
        calendar=desk.calendar,
        phrases=phrases_with(stores.keep.settings().get("reply_phrases", "")),
        same_text=stores.replies.same_text(digest, row.id) if digest else 0,
        estimated=bool(row.dispatched_basis),
    )
    marks = check_reply(fields, facts)
    return tuple(CheckedMark(mark, str(overruled.get(mark.key, {}).get("reason", ""))) for mark in marks)


def _proposed(stores: Stores, row: Any, before: Any, person: Person | None) -> dict[str, str]:
    earlier = json.loads(before.fields) if before is not None else {}
    fields = {name: earlier[name] for name in _LASTING if earlier.get(name)}
    fields.setdefault("final_unit", row.unit)
    fields.setdefault("handler", person.name if person is not None else "")
    reached = [each for each in stores.contacts.attempts_of(row.id) if each.outcome == AttemptOutcome.REACHED]
    if reached:
        fields |= {"contacted": "是", "contact_time": contact_words(reached[0].at, reached[0].seconds)}
    fields[RESULT] = "" if earlier else row.reply
    return {name: text for name, text in fields.items() if text}


def _sent_back(told: Iterable[Mapping[str, Any]]) -> Iterable[SentBack]:
    known = send_back_reasons()
    for each in told:
        at = each.get("at")
        yield SentBack(
            reasons=tuple(known.get(code, code) for code in each.get("codes", ())),
            text=str(each.get("text", "")),
            who=str(each.get("who", "")),
            at=datetime.fromtimestamp(at, UTC) if at is not None else None,
        )

"""The transfers of a ticket between units, and its facts in time order, read from journal and returns."""

from __future__ import annotations

from app.models.journal.store import JournalRecord
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.passing import HERE, Fact, Hop
from app.rules.returns.moves import REFUSALS
from app.rules.returns.states import ReturnDirection
from app.rules.shared.masking import mask_text
from app.rules.ticket.fields import FIELD_WORDS

_UNIT = FIELD_WORDS["unit"]
# Verbs that moved the ticket or disputed it; reading it and reminders do not belong to the dispute.
_DISPUTED = frozenset(
    {
        JournalVerb.IMPORT,
        JournalVerb.CREATE,
        JournalVerb.SIGN,
        JournalVerb.DISPATCH,
        JournalVerb.REOPEN,
        JournalVerb.REWORK,
        JournalVerb.CLOSE,
        JournalVerb.RETURN_REGISTER,
        JournalVerb.RETURN_SEND,
        JournalVerb.RETURN_ACCEPT,
        JournalVerb.RETURN_REFUSE,
        JournalVerb.RETURN_WITHDRAW,
        JournalVerb.RETURN_EVIDENCE,
        JournalVerb.RETURN_RECEIVE,
        JournalVerb.RETURN_AGREE,
        JournalVerb.RETURN_DECLINE,
        JournalVerb.PASSING_OPEN,
        JournalVerb.PASSING_REPORT,
        JournalVerb.PASSING_FOLLOW,
        JournalVerb.PASSING_CLOSE,
        JournalVerb.ESCALATION_REPORT,
    }
)


def refusals_of(stores: Stores, ticket_id: int) -> int:
    """How many requests of ours for this ticket were refused."""
    return sum(row.state in REFUSALS for row in stores.returns.of_ticket(ticket_id))


def hops_of(stores: Stores, ticket_id: int) -> tuple[Hop, ...]:
    """The ticket's transfers between units: dispatches, our sent requests, requests to us, oldest first."""
    found: list[Hop] = []
    for line in stores.journal.of_ticket(ticket_id):
        target = _dispatched_to(line)
        if target:
            found.append(Hop(line.at, HERE, target))
    for row in stores.returns.of_ticket(ticket_id):
        if row.direction is ReturnDirection.TO_US:
            found.append(Hop(row.created_at, row.department, HERE))
        elif row.sent_at is not None and row.suggested_unit:
            moved = row.state not in REFUSALS
            found.append(Hop(row.sent_at, HERE, row.suggested_unit, moved))
            if not moved and row.decided_at is not None:
                found.append(Hop(row.decided_at, row.suggested_unit, HERE, moved))
    return tuple(sorted(found, key=lambda hop: hop.at))


def facts_of_ticket(stores: Stores, ticket_id: int) -> tuple[Fact, ...]:
    """What happened to the ticket, oldest first, in words that may be sent on; phones are masked."""
    lines = sorted(stores.journal.of_ticket(ticket_id), key=lambda line: (line.at, line.id))
    return tuple(
        Fact(line.at, line.who, mask_text(line.text or line.verb.word)) for line in lines if line.verb in _DISPUTED
    )


def _dispatched_to(line: JournalRecord) -> str:
    _, unit = line.changes.get(_UNIT, ("", ""))
    return unit if line.verb is JournalVerb.DISPATCH else ""

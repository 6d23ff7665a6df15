"""The facts of a round's texts, and the text of a channel."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.settings import with_defaults
from app.desk.shared.context import Desk
from app.desk.ticket.row import title_of
from app.desk.urge.rows import is_live
from app.models.register.stores import Stores
from app.models.urge.records import RoundRecord, RoundTicketRecord
from app.rules.escalation.states import ReportChannel
from app.rules.urge.states import UrgeOrigin
from app.rules.urge.steps import reply_by
from app.rules.urge.texts import UrgedTicket, UrgeFacts, text_for, without_name


def text_of(desk: Desk, stores: Stores, row: RoundRecord, channel: ReportChannel, who: str) -> str:
    """The text of a round as of now; of its tickets those in which the unit still has to act."""
    return text_for(channel, facts_of(desk, stores, row), who, desk_name(stores))


def desk_name(stores: Stores) -> str:
    """The name of the desk, from the settings."""
    return with_defaults(stores.keep.settings())["desk_name"]


def facts_of(desk: Desk, stores: Stores, row: RoundRecord) -> UrgeFacts:
    """What the texts of a round say."""
    now = desk.now()
    own = stores.urges.tickets_of([row.id])
    live = [ticket for ticket in own if is_live(ticket, row.unit) and ticket.answered_at is None]
    tickets = _named(live or own)
    silent = [one for one in stores.urges.open_of(row.unit) if one.id != row.id and one.sent_at is not None]
    again = row.origin in (UrgeOrigin.AGAIN, UrgeOrigin.BROKEN)
    return UrgeFacts(
        unit=row.unit,
        to_name=row.to_name,
        duty=row.to_duty,
        level=row.level,
        tickets=tickets,
        now=now,
        reply_by=reply_by(now, [ticket.deadline_at for ticket in tickets], again=again),
        is_series=row.origin is UrgeOrigin.SERIES,
        unanswered=sum((one.slot, one.part) < (row.slot, row.part) for one in silent),
    )


def _named(tickets: Sequence[RoundTicketRecord]) -> tuple[UrgedTicket, ...]:
    return tuple(
        UrgedTicket(
            ticket.number,
            without_name(title_of(ticket), ticket.caller),
            ticket.deadline_at,
            ticket.first_contact_at is not None,
        )
        for ticket in tickets
    )

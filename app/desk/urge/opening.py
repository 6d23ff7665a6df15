"""Opens rounds whose time has come: passed slots of the day's series, unanswered rounds, promises that ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.base.clock import to_local
from app.base.people import THE_DESK
from app.desk.shared.context import Desk
from app.desk.urge.records import Opening, change_round, law_of, live_tickets, open_round, state_after, words_of
from app.desk.urge.rows import is_live
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.models.urge.records import DueSlot, RoundRecord, RoundTicketRecord
from app.rules.journal import JournalVerb
from app.rules.urge.states import URGED_STATUSES, UrgeOrigin, UrgeState, UrgeVerb
from app.rules.urge.steps import HEAD, LEADER, next_level


def open_series(desk: Desk, stores: Stores, come: Sequence[DueSlot]) -> int:
    """Opens a round for each passed slot and unit; returns how many.

    Every slot is noted as looked at. Tickets whose reply is under review are not urged, nor those that came in only
    after their deadline.
    """
    stores.urges.look_at([slot.reminder_id for slot in come])
    groups: dict[tuple[datetime, str], list[int]] = {}
    for slot in come:
        if _is_urged(slot):
            ids = groups.setdefault((slot.planned_at, slot.unit), [])
            if slot.ticket_id not in ids:
                ids.append(slot.ticket_id)
    for (at, unit), ticket_ids in groups.items():
        opening = Opening(at, unit, UrgeOrigin.SERIES, _level_of(stores, unit))
        open_round(desk, stores, THE_DESK, opening, ticket_ids)
    return len(groups)


def _is_urged(slot: DueSlot) -> bool:
    if slot.status not in URGED_STATUSES:
        return False
    late = slot.made_at is not None and slot.deadline_at is not None and slot.made_at >= slot.deadline_at
    return not late


def _level_of(stores: Stores, unit: str) -> int:
    """A unit whose last round had risen to the leader and has no answer is urged there again."""
    waiting = stores.urges.open_of(unit)
    return LEADER if waiting and waiting[-1].level == LEADER else HEAD


def go_on(desk: Desk, stores: Stores, row: RoundRecord) -> bool:
    """What happens to a round whose time has come: urged again, risen, its promise kept or broken.

    Returns whether a new round was opened.
    """
    if row.state is UrgeState.PROMISED:
        return _end_promise(desk, stores, row)
    at = _minute(row.next_at or desk.now())
    change_round(stores, row, next_at=None)
    level = next_level(row.level, row.tries, law_of(stores))
    live = live_tickets(stores, row)
    if row.state is not UrgeState.SENT or level is None or not live:
        return False
    tries = row.tries + 1 if level == row.level else 1
    open_round(
        desk,
        stores,
        THE_DESK,
        Opening(at, row.unit, UrgeOrigin.AGAIN, level, tries),
        [ticket.ticket_id for ticket in live if ticket.answered_at is None] or [ticket.ticket_id for ticket in live],
    )
    return True


def _end_promise(desk: Desk, stores: Stores, row: RoundRecord) -> bool:
    """Keeps or breaks the promises of a round that have ended; broken ones open another round."""
    now = desk.now()
    own = stores.urges.tickets_of([row.id])
    ended = [ticket for ticket in own if ticket.promised_at is not None and ticket.promised_at <= now]
    broken = [ticket for ticket in ended if is_live(ticket, row.unit) and not was_kept(ticket)]
    if not broken:
        later = [ticket.promised_at for ticket in own if ticket.promised_at is not None and ticket.promised_at > now]
        if later:
            change_round(stores, row, next_at=min(later))
        else:
            change_round(stores, row, state=state_after(row, UrgeVerb.KEEP), next_at=None)
        _journal(desk, stores, JournalVerb.URGE_KEPT, row, ended, "承诺已兑现")
        return False
    change_round(stores, row, state=state_after(row, UrgeVerb.BREAK), next_at=None, broken_at=now)
    when = f"{to_local(row.promised_at or now):%m-%d %H:%M}"
    _journal(desk, stores, JournalVerb.URGE_BROKEN, row, broken, f"承诺 {when} 前“{row.answer}”，未兑现")
    opening = Opening(_minute(row.next_at or now), row.unit, UrgeOrigin.BROKEN, row.level)
    open_round(desk, stores, THE_DESK, opening, [ticket.ticket_id for ticket in broken])
    return True


def was_kept(ticket: RoundTicketRecord) -> bool:
    """Whether something came of a promise: the caller was contacted for the first time after it was given."""
    at, contacted = ticket.answered_at, ticket.first_contact_at
    return at is not None and contacted is not None and contacted >= at


def rise(desk: Desk, stores: Stores, row: RoundRecord) -> int:
    """Opens a round with the leader at once, for the tickets that still wait."""
    tickets = [ticket.ticket_id for ticket in live_tickets(stores, row)]
    return open_round(desk, stores, THE_DESK, Opening(_minute(desk.now()), row.unit, UrgeOrigin.AGAIN, LEADER), tickets)


def _journal(
    desk: Desk, stores: Stores, verb: JournalVerb, row: RoundRecord, tickets: Sequence[RoundTicketRecord], text: str
) -> None:
    entries = [Entry(verb, f"{words_of(row)}{text}", one.ticket_id, one.number) for one in tickets]
    stores.journal.append(entries, at=desk.now(), who=THE_DESK.name)


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)

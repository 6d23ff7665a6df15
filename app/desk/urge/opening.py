"""Opens rounds whose time has come: passed slots of the day's series, unanswered rounds, promises that ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.base.clock import local_minute
from app.base.people import THE_DESK
from app.desk.shared.context import Desk
from app.desk.urge.records import (
    Opening,
    change_round,
    law_of,
    live_tickets,
    open_round,
    state_after,
    the_round,
    words_of,
)
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


def go_on(desk: Desk, stores: Stores, due: Sequence[RoundRecord]) -> None:
    """Urges again what nobody answered, or lets it rise; to be called with the rounds whose time has come.

    Of one unit's rounds the newest says how; one round asks for the tickets that still wait in any of them.
    """
    by_unit: dict[str, list[RoundRecord]] = {}
    for row in due:
        change_round(stores, row, next_at=None)
        if row.state is UrgeState.SENT:
            by_unit.setdefault(row.unit, []).append(row)
    for unit, rows in by_unit.items():
        newest = max(rows, key=lambda row: (row.slot, row.part))
        level = next_level(newest.level, newest.tries, law_of(stores))
        waits = [ticket for row in rows for ticket in live_tickets(stores, row) if ticket.answered_at is None]
        waiting = list(dict.fromkeys(ticket.ticket_id for ticket in waits))
        if level is None or not waiting:
            continue
        tries = newest.tries + 1 if level == newest.level else 1
        at = _minute(newest.next_at or desk.now())
        open_round(desk, stores, THE_DESK, Opening(at, unit, UrgeOrigin.AGAIN, level, tries), waiting)


def end_promises(desk: Desk, stores: Stores, ended: Sequence[RoundTicketRecord]) -> None:
    """Judges promises that have ended: kept, or broken, which opens another round for their tickets."""
    by_round: dict[int, list[RoundTicketRecord]] = {}
    for ticket in ended:
        by_round.setdefault(ticket.round_id, []).append(ticket)
    for round_id, tickets in by_round.items():
        stores.urges.judge(round_id, [ticket.ticket_id for ticket in tickets])
        _judge(desk, stores, the_round(stores, round_id), tickets)


def _judge(desk: Desk, stores: Stores, row: RoundRecord, ended: Sequence[RoundTicketRecord]) -> None:
    broken = [ticket for ticket in ended if is_live(ticket, row.unit) and not was_kept(ticket)]
    if not broken:
        left = any(ticket.promised_at is not None and not ticket.judged for ticket in stores.urges.tickets_of([row.id]))
        if row.state is UrgeState.PROMISED and not left:
            change_round(stores, row, state=state_after(row, UrgeVerb.KEEP))
        _journal(desk, stores, JournalVerb.URGE_KEPT, row, ended, "承诺已兑现")
        return
    now = desk.now()
    state = state_after(row, UrgeVerb.BREAK) if row.state is UrgeState.PROMISED else row.state
    change_round(stores, row, state=state, broken_at=now)
    ends = max(ticket.promised_at or now for ticket in broken)
    said = "；".join(dict.fromkeys(ticket.answer for ticket in broken))
    _journal(desk, stores, JournalVerb.URGE_BROKEN, row, broken, f"承诺 {local_minute(ends)} 前“{said}”，未兑现")
    opening = Opening(_minute(ends), row.unit, UrgeOrigin.BROKEN, row.level)
    open_round(desk, stores, THE_DESK, opening, [ticket.ticket_id for ticket in broken])


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

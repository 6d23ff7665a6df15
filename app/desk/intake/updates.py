"""Writes rows that change known tickets as they were judged before the register was held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.base.people import Person
from app.desk.intake.ready import ReadyUpdate
from app.desk.shared.context import Desk, TicketChanged, TicketFollower
from app.desk.ticket.records import follow_change
from app.models.register.stores import Stores
from app.models.reminder.records import Replan, fingerprint
from app.models.ticket.records import TicketRecord


def write_updates(desk: Desk, stores: Stores, person: Person, updates: Sequence[ReadyUpdate]) -> None:
    """Writes at most some hundred updates of different tickets, whose versions this transaction has confirmed.

    Reminders that have changed since they were judged, and whatever else a ticket has, follow here one by one.
    """
    if not updates:
        return
    replans = _standing(stores, updates)
    before = _followed(desk, stores, updates, replans)
    stores.tickets.change_many([one.change for one in updates])
    stores.journal.append([one.line for one in updates], at=desk.now(), who=person.name)
    stores.reminders.replan([*replans.values()], desk.now())
    if not before:
        return
    within = [follower for follower in desk.followers.of_ticket if not follower.after_import]
    after = {row.id: row for row in stores.tickets.many([*before])}
    for one in updates:
        ticket = before.get(one.change.ticket_id)
        if ticket is not None:
            moves = one.moves_clock and ticket.id not in replans
            told = TicketChanged(ticket, after[ticket.id], frozenset(one.names), one.text, moves, quiet=False)
            follow_change(desk, stores, person, told, within)


def followed_later(desk: Desk, updates: Sequence[ReadyUpdate]) -> list[int]:
    """The tickets that something follows only once the file is in."""
    later = [follower for follower in desk.followers.of_ticket if follower.after_import]
    wanted = _Wanted(later)
    return [one.change.ticket_id for one in updates if wanted[one.names, one.moves_clock]]


class _Wanted(dict[tuple[tuple[str, ...], bool], tuple[TicketFollower, ...]]):
    """The followers that a change of these columns may want, and of a clock: the rows of a file change the same few."""

    def __init__(self, followers: Sequence[TicketFollower]) -> None:
        super().__init__()
        self._followers = followers

    def __missing__(self, key: tuple[tuple[str, ...], bool]) -> tuple[TicketFollower, ...]:
        names, moves_clock = key
        self[key] = tuple(one for one in self._followers if one.may_want(names, moves_clock=moves_clock))
        return self[key]


def _standing(stores: Stores, updates: Sequence[ReadyUpdate]) -> dict[int, Replan]:
    """What was judged of reminders that still stand as they did then, by ticket."""
    judged = [one.replan for one in updates if one.replan is not None]
    slots = stores.reminders.slots_of([one.ticket_id for one in judged])
    return {one.ticket_id: one for one in judged if fingerprint(slots[one.ticket_id]) == one.seen}


def _followed(
    desk: Desk, stores: Stores, updates: Sequence[ReadyUpdate], replans: Mapping[int, Replan]
) -> dict[int, TicketRecord]:
    """The tickets, before their change, that something follows beside what was judged."""
    wanted = _Wanted([follower for follower in desk.followers.of_ticket if not follower.after_import])
    of_each: dict[TicketFollower, list[int]] = {}
    for one in updates:
        ticket_id = one.change.ticket_id
        for follower in wanted[one.names, one.moves_clock and ticket_id not in replans]:
            of_each.setdefault(follower, []).append(ticket_id)
    ids: set[int] = set()
    for follower, tickets in of_each.items():
        ids |= {*tickets} if follower.concerned is None else follower.concerned(stores, tickets)
    return {row.id: row for row in stores.tickets.many([*ids])} if ids else {}

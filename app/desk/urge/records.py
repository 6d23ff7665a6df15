"""Access to urge rounds within a transaction: reads one, writes its changes, opens one with whom it goes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Unpack

from app.base.errors import Refused
from app.base.people import Person
from app.desk.roster import reads as roster_reads
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.shared.whole_settings import whole_setting
from app.desk.urge.rows import is_live
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.models.urge.records import NewRound, RoundChange, RoundRecord, RoundTicketRecord
from app.rules.escalation.on_duty import urged
from app.rules.escalation.states import ReportChannel
from app.rules.escalation.targets import Reach
from app.rules.journal import JournalVerb
from app.rules.shared.flow import IllegalMove
from app.rules.urge.states import OPEN_STATES, URGE_FLOW, URGE_ORIGIN_WORDS, UrgeOrigin, UrgeState, UrgeVerb
from app.rules.urge.steps import AGAIN_MINUTES, HEAD, TRIES, URGE_LEVEL_WORDS, UrgeLaw
from app.rules.urge.texts import NO_UNIT


@dataclass(frozen=True, slots=True)
class Opening:
    """What a new round is about: when it was due, whose tickets, and on which level."""

    slot: datetime
    unit: str
    origin: UrgeOrigin
    level: int = HEAD
    tries: int = 1


def the_round(stores: Stores, round_id: int) -> RoundRecord:
    """The round of this id.

    Raises:
        Refused: there is none.

    """
    row = stores.urges.get(round_id)
    if row is None:
        raise Refused("没有这一轮催办")
    return row


def change_round(stores: Stores, before: RoundRecord, **changes: Unpack[RoundChange]) -> None:
    """Writes changed columns of a round.

    Raises:
        EditConflict: somebody else changed it since it was read.

    """
    with saving(f"{words_of(before)} 的催办"):
        stores.urges.change(before, **changes)


def state_after(row: RoundRecord, verb: UrgeVerb, back: UrgeState | None = None) -> UrgeState:
    """The state of a round after a verb.

    Raises:
        IllegalMove: its state does not allow the verb; the sentence names the unit.

    """
    try:
        return URGE_FLOW.after(row.state, verb, back)
    except IllegalMove as error:
        raise IllegalMove(f"{words_of(row)}：{error.message}") from error


def words_of(row: RoundRecord) -> str:
    """The unit of a round as a sentence names it."""
    return row.unit or NO_UNIT


def law_of(stores: Stores) -> UrgeLaw:
    """The rule by which rounds are urged again, from the settings."""
    return UrgeLaw(timedelta(minutes=whole_setting(stores, AGAIN_MINUTES)), whole_setting(stores, TRIES))


def people_of(stores: Stores, unit: str, level: int, at: datetime) -> tuple[Reach, ...]:
    """Whom to urge about a unit's tickets, the most fitting first: those on duty by the roster before the others."""
    return urged(stores.targets.every(), roster_reads.shifts_at(stores, at), level=level, unit=unit, at=at)


def live_tickets(stores: Stores, row: RoundRecord) -> list[RoundTicketRecord]:
    """The tickets of a round in which its unit still has to act."""
    return [ticket for ticket in stores.urges.tickets_of([row.id]) if is_live(ticket, row.unit)]


def write_lines(
    desk: Desk,
    stores: Stores,
    person: Person,
    verb: JournalVerb,
    text: str,
    tickets: Sequence[RoundTicketRecord],
) -> None:
    """Writes one journal line for each ticket."""
    entries = [Entry(verb, text, ticket.ticket_id, ticket.number) for ticket in tickets]
    stores.journal.append(entries, at=desk.now(), who=person.name)


def require_open(row: RoundRecord) -> None:
    """Refuses a round that was answered or ended."""
    if row.state not in OPEN_STATES:
        raise Refused(f"{words_of(row)} 这一轮已有答复或已结束")


def open_round(desk: Desk, stores: Stores, person: Person, opening: Opening, ticket_ids: Sequence[int]) -> int:
    """Opens a round, or adds the tickets to the one of this minute that nobody has sent yet; returns its id.

    Earlier rounds of the unit are no longer urged again by themselves: this one speaks for them.
    """
    same = stores.urges.at_slot(opening.slot, opening.unit)
    waiting = next((row for row in same if row.state is UrgeState.TO_SEND), None)
    if waiting is not None:
        known = {ticket.ticket_id for ticket in stores.urges.tickets_of([waiting.id])}
        stores.urges.add_tickets(waiting.id, [one for one in ticket_ids if one not in known])
        return waiting.id
    for earlier in stores.urges.open_of(opening.unit):
        if earlier.next_at is not None:
            change_round(stores, earlier, next_at=None)
    first = next(iter(people_of(stores, opening.unit, opening.level, desk.now())), None)
    round_id = stores.urges.add(_new(desk, person, opening, first, part=len(same) + 1), ticket_ids)
    whom = f"，找{first.name}" if first is not None else "，通讯录没有可找的人"
    text = (
        f"{URGE_ORIGIN_WORDS[opening.origin]}：{opening.unit or NO_UNIT} {len(ticket_ids)} 件，"
        f"{URGE_LEVEL_WORDS[opening.level]}{whom}"
    )
    write_line(desk, stores, person, JournalVerb.URGE_OPEN, text)
    return round_id


def _new(desk: Desk, person: Person, opening: Opening, first: Reach | None, *, part: int) -> NewRound:
    return NewRound(
        slot=opening.slot,
        unit=opening.unit,
        part=part,
        origin=opening.origin,
        state=UrgeState.TO_SEND,
        level=opening.level,
        tries=opening.tries,
        to_name=first.name if first is not None else "",
        to_duty=first.duty if first is not None else "",
        to_phone=first.phone if first is not None else "",
        channel=(first.channel if first is not None else "") or ReportChannel.WECHAT,
        opened_at=desk.now(),
        opened_by=person.name,
    )

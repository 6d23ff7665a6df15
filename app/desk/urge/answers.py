"""What units answer: recorded for many tickets at once, a promise kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.changes import Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.urge.records import change_round, live_tickets, state_after, the_round, words_of, write_lines
from app.desk.urge.undo import CHANGES, image, undo_of
from app.models.register.stores import Stores
from app.models.urge.records import RoundRecord
from app.rules.journal import JournalVerb
from app.rules.shared.time_left import clock_time
from app.rules.urge.states import UrgeVerb


def answer(
    desk: Desk,
    *,
    person: Person,
    round_ids: Sequence[int],
    said: str,
    ticket_ids: Sequence[int] | None = None,
    promised_at: datetime | None = None,
    answered_by: str = "",
) -> Outcome[tuple[int, ...]]:
    """Records what the units answered for these tickets of these rounds, or for all of them, and promised by when.

    A round is answered once every ticket that still waits has an answer; earlier rounds about the same tickets end.

    Raises:
        Refused: nothing was said (field "said"), the promise lies in the past (field "promised_at"), no ticket is
            chosen, or a round has ended.

    """
    require(person, Action.URGE)
    if not said.strip():
        raise Refused("请写明答复内容", field="said")
    if promised_at is not None and promised_at <= desk.now():
        raise Refused("承诺的时间已经过去，请改成以后的时间", field="promised_at")
    entry = _Answer(said.strip(), promised_at, answered_by.strip())
    count = 0
    with desk.register.writing() as stores:
        before = image(stores, round_ids)
        for row in stores.urges.many(list(round_ids)):
            count += _answer(desk, stores, person, row, entry, ticket_ids)
        if not count:
            raise Refused("请选择答复涉及的工单")
        undo = undo_of(desk, stores, person, before, f"催办答复 {count} 件", round_ids)
    until = f"，承诺 {clock_time(promised_at)} 前" if promised_at is not None else ""
    return Outcome(CHANGES, tuple(round_ids), f"已记录 {count} 件的答复{until}", undo)


def answer_within(
    desk: Desk, stores: Stores, person: Person, row: RoundRecord, said: str, ticket_ids: Sequence[int]
) -> int:
    """Records an answer within an open transaction; returns the number of tickets it is about."""
    return _answer(desk, stores, person, row, _Answer(said, None, ""), ticket_ids)


@dataclass(frozen=True, slots=True)
class _Answer:
    said: str
    promised_at: datetime | None
    by: str


def _answer(
    desk: Desk, stores: Stores, person: Person, row: RoundRecord, entry: _Answer, chosen: Sequence[int] | None
) -> int:
    own = stores.urges.tickets_of([row.id])
    about = [ticket for ticket in own if chosen is None or ticket.ticket_id in chosen]
    if not about:
        return 0
    verb = UrgeVerb.ANSWER if entry.promised_at is None else UrgeVerb.PROMISE
    state_after(row, verb)
    ids = [ticket.ticket_id for ticket in about]
    stores.urges.answer_tickets(row.id, ids, desk.now(), entry.said, entry.promised_at)
    stores.urges.replace_promises(ids, but=row.id)
    _settle(desk, stores, person, the_round(stores, row.id), entry.by)
    until = f"，{clock_time(entry.promised_at)} 前" if entry.promised_at is not None else ""
    journal_verb = JournalVerb.URGE_ANSWER if entry.promised_at is None else JournalVerb.URGE_PROMISE
    text = f"{words_of(row)}{entry.by}答复：{entry.said}{until}"
    write_lines(desk, stores, person, journal_verb, text, about)
    _end_earlier(stores, row, set(ids))
    return len(about)


def _settle(desk: Desk, stores: Stores, person: Person, row: RoundRecord, by: str) -> None:
    """Writes into a round what follows from the answers of its tickets."""
    own = stores.urges.tickets_of([row.id])
    said = [ticket for ticket in own if ticket.answered_at is not None]
    answers = "；".join(dict.fromkeys(ticket.answer for ticket in said if ticket.answer))
    if any(ticket.answered_at is None for ticket in live_tickets(stores, row)) or not said:
        partly = f"{len(said)}/{len(own)} 件已答复：{answers}" if said else ""
        change_round(stores, row, answer=partly, recorded_by=person.name if said else "")
        return
    ends = [ticket.promised_at for ticket in said if ticket.promised_at is not None]
    verb = UrgeVerb.PROMISE if ends else UrgeVerb.ANSWER
    change_round(
        stores,
        row,
        state=state_after(row, verb),
        answered_at=desk.now(),
        answered_by=by or row.to_name,
        recorded_by=person.name,
        answer=answers,
        promised_at=min(ends, default=None),
        next_at=None,
    )


def _end_earlier(stores: Stores, row: RoundRecord, answered: set[int]) -> None:
    """Ends the unit's earlier rounds that wait for nothing but tickets that were answered now."""
    for earlier in stores.urges.open_of(row.unit):
        if earlier.id == row.id or (earlier.slot, earlier.part) > (row.slot, row.part):
            continue
        if {ticket.ticket_id for ticket in live_tickets(stores, earlier)} <= answered:
            note = "后一轮已答复"
            change_round(stores, earlier, state=state_after(earlier, UrgeVerb.END), next_at=None, note=note)


def keep(desk: Desk, *, person: Person, round_id: int) -> Outcome[int]:
    """Records that the unit did what it promised, also after its time.

    Raises:
        Refused: nothing was promised in this round.

    """
    require(person, Action.URGE)
    with desk.register.writing() as stores:
        row, before = the_round(stores, round_id), image(stores, [round_id])
        change_round(stores, row, state=state_after(row, UrgeVerb.KEEP), next_at=None)
        stores.urges.judge(row.id, [ticket.ticket_id for ticket in stores.urges.tickets_of([row.id])])
        text = f"{words_of(row)} 已兑现：{row.answer}"
        write_lines(desk, stores, person, JournalVerb.URGE_KEPT, text, stores.urges.tickets_of([row.id]))
        undo = undo_of(desk, stores, person, before, f"{words_of(row)} 承诺兑现", [round_id])
    return Outcome(CHANGES, round_id, f"{words_of(row)} 的承诺已记为兑现", undo)

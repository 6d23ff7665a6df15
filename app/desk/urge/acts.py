"""The acts of urging: rounds are opened, sent, sent to somebody else, or rise; one act may cover many rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import check_version
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.urge.answers import answer_within
from app.desk.urge.opening import end_promises, go_on, open_series
from app.desk.urge.opening import rise as open_risen
from app.desk.urge.records import (
    Opening,
    change_round,
    law_of,
    live_tickets,
    open_round,
    require_open,
    state_after,
    the_round,
    words_of,
    write_lines,
)
from app.desk.urge.rows import SentTexts
from app.desk.urge.texts import text_of
from app.desk.urge.undo import CHANGES, image, undo_of
from app.models.register.stores import Stores
from app.models.ticket.images import Image
from app.models.urge.records import OfficeTicket, RoundRecord
from app.rules.escalation.states import ReportChannel
from app.rules.journal import JournalVerb
from app.rules.urge.states import OPEN_STATES, UrgeOrigin, UrgeState, UrgeVerb
from app.rules.urge.steps import LEADER, URGE_LEVEL_WORDS


@dataclass(frozen=True, slots=True)
class Message:
    """How a round goes out: by which channel and with which text; an empty text is the ready one."""

    channel: str
    text: str = ""


def open_due(desk: Desk) -> Outcome[int]:
    """Opens every round whose time has come; the tick and the command `urges` call it. The result counts new rounds."""
    now = desk.now()
    with desk.register.reading() as stores:
        waits = stores.urges.come_due(now) or stores.urges.due_again(now) or stores.urges.ended_promises(now)
        if not waits:
            return Outcome(Change.NOTHING, 0)
    with desk.register.writing() as stores:
        end_promises(desk, stores, stores.urges.ended_promises(now))
        go_on(desk, stores, stores.urges.due_again(now))
        opened = open_series(desk, stores, stores.urges.come_due(now))
    return Outcome(CHANGES, opened)


def open_by_hand(
    desk: Desk, *, person: Person, units: Sequence[str] = (), ticket_ids: Sequence[int] = (), within_days: int = 0
) -> Outcome[tuple[int, ...]]:
    """Opens a round now for each unit of these tickets, or for these units' open tickets; without both for all units.

    Of whole units only tickets are urged whose deadline ends within so many days from today, or has passed.

    Raises:
        Refused: there is nothing in which a unit still has to act.

    """
    require(person, Action.URGE)
    with desk.register.writing() as stores:
        found = stores.urges.open_tickets(units, ticket_ids)
        if not ticket_ids:
            end = _end_of_day(desk.now()) + timedelta(days=within_days)
            found = [ticket for ticket in found if ticket.deadline_at is not None and ticket.deadline_at <= end]
        if not found:
            raise Refused("没有需要催办的工单", hint="待审核、待回访和已办结的工单不催办")
        groups = by_unit(found)
        before = image(stores, [], units=tuple(groups))
        ids = open_rounds(desk, stores, person, groups)
        words = f"{len(ids)} 个单位 {len(found)} 件的催办"
        undo = undo_of(desk, stores, person, before, words, ids)
    return Outcome(CHANGES, ids, f"已备好 {words}", undo)


def by_unit(tickets: Sequence[OfficeTicket]) -> dict[str, list[int]]:
    """The ids of tickets by unit, in their order."""
    groups: dict[str, list[int]] = {}
    for ticket in tickets:
        groups.setdefault(ticket.unit, []).append(ticket.id)
    return groups


def open_rounds(desk: Desk, stores: Stores, person: Person, groups: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """Opens a round by hand for each unit with its tickets, within an open transaction; returns their ids."""
    slot = desk.now().replace(second=0)
    return tuple(
        open_round(desk, stores, person, Opening(slot, unit, UrgeOrigin.BY_HAND), own) for unit, own in groups.items()
    )


def image_of_units(stores: Stores, units: Sequence[str]) -> Image:
    """The rounds that opening one for each of these units may change; for the undo of an act that does more."""
    return image(stores, [], units=units)


def send(
    desk: Desk, *, person: Person, round_id: int, message: Message, version: int | None = None
) -> Outcome[SentTexts]:
    """Records that a round went out; from now on it waits for the unit's answer.

    Raises:
        Refused: no channel is chosen (field "channel"), or the round was answered or ended.
        EditConflict: somebody changed the round since `version` was read.

    """
    require(person, Action.URGE)
    channel = _channel(message.channel)
    with desk.register.writing() as stores:
        row, before = the_round(stores, round_id), image(stores, [round_id])
        check_version(f"{words_of(row)} 的催办", row.version, version)
        text = _send(desk, stores, person, row, channel, message.text)
        undo = undo_of(desk, stores, person, before, f"{words_of(row)} 催办", [round_id])
    return Outcome(CHANGES, SentTexts((round_id,), text), f"{words_of(row)} 已记为{channel}发出", undo)


def send_many(desk: Desk, *, person: Person, round_ids: Sequence[int]) -> Outcome[SentTexts]:
    """Records that all these rounds went out, each with its ready text by its channel; the texts come in one piece.

    Rounds that are no longer open are left out.

    Raises:
        Refused: none of them is open.

    """
    require(person, Action.URGE)
    with desk.register.writing() as stores:
        rows = [row for row in stores.urges.many(list(round_ids)) if row.state is UrgeState.TO_SEND]
        if not rows:
            raise Refused("没有还未发出的催办")
        ids = tuple(row.id for row in rows)
        before = image(stores, ids)
        texts = [_send(desk, stores, person, row, _channel(row.channel), "") for row in rows]
        undo = undo_of(desk, stores, person, before, f"{len(rows)} 个单位的催办", ids)
    return Outcome(CHANGES, SentTexts(ids, "\n\n".join(texts)), f"{len(rows)} 个单位的催办已复制并记为已发", undo)


def note_answer(desk: Desk, stores: Stores, person: Person, ticket_id: int, said: str) -> None:
    """Counts what an office wrote about a ticket as its answer in the newest round that asks for it."""
    waiting = [row for _, row in stores.urges.of_tickets([ticket_id]) if row.state in OPEN_STATES]
    if waiting:
        answer_within(desk, stores, person, waiting[-1], said, [ticket_id])


def not_reached(desk: Desk, *, person: Person, round_ids: Sequence[int]) -> Outcome[int]:
    """Records that nobody answered the telephone; the rounds are urged again like unanswered ones.

    Raises:
        Refused: a round was answered or ended.

    """
    require(person, Action.URGE)
    with desk.register.writing() as stores:
        now, wait, before = desk.now(), law_of(stores).wait, image(stores, round_ids)
        for row in stores.urges.many(list(round_ids)):
            state = state_after(row, UrgeVerb.NOT_REACHED)
            sent = row.sent_at or now
            change_round(
                stores, row, state=state, not_reached_at=now, sent_at=sent, sent_by=person.name, next_at=now + wait,
                channel=ReportChannel.TELEPHONE,
            )  # fmt: skip
            text = f"{words_of(row)} {row.to_name}电话未接通"
            write_lines(desk, stores, person, JournalVerb.URGE_NOT_REACHED, text, stores.urges.tickets_of([row.id]))
        undo = undo_of(desk, stores, person, before, f"{len(round_ids)} 个单位未接通", round_ids)
    return Outcome(CHANGES, len(round_ids), f"{len(round_ids)} 个单位记为未接通", undo)


def redirect(
    desk: Desk, *, person: Person, round_id: int, name: str, phone: str = "", duty: str = "", version: int | None = None
) -> Outcome[int]:
    """Sends a round to another person of the directory, or to one that was typed.

    Raises:
        Refused: nobody is named (field "name"), or the round is not open.
        EditConflict: somebody changed the round since `version` was read.

    """
    require(person, Action.URGE)
    if not name.strip():
        raise Refused("请填写找谁", field="name")
    with desk.register.writing() as stores:
        row, before = the_round(stores, round_id), image(stores, [round_id])
        check_version(f"{words_of(row)} 的催办", row.version, version)
        require_open(row)
        change_round(stores, row, to_name=name.strip(), to_phone=phone.strip(), to_duty=duty.strip())
        write_line(desk, stores, person, JournalVerb.URGE_PERSON, f"{words_of(row)} 改找{name.strip()}")
        undo = undo_of(desk, stores, person, before, f"{words_of(row)} 换人", [round_id])
    return Outcome(CHANGES, round_id, f"{words_of(row)} 改找{name.strip()}", undo)


def rise(desk: Desk, *, person: Person, round_id: int) -> Outcome[int]:
    """Opens a round with the unit's leader at once.

    Raises:
        Refused: the round is not open, or goes to the leader already.

    """
    require(person, Action.URGE)
    with desk.register.writing() as stores:
        row, before = the_round(stores, round_id), image(stores, [round_id])
        require_open(row)
        if row.level == LEADER:
            raise Refused(f"{words_of(row)} 这一轮已经在催{URGE_LEVEL_WORDS[LEADER]}")
        if not live_tickets(stores, row):
            raise Refused(f"{words_of(row)} 这一轮的工单都已办结或进入审核")
        new = open_risen(desk, stores, row)
        if row.state is UrgeState.TO_SEND:
            note = f"未发，改催{URGE_LEVEL_WORDS[LEADER]}"
            current = the_round(stores, round_id)
            change_round(stores, current, state=state_after(current, UrgeVerb.END), next_at=None, note=note)
        words = f"{words_of(row)} 改催{URGE_LEVEL_WORDS[LEADER]}"
        undo = undo_of(desk, stores, person, before, words, [round_id, new])
    return Outcome(CHANGES, new, words, undo)


def _send(desk: Desk, stores: Stores, person: Person, row: RoundRecord, channel: ReportChannel, typed: str) -> str:
    state = state_after(row, UrgeVerb.SEND)
    text = typed.strip() or text_of(desk, stores, row, channel, person.name)
    now = desk.now()
    change_round(
        stores, row, state=state, channel=channel, text=text, sent_at=now, sent_by=person.name, not_reached_at=None,
        next_at=now + law_of(stores).wait,
    )  # fmt: skip
    whom = f"{row.to_name}{row.to_duty}" or URGE_LEVEL_WORDS[row.level]
    said = f"{words_of(row)} {whom}（{channel}）"
    write_lines(desk, stores, person, JournalVerb.URGE_SEND, said, stores.urges.tickets_of([row.id]))
    return text


def _channel(word: str) -> ReportChannel:
    if word.strip() not in set(ReportChannel):
        raise Refused("请选择催办方式", field="channel")
    return ReportChannel(word.strip())


def _end_of_day(now: datetime) -> datetime:
    local = to_local(now)
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)

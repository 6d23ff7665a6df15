"""Number match (认号): two tickets of the register that are one are joined, and taken apart again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk, TicketChanged
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.records import change_ticket, the_ticket
from app.desk.ticket.undo import Act, undo_of_act
from app.models.register.stores import Stores
from app.models.ticket.digest import GONE
from app.models.ticket.images import TICKETS, Image, RowChange, changes_between, restored_values
from app.models.ticket.joins import NewJoin
from app.models.ticket.records import TicketRecord
from app.rules.draft import Subject, form_of, subject_of
from app.rules.exclusion.moves import ExclusionState
from app.rules.journal import JournalVerb
from app.rules.law.clocks import OWN_MATTERS
from app.rules.reminder.moves import LIVE
from app.rules.reminder.states import ReminderState
from app.rules.ticket.joining import JoinState, joined_values
from app.rules.ticket.numbers import is_temporary

CHANGES = (
    Change.TICKETS
    | Change.REMINDERS
    | Change.ESCALATIONS
    | Change.CONTACTS
    | Change.RETURNS
    | Change.EXCLUSIONS
    | Change.URGES
    | Change.PLATFORM
    | Change.JOURNAL
)
_WORD = "认号"
_INTO = "认号并入"
# What followers of a ticket look at: a joined ticket has other rows, whatever of its own columns changed.
_EVERY_NAME = frozenset({"status", "unit", "phones", "closed_at", "deadline_at", "is_open"})


def join(desk: Desk, *, person: Person, ticket_id: int, other_id: int, why: str = "") -> Outcome[int]:
    """Joins two tickets that are one; the one with the platform's number stays, with the history of both.

    Of two that both have one, `other_id` stays. The result is the id of the ticket that stays. The reverse restores
    every row of both; `part` takes them apart later.

    Raises:
        Refused: both are the same ticket, both have an application for exclusion, or both have a draft of one form.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        kept, gone = _in_order(the_ticket(stores, ticket_id), the_ticket(stores, other_id))
        _check(stores, kept, gone)
        ids = (kept.id, gone.id)
        before = stores.images.take(ids, with_files=True)
        join_id = stores.joins.add(_new(desk, person, kept, gone, why))
        _end_clocks(stores, gone, kept)
        stores.joins.move(gone.id, kept.id)
        keys = _move_drafts(stores, gone.id, kept.id)
        with saving(f"{gone.number} 的工单"):
            stores.tickets.remove(gone)
        _write(desk, stores, person, kept, gone, why)
        stores.joins.keep_changes(join_id, _of_rows(before, stores.images.take(ids, with_files=True)))
        act = _act(stores, before, ids, _WORD, partial(_rename, keys=keys))
        undo = undo_of_act(desk, person, act, f"{kept.number} {_WORD}")
    return Outcome(CHANGES, kept.id, f"{gone.number} 已并入 {kept.number}，历史合在一起；认错了可拆开", undo)


def part(desk: Desk, *, person: Person, ticket_id: int) -> Outcome[int]:
    """Takes apart what was joined into this ticket last; the result is the id of the ticket that stands again.

    What belonged to it goes back to it as it stands now; what was done since the joining stays with this ticket, and
    so does every field of it that was changed since.

    Raises:
        Refused: nothing was joined into it, or another ticket bears that number by now.

    """
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        kept = the_ticket(stores, ticket_id)
        joined = next(iter(stores.joins.of_kept(ticket_id)), None)
        if joined is None:
            raise Refused(f"{kept.number} 没有并入过别的工单")
        if stores.tickets.is_taken(joined.gone_number):
            raise Refused(f"编号 {joined.gone_number} 已有工单，不能拆开", hint="请先更正那件工单的编号")
        ids = (kept.id, joined.gone_id)
        before = stores.images.take(ids, with_files=True)
        changes = stores.joins.changes_of(joined.id)
        row = next(change.before for change in changes if change.table == TICKETS and change.id == joined.gone_id)
        gone = stores.tickets.put_again(row or {})
        stores.joins.put_apart(changes, joined.gone_id, kept.id)
        stores.joins.number_rounds(kept.id)
        with saving(f"{kept.number} 的认号"):
            stores.joins.end(joined, desk.now(), person.name)
        _write_parted(desk, stores, person, kept, gone, changes)
        act = _act(stores, before, ids, "拆开", None)
        undo = undo_of_act(desk, person, act, f"{kept.number} 拆开")
    return Outcome(CHANGES, gone.id, f"{gone.number} 已从 {kept.number} 拆开", undo)


def say_two(desk: Desk, *, person: Person, ticket_id: int, other_id: int) -> Outcome[int]:
    """Decides that two tickets that were proposed as one are two; they are not proposed again."""
    require(person, Action.EDIT)
    with desk.register.writing() as stores:
        kept, gone = _in_order(the_ticket(stores, ticket_id), the_ticket(stores, other_id))
        new = NewJoin(
            kept_id=kept.id, gone_id=gone.id, kept_number=kept.number, gone_number=gone.number, state=JoinState.TWO,
            why="", at=desk.now(), who=person.name,
        )  # fmt: skip
        stores.joins.add(new)
        text = f"与 {gone.number} 不是同一件"
        write_line(desk, stores, person, JournalVerb.JOIN_NUMBERS, text, about=kept)
    return Outcome(CHANGES, kept.id, f"{kept.number} 与 {gone.number} 记为两件")


def _in_order(one: TicketRecord, other: TicketRecord) -> tuple[TicketRecord, TicketRecord]:
    """The ticket that stays, and the one that is joined into it."""
    if one.id == other.id:
        raise Refused(f"{one.number} 就是这一件", field="number")
    if is_temporary(other.number) and not is_temporary(one.number):
        return one, other
    return other, one


def _check(stores: Stores, kept: TicketRecord, gone: TicketRecord) -> None:
    if all(_applied(stores, ticket.id) for ticket in (kept, gone)):
        raise Refused(f"{kept.number} 和 {gone.number} 都有不纳入考核申请，不能合并", hint="请先撤回其中一份")
    theirs = {form_of(key) for key in _drafts_of(stores, gone.id)}
    for key in _drafts_of(stores, kept.id):
        form = form_of(key)
        if form is not None and form in theirs:
            raise Refused(f"两件都有没保存的“{form.word}”草稿，不能合并", hint="请先保存或丢弃其中一份")


def _applied(stores: Stores, ticket_id: int) -> bool:
    return any(row.state is not ExclusionState.WITHDRAWN for row in stores.exclusions.of_ticket(ticket_id))


def _new(desk: Desk, person: Person, kept: TicketRecord, gone: TicketRecord, why: str) -> NewJoin:
    return NewJoin(
        kept_id=kept.id, gone_id=gone.id, kept_number=kept.number, gone_number=gone.number, state=JoinState.JOINED,
        why=why, at=desk.now(), who=person.name,
    )  # fmt: skip


def _end_clocks(stores: Stores, gone: TicketRecord, kept: TicketRecord) -> None:
    """Ends the reminders of a ticket that goes; those of a promise or a return stay live.

    A slot that the kept ticket has too, at the same moment, is that ticket's alone: it would come back for both.
    """
    own = [row for row in stores.reminders.of_ticket(gone.id) if row.clock not in OWN_MATTERS]
    stores.reminders.cancel([row.id for row in own if row.state in LIVE], _INTO)
    given = [row for row in own if row.state is ReminderState.ACKNOWLEDGED]
    stores.reminders.settle([row.id for row in given])
    theirs = {(row.clock, row.slot, row.planned_at) for row in stores.reminders.of_ticket(kept.id)}
    doubled = [row.id for row in given if (row.clock, row.slot, row.planned_at) in theirs]
    stores.joins.cancel_slots(doubled, _INTO)


def _write(desk: Desk, stores: Stores, person: Person, kept: TicketRecord, gone: TicketRecord, why: str) -> None:
    """Writes what the kept ticket says now, and a line for each of the two."""
    reason = f"（{why}）" if why else ""
    values = joined_values(kept, gone)
    local = [name for name in gone.local_fields.split() if name in values]
    text = f"认号：{gone.number} 即 {kept.number}{reason}"
    change_ticket(desk, stores, person, kept, values, verb=JournalVerb.JOIN_NUMBERS, text=text, local=local)
    line = f"并入 {kept.number}{reason}"
    write_line(desk, stores, person, JournalVerb.JOIN_NUMBERS, line, about=gone, ticket_digest=GONE)
    _look_anew(desk, stores, person, gone, the_ticket(stores, kept.id), quiet=False)


def _write_parted(
    desk: Desk, stores: Stores, person: Person, kept: TicketRecord, gone: TicketRecord, changes: Sequence[RowChange]
) -> None:
    """Writes what both tickets say again, each with its clocks and its line."""
    own = next((change for change in changes if (change.table, change.id) == (TICKETS, kept.id)), None)
    values = {} if own is None else restored_values(own, kept)
    text, verb = f"拆开：{gone.number} 与 {kept.number} 不是同一件", JournalVerb.PART_NUMBERS
    change_ticket(desk, stores, person, kept, values, verb=verb, text=text)
    digest = stores.tickets.digest(gone.id)
    write_line(desk, stores, person, verb, f"从 {kept.number} 拆开", about=gone, ticket_digest=digest)
    _look_anew(desk, stores, person, kept, the_ticket(stores, kept.id), quiet=True)
    _look_anew(desk, stores, person, kept, gone, quiet=True)


def _look_anew(
    desk: Desk, stores: Stores, person: Person, before: TicketRecord, after: TicketRecord, *, quiet: bool
) -> None:
    """Lets everything that follows a ticket look at it anew: its rows are others now."""
    change = TicketChanged(before, after, _EVERY_NAME, _WORD, moves_clock=True, quiet=quiet)
    for follower in desk.followers.of_ticket:
        if follower.wants(change):
            follower.follow(desk, stores, person, change)


def _of_rows(before: Image, after: Image) -> tuple[RowChange, ...]:
    """What the joining changed, but for the row that keeps it."""
    return tuple(change for change in changes_between(before, after) if change.table != "ticket_joins")


def _act(stores: Stores, before: Image, ids: Sequence[int], word: str, also: partial[None] | None) -> Act:
    changes = changes_between(before, stores.images.take(ids, with_files=True))
    return Act(word, tuple(ids), changes, stores.journal.last_id(), CHANGES, also)


def _drafts_of(stores: Stores, ticket_id: int) -> list[str]:
    keys = [one.key for one in stores.keep.every_typed()]
    return [key for key in keys if subject_of(key) == (Subject.TICKET, ticket_id)]


def _move_drafts(stores: Stores, gone_id: int, kept_id: int) -> Mapping[str, str]:
    """Puts the drafts about one ticket at the other one; returns the old key of each new one."""
    keys: dict[str, str] = {}
    for key in _drafts_of(stores, gone_id):
        form, _, rest = key.partition(":")
        keys[f"{form}:{kept_id}{rest[len(str(gone_id)) :]}"] = key
    _rename(stores, {old: new for new, old in keys.items()})
    return keys


def _rename(stores: Stores, keys: Mapping[str, str]) -> None:
    for old, new in keys.items():
        stores.keep.rename_typed(old, new)

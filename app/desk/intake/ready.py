"""Makes rows ready for the register while nobody's writing waits for it: rules, clocks, reminders, search terms.

What is ready holds plain values only, so that it can wait in a file; the transaction that writes it applies no rule to
a new ticket any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.desk.intake.changes import changed_by_file, same_ticket
from app.desk.intake.notes import leave_out, problems_of
from app.desk.intake.platform_times import times_of_new
from app.desk.measure.acts import DEADLINE
from app.desk.reminder.plans import first_plan, judge_replan
from app.desk.shared.context import Desk
from app.desk.ticket.clocks import derived, facts_of_new
from app.desk.ticket.records import JudgedChange, judge_change, new_ticket
from app.models.journal.store import Entry, SealedEntry, sealed_entry
from app.models.register.stores import Stores
from app.models.reminder.records import PlanRow, Replan
from app.models.ticket.ahead import Ahead
from app.models.ticket.digest import Stored
from app.models.ticket.ready import ReadyChange, ReadyTicket, ready_change, ready_ticket, searched_texts
from app.models.ticket.records import Clocks, FieldValue, TicketRecord, values_of
from app.rules.exclusion.export import exported_flags
from app.rules.intake.age import is_history
from app.rules.intake.drafts import RowProblem, TicketDraft
from app.rules.intake.spellings import level_meant
from app.rules.journal import JournalVerb
from app.rules.law.calendar import CalendarEnds
from app.rules.law.urgency import GENERAL
from app.rules.shared.search_terms import document
from app.rules.ticket.deadlines import Facts
from app.rules.ticket.states import TicketStatus


class Ready(NamedTuple):
    """A row as a new ticket: its columns, its reminders (with ticket 0), its search terms, the flags of its columns."""

    ticket: ReadyTicket
    plans: tuple[PlanRow, ...]
    text: str
    flags: dict[str, bool]
    backlog: bool


class ReadyUpdate(NamedTuple):
    """A row as a change of its known ticket, with its journal line; `names` and `moves_clock` say what follows.

    `replan` is what becomes of the ticket's reminders when a clock moves.
    """

    change: ReadyChange
    line: SealedEntry
    names: tuple[str, ...]
    moves_clock: bool
    text: str
    replan: Replan | None


class ReadyRow(NamedTuple):
    """One row of a file.

    `new` is the row as a new ticket, None where `refusal` says why it cannot be one. `seen` is the known ticket
    (id, version) that the row was judged against, (0, 0) where there was none or it has to be judged when it is
    written; `update` is what it changes of that ticket, None for nothing, and `exported` the file's deadline where that
    is still to be compared with a granted one. `notes` are what was left out of it; `draft` returns the row as the file
    has it.
    """

    number: str
    row: int
    new: Ready | None
    refusal: str
    seen: tuple[int, int]
    notes: tuple[RowProblem, ...]
    draft: Callable[[], TicketDraft]
    update: ReadyUpdate | None = None
    exported: datetime | None = None


ReadyItem = ReadyRow | RowProblem
# The known ticket that a row was judged against, what the row changes of it, and its deadline for a granted one.
_Judged = tuple[tuple[int, int], ReadyUpdate | None, datetime | None]
_UNJUDGED: _Judged = ((0, 0), None, None)


@dataclass(frozen=True, slots=True)
class Intake:
    """The import that rows belong to: its id, when it began, and which new tickets are backlog.

    All are with `backlog`; those that are history with `old_after_days` (app.rules.intake.age). `name` is the file's.
    """

    import_id: int
    at: datetime
    backlog: bool
    old_after_days: int | None = None
    name: str = ""


def make_ready(
    desk: Desk,
    intake: Intake,
    items: Sequence[TicketDraft | RowProblem],
    stores: Stores | None = None,
    *,
    judge: bool = True,
) -> list[ReadyItem]:
    """Makes some hundred rows ready, in their order.

    With `stores`, which may be a snapshot, the rows of known tickets are judged against those; without `judge` they are
    left to be judged when they are written.
    """
    drafts = [item for item in items if isinstance(item, TicketDraft)]
    known = known_tickets(stores, drafts) if stores is not None else {}
    for draft in drafts:
        leave_out(desk, draft, known.get(id(draft)))
    judged = dict.fromkeys(known, _UNJUDGED)
    if judge and stores is not None:
        judged.update(_judged(desk, intake, stores, [(known[id(one)], one) for one in drafts if id(one) in known]))
    return [_ready(desk, intake, item, judged) if isinstance(item, TicketDraft) else item for item in items]


def known_tickets(stores: Stores, drafts: Sequence[TicketDraft]) -> dict[int, TicketRecord]:
    """The known tickets of rows, by the rows' place in memory."""
    known: dict[str, list[TicketRecord]] = {}
    for row in stores.tickets.known([draft.number for draft in drafts]):
        known.setdefault(row.number, []).append(row)
    if not known:
        return {}
    found = {id(draft): same_ticket(known.get(draft.number, ()), draft.values.get("source") or "") for draft in drafts}
    return {place: ticket for place, ticket in found.items() if ticket is not None}


def _judged(
    desk: Desk, intake: Intake, stores: Stores, rows: Sequence[tuple[TicketRecord, TicketDraft]]
) -> dict[int, _Judged]:
    """The known ticket (id, version) and the change of it of rows, by the rows' place in memory.

    A granted deadline, which a file does not change by itself, is compared when the row is written, and what cannot be
    counted is refused then.
    """
    judged: dict[int, _Judged] = {}
    changes: list[tuple[TicketDraft, JudgedChange]] = []
    for ticket, draft in rows:
        values = changed_by_file(desk, ticket, draft)
        if not values:
            judged[id(draft)] = (ticket.id, ticket.version), None, _exported(ticket, draft)
            continue
        with suppress(CalendarEnds):
            changes.append((draft, judge_change(desk, ticket, values)))
    stored = stores.tickets.stored_rows([change.before.id for _, change in changes])
    slots = stores.reminders.slots_of([change.before.id for _, change in changes if change.moves_clock])
    for draft, change in changes:
        ticket, text, replan = change.before, update_text(intake.name, draft.row), None
        if change.moves_clock:
            replan = judge_replan(desk, change.after, slots[ticket.id], text)
        update = _update(change, stored[ticket.id], text, replan)
        judged[id(draft)] = (ticket.id, ticket.version), update, _exported(ticket, draft)
    return judged


def _exported(ticket: TicketRecord, draft: TicketDraft) -> datetime | None:
    """The file's deadline of a ticket whose own was granted here; None for any other."""
    return draft.values.get(DEADLINE) if DEADLINE in ticket.local_fields.split() else None


def judge_row(desk: Desk, intake: Intake, ahead: Ahead, draft: TicketDraft) -> tuple[bool, ReadyUpdate | None]:
    """Whether a row could be judged by a ticket as it will stand, and what it changes of that; reminders stay open.

    Raises:
        CalendarEnds: working days are counted and the count leaves the known years.

    """
    ticket = ahead.ticket
    if _exported(ticket, draft) is not None:
        return False, None
    values = changed_by_file(desk, ticket, draft)
    if not values:
        return True, None
    change = judge_change(desk, ticket, values)
    return True, _update(change, ahead.stored, update_text(intake.name, draft.row), None)


def update_text(name: str, row: int) -> str:
    """The journal's words for a row of a file."""
    return f"导入：{name} 第 {row} 行"


def update_verb(names: Collection[str]) -> JournalVerb:
    """The journal's verb for a row that changes these columns of a known ticket."""
    return JournalVerb.REWORK if "reworked_at" in names else JournalVerb.UPDATE


def _update(change: JudgedChange, stored: tuple[Stored, ...], text: str, replan: Replan | None) -> ReadyUpdate:
    row, ready = change.before, ready_change(change.before, change.columns, change.documents, stored)
    entry = Entry(update_verb(change.columns), text, row.id, row.number, change.words, ready.digest)
    return ReadyUpdate(ready, sealed_entry(entry), ready.columns, change.moves_clock, text, replan)


def _ready(
    desk: Desk,
    intake: Intake,
    draft: TicketDraft,
    judged: Mapping[int, _Judged],
) -> ReadyRow:
    new, refusal, (seen, update, exported) = None, "", judged.get(id(draft), _UNJUDGED)
    if id(draft) not in judged and "dispatched_at" in draft.values:  # without it, its ticket was known a moment ago
        try:
            new = _as_new(desk, intake, draft)
        except CalendarEnds as error:
            refusal = str(error)
    notes = tuple(problems_of(draft))
    return ReadyRow(draft.number, draft.row, new, refusal, seen, notes, lambda: draft, update, exported)


def _as_new(desk: Desk, intake: Intake, draft: TicketDraft) -> Ready:
    values = new_ticket(draft.number, draft.values, backlog=intake.backlog)
    values.update(times_of_new(values))
    if values["status"] == TicketStatus.TO_SIGN and values["signed_at"]:
        values["status"] = TicketStatus.HANDLING
    values["import_id"], values["import_row"] = intake.import_id, draft.row
    values["extra"], values["raw"] = draft.extra, draft.raw
    rules, given = desk.rules_for(draft.values["dispatched_at"]), draft.values
    values["urgency"] = level_meant(rules, given.get("urgency") or GENERAL, given.get("urgency_raw") or "")
    if values["status"] == TicketStatus.TO_CALL_BACK and not intake.backlog:
        values["callback_since"] = intake.at
    facts, follows = _clocks(desk, intake, values)
    values.update(values_of(follows))
    plans = first_plan(desk, 0, facts, follows, intake.at) if follows["is_open"] else []
    flags = {str(flag): stands for flag, stands in exported_flags(draft.extra).items()} if draft.extra else {}
    text = draft.document or document(searched_texts(values))
    return Ready(ready_ticket(values), tuple(plans), text, flags, bool(values["backlog"]))


def _clocks(desk: Desk, intake: Intake, values: dict[str, FieldValue]) -> tuple[Facts, Clocks]:
    """The facts and the clocks of a new ticket; one that is history becomes backlog."""
    facts = facts_of_new(values)
    follows = derived(desk, facts)
    days = intake.old_after_days
    if days is None or facts.backlog or not is_old(facts, follows, intake.at, days):
        return facts, follows
    values["backlog"], values["callback_since"] = True, None
    facts = facts_of_new(values)
    return facts, derived(desk, facts)


def is_old(facts: Facts, follows: Clocks, now: datetime, after_days: int) -> bool:
    """Whether a ticket with these facts and clocks is history when it comes in at `now`."""
    return is_history(
        status=facts.status,
        closed_at=facts.closed_at,
        deadline=follows["deadline_at"],
        now=now,
        after_days=after_days,
    )

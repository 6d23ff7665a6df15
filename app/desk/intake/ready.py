"""Makes rows ready for the register while nobody's writing waits for it: rules, clocks, reminders, search terms.

What is ready holds plain values only, so that it can wait in a file; the transaction that writes it applies no rule to
a new ticket any more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.desk.intake.changes import changed_by_file, same_ticket
from app.desk.intake.notes import leave_out, problems_of
from app.desk.intake.platform_times import times_of_new
from app.desk.measure.acts import DEADLINE
from app.desk.reminder.plans import first_plan
from app.desk.shared.context import Desk
from app.desk.ticket.clocks import derived, facts_of_new
from app.desk.ticket.records import new_ticket
from app.models.register.stores import Stores
from app.models.reminder.records import PlanRow
from app.models.ticket.records import Clocks, FieldValue, TicketRecord, values_of
from app.models.ticket.store import ReadyTicket, ready_ticket, searched_texts
from app.rules.exclusion.export import exported_flags
from app.rules.intake.age import is_history
from app.rules.intake.drafts import RowProblem, TicketDraft
from app.rules.intake.spellings import level_meant
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


class ReadyRow(NamedTuple):
    """One row of a file.

    `new` is the row as a new ticket, None where `refusal` says why it cannot be one. `seen` is the ticket (id, version)
    that the row changed nothing of when it was made ready, (0, 0) for every other row; then it has neither. `notes` are
    what was left out of it; `draft` returns the row as the file has it.
    """

    number: str
    row: int
    new: Ready | None
    refusal: str
    seen: tuple[int, int]
    notes: tuple[RowProblem, ...]
    draft: Callable[[], TicketDraft]


ReadyItem = ReadyRow | RowProblem


@dataclass(frozen=True, slots=True)
class Intake:
    """The import that rows belong to: its id, when it began, and which new tickets are backlog.

    All are with `backlog`; those that are history with `old_after_days` (app.rules.intake.age).
    """

    import_id: int
    at: datetime
    backlog: bool
    old_after_days: int | None = None


def make_ready(
    desk: Desk, intake: Intake, items: Sequence[TicketDraft | RowProblem], stores: Stores | None = None
) -> list[ReadyItem]:
    """Makes some hundred rows ready, in their order.

    With `stores`, which may be a snapshot, rows that change nothing of a known ticket are noted as such.
    """
    drafts = [item for item in items if isinstance(item, TicketDraft)]
    known = known_tickets(stores, drafts) if stores is not None else {}
    for draft in drafts:
        leave_out(desk, draft, known.get(id(draft)))
    unchanged = {id(draft): _unchanged(desk, known[id(draft)], draft) for draft in drafts if id(draft) in known}
    return [_ready(desk, intake, item, unchanged) if isinstance(item, TicketDraft) else item for item in items]


def known_tickets(stores: Stores, drafts: Sequence[TicketDraft]) -> dict[int, TicketRecord]:
    """The known tickets of rows, by the rows' place in memory."""
    known: dict[str, list[TicketRecord]] = {}
    for row in stores.tickets.known([draft.number for draft in drafts]):
        known.setdefault(row.number, []).append(row)
    if not known:
        return {}
    found = {id(draft): same_ticket(known.get(draft.number, ()), draft.values.get("source") or "") for draft in drafts}
    return {place: ticket for place, ticket in found.items() if ticket is not None}


def _unchanged(desk: Desk, ticket: TicketRecord, draft: TicketDraft) -> tuple[int, int]:
    """The ticket (id, version) of a row that changes nothing of it; (0, 0) when it changes something."""
    granted = DEADLINE in draft.values and DEADLINE in ticket.local_fields.split()  # compared when it is written
    return (0, 0) if granted or changed_by_file(desk, ticket, draft) else (ticket.id, ticket.version)


def _ready(desk: Desk, intake: Intake, draft: TicketDraft, unchanged: Mapping[int, tuple[int, int]]) -> ReadyRow:
    new, refusal, seen = None, "", unchanged.get(id(draft), (0, 0))
    if seen == (0, 0) and "dispatched_at" in draft.values:  # a row without a number may lack it: its ticket is known
        try:
            new = _as_new(desk, intake, draft)
        except CalendarEnds as error:
            refusal = str(error)
    return ReadyRow(draft.number, draft.row, new, refusal, seen, tuple(problems_of(draft)), lambda: draft)


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

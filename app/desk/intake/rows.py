"""Applies the rows of an import: creates, updates, skips or refuses each, in batches within one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.intake.platform_times import status_by_file, times_by_file, times_of_new
from app.desk.reminder.plans import first_plan
from app.desk.shared.context import Desk
from app.desk.ticket.clocks import derived, facts_of_new
from app.desk.ticket.records import change_ticket
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.models.reminder.records import PlanRow
from app.models.ticket.records import Clocks, FieldValue, TicketChange, TicketRecord, change_of, values_of
from app.models.ticket.store import NewTicket, dispatch_second, searched_texts
from app.rules.exclusion.export import exported_flags
from app.rules.intake.age import is_history
from app.rules.intake.drafts import RowProblem, TicketDraft
from app.rules.intake.spellings import level_meant
from app.rules.journal import JournalVerb
from app.rules.law.calendar import CalendarEnds
from app.rules.law.urgency import GENERAL
from app.rules.shared.search_terms import document
from app.rules.ticket.deadlines import Facts
from app.rules.ticket.fields import TICKET_FIELDS, Kind
from app.rules.ticket.platform_times import PLATFORM_TIMES
from app.rules.ticket.states import OPEN_STATUSES, DispatchBasis, TicketStatus

_BATCH = 400
# What a new ticket has where the file says nothing.
_DEFAULTS: Mapping[Kind, FieldValue] = {Kind.INSTANT: None, Kind.COUNT: None, Kind.TEXTS: {}}
_EMPTY: dict[str, FieldValue] = {one.name: one.first or _DEFAULTS.get(one.kind, "") for one in TICKET_FIELDS}
# Fields of a known ticket that a file changes only under special rules.
_DECIDED = frozenset({"dispatched_at", "dispatched_basis", "urgency", "status", *PLATFORM_TIMES})


@dataclass(slots=True)
class Tally:
    """The four counts of an import and its refused rows; `backlog` of those created came in as backlog."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    backlog: int = 0

    @property
    def refused(self) -> int:
        """How many rows were refused."""
        return len(self.problems)

    @property
    def rows(self) -> int:
        """How many data rows the file had."""
        return self.created + self.updated + self.unchanged + self.refused

    def sentence(self) -> str:
        """The counts in one line."""
        backlog = f"（其中补录 {self.backlog}）" if self.backlog else ""
        counts = f"更新 {self.updated}、未变 {self.unchanged}、退回 {self.refused}"
        return f"{self.rows} 行，新增 {self.created}{backlog}、{counts}"


class RowKeeper:
    """Takes drafts one by one and writes them in batches; a repeated number updates the earlier row.

    All new tickets are backlog with `backlog`; those that are history with `old_after_days` (app.rules.intake.age).
    """

    def __init__(
        self,
        desk: Desk,
        stores: Stores,
        person: Person,
        *,
        import_id: int,
        name: str,
        backlog: bool,
        old_after_days: int | None = None,
    ) -> None:
        self._desk, self._stores, self._person = desk, stores, person
        self._old_after_days = old_after_days
        self._import_id, self._name, self._backlog = import_id, name, backlog
        self._now: datetime = desk.now()
        self._next_id = stores.tickets.next_id()
        stores.search.begin_gathering()
        self._waiting: dict[str, TicketDraft] = {}
        self.tally = Tally()

    def take(self, item: object) -> None:
        """Takes one draft or problem."""
        if isinstance(item, RowProblem):
            self.tally.problems.append(item)
        elif isinstance(item, TicketDraft):
            if item.number in self._waiting or len(self._waiting) >= _BATCH:
                self._flush()
            self._waiting[item.number] = item

    def finish(self) -> Tally:
        """Writes the last batch and fills the search index."""
        self._flush()
        self._stores.search.add_gathered()
        return self.tally

    def _flush(self) -> None:
        if not self._waiting:
            return
        known: dict[str, list[TicketRecord]] = {}
        for row in self._stores.tickets.known(list(self._waiting)):
            known.setdefault(row.number, []).append(row)
        fresh = []
        for number, draft in self._waiting.items():
            found = _same_ticket(known.get(number, ()), draft.values.get("source") or "")
            if found is None:
                fresh.append(draft)
            else:
                self._update(found, draft)
        self._waiting.clear()
        if fresh:
            self._create(fresh)

    def _create(self, drafts: list[TicketDraft]) -> None:
        rows, lines, plans, documents = list[NewTicket](), [], list[PlanRow](), []
        flagged: dict[int, dict[str, bool]] = {}
        for draft in drafts:
            values = new_ticket(draft.number, draft.values, backlog=self._backlog)
            values["import_id"], values["import_row"] = self._import_id, draft.row
            values["extra"], values["raw"] = draft.extra, draft.raw
            rules, given = self._desk.rules_for(draft.values["dispatched_at"]), draft.values
            values["urgency"] = level_meant(rules, given.get("urgency") or GENERAL, given.get("urgency_raw") or "")
            if values["status"] == TicketStatus.TO_CALL_BACK and not self._backlog:
                values["callback_since"] = self._now
            try:
                facts, follows = self._clocks(values)
            except CalendarEnds as error:
                self._refuse(draft, error)
                continue
            ticket_id = self._next_id
            self._next_id += 1
            values.update(values_of(follows))
            if follows["is_open"]:
                plans.extend(first_plan(self._desk, ticket_id, facts, follows, self._now))
            values["id"] = ticket_id
            if draft.extra and (flags := exported_flags(draft.extra)):
                flagged[ticket_id] = flags
            text = draft.document or document(searched_texts(values))
            documents.append((dispatch_second(values), ticket_id, text))
            rows.append(values)
            lines.append((f"导入：{self._name} 第 {draft.row} 行", ticket_id, draft.number))
        digests = self._stores.tickets.insert_many(rows)
        flags_digests: dict[int, str] = {}
        for ticket_id, flags in flagged.items():
            self._stores.tickets.flag(ticket_id, flags)
            flags_digests[ticket_id] = self._stores.tickets.digest(ticket_id)
        self._stores.search.gather(documents)
        self._stores.reminders.plan(plans, made_at=self._now)
        entries = [
            Entry(JournalVerb.CREATE, *line, ticket_digest=flags_digests.get(line[1], digest))
            for line, digest in zip(lines, digests, strict=True)
        ]
        self._stores.journal.append(entries, at=self._now, who=self._person.name)
        self.tally.created += len(rows)
        self.tally.backlog += sum(bool(row["backlog"]) for row in rows)

    def _clocks(self, values: dict[str, FieldValue]) -> tuple[Facts, Clocks]:
        """The facts and the clocks of a new ticket; one that is history becomes backlog."""
        facts = facts_of_new(values)
        follows = derived(self._desk, facts)
        days = self._old_after_days
        if days is None or facts.backlog or not is_old(facts, follows, self._now, days):
            return facts, follows
        values["backlog"], values["callback_since"] = True, None
        facts = facts_of_new(values)
        return facts, derived(self._desk, facts)

    def _refuse(self, draft: TicketDraft, error: Refused) -> None:
        """Refuses one row whose deadlines cannot be computed; the others still go in."""
        column = "派单时间"
        at = draft.values.get("dispatched_at")
        value = f"{to_local(at):%Y-%m-%d %H:%M}" if at is not None else ""
        self.tally.problems.append(RowProblem(draft.sheet, draft.row, column, value, draft.number, str(error)))

    def _update(self, row: TicketRecord, draft: TicketDraft) -> None:
        values = changed_by_file(self._desk, row, draft)
        if not values:
            self.tally.unchanged += 1
            return
        try:
            change_ticket(
                self._desk,
                self._stores,
                self._person,
                row,
                values,
                verb=JournalVerb.UPDATE,
                text=f"导入：{self._name} 第 {draft.row} 行",
            )
        except CalendarEnds as error:
            self._refuse(draft, error)
            return
        self.tally.updated += 1


def is_old(facts: Facts, follows: Clocks, now: datetime, after_days: int) -> bool:
    """Whether a ticket with these facts and clocks is history when it comes in at `now`."""
    return is_history(
        status=facts.status,
        closed_at=facts.closed_at,
        deadline=follows["deadline_at"],
        now=now,
        after_days=after_days,
    )


def _same_ticket(candidates: Sequence[TicketRecord], source: str) -> TicketRecord | None:
    """The known ticket of a row: a number is unique per source, and a blank source matches any."""
    for row in candidates:
        if row.source == source:
            return row
    if len(candidates) == 1 and (not source or not candidates[0].source):
        return candidates[0]
    return None


def new_ticket(number: str, given: Mapping[str, FieldValue], *, backlog: bool) -> dict[str, FieldValue]:
    """All columns of a new ticket, before its clocks are derived; what is not in `given` gets its default."""
    values = _EMPTY.copy()
    values.update(given)
    values["number"] = number
    values["backlog"] = backlog
    values.update(times_of_new(values))
    if not values["status"]:
        values["status"] = TicketStatus.CLOSED if values["closed_at"] else TicketStatus.TO_SIGN
    if values["status"] == TicketStatus.TO_SIGN and values["signed_at"]:
        values["status"] = TicketStatus.HANDLING
    return values


def changed_by_file(desk: Desk, row: TicketRecord, draft: TicketDraft) -> TicketChange:
    """The changes a file makes to a known ticket: given fields that differ and that no person has edited."""
    local = {*row.local_fields.split()}
    given = [(name, value) for name, value in draft.values.items() if name not in local and name not in _DECIDED]
    values = change_of({name: value for name, value in given if value not in (None, "") and row.value(name) != value})
    values.update(_dispatch_by_file(row, draft, local))
    values.update(_urgency_by_file(desk, row.but(values), draft, local))
    values.update(times_by_file(row, draft.values, values.get("dispatched_at") or row.dispatched_at))
    values.update(status_by_file(row, draft.values, local))
    if values.get("status") in OPEN_STATUSES and "closed_at" not in values and "closed_at" not in local:
        values["closed_at"] = None  # opened again by the platform: the old closing no longer stands
    flags = exported_flags(draft.extra) if draft.extra else {}
    values.update(change_of({flag: on for flag, on in flags.items() if flag not in local and row.value(flag) != on}))
    if values or _adds(row.extra, draft.extra):
        values.update(_texts_by_file(row, draft))
    return values


def _texts_by_file(row: TicketRecord, draft: TicketDraft) -> TicketChange:
    """The ticket's extra columns and raw texts, merged with those of the file."""
    pairs = (("extra", row.extra, draft.extra), ("raw", row.raw, draft.raw))
    return change_of({name: {**kept, **given} for name, kept, given in pairs if _adds(kept, given)})


def _adds(kept: Mapping[str, str], given: Mapping[str, str]) -> bool:
    return any(kept.get(name) != text for name, text in given.items())


def _dispatch_by_file(row: TicketRecord, draft: TicketDraft, local: set[str]) -> TicketChange:
    """The dispatch time by the file: a given one replaces an estimate, never the reverse."""
    at, basis = draft.values.get("dispatched_at"), draft.values.get("dispatched_basis") or ""
    if at is None or "dispatched_at" in local or basis == DispatchBasis.IMPORT or (basis and not row.dispatched_basis):
        return {}
    if at == row.dispatched_at and basis == row.dispatched_basis:
        return {}
    return {"dispatched_at": at, "dispatched_basis": basis}


def _urgency_by_file(desk: Desk, row: TicketRecord, draft: TicketDraft, local: set[str]) -> TicketChange:
    """The urgency by the file's word, under the rules in force at the dispatch."""
    rules = desk.rules_for(row.dispatched_at)
    level, word = draft.values.get("urgency"), draft.values.get("urgency_raw") or ""
    if "urgency" in local or (level is None and rules.level_named(word) is None):
        return {}
    meant = level_meant(rules, level or GENERAL, word)
    return {} if meant == row.urgency else {"urgency": meant}

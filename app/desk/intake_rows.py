"""Decides for every row of an import what becomes of it, and writes it in batches within the open transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from json.encoder import encode_basestring as _quoted
from operator import itemgetter
from typing import Any

from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.clocks import derived, facts_of
from app.desk.context import Desk
from app.desk.plans import first_plan
from app.desk.records import change_ticket
from app.models.journal import Entry
from app.models.reminder_records import PlanRow
from app.models.stores import Stores
from app.models.tickets import COLUMNS
from app.rules.calendar import CalendarEnds
from app.rules.drafts import RowProblem, TicketDraft
from app.rules.exclusion_export import flags_told
from app.rules.journal import JournalVerb
from app.rules.search_terms import SEARCHED, document
from app.rules.spellings import level_told
from app.rules.states import OPEN_STATUSES, STATUS_RANK, TicketStatus, Urgency
from app.rules.urgency import GENERAL

_BATCH = 400
_EMPTY: dict[str, Any] = {
    **dict.fromkeys(COLUMNS, ""),
    "signed_at": None,
    "first_contact_at": None,
    **dict.fromkeys(
        (
            "city_dispatched_at",
            "called_at",
            "created_on",
            "imported_deadline",
            "closed_at",
            "callback_since",
            "month_count",
            "year_count",
        )
    ),
    "urgency": GENERAL,
    "time_class": "default",
    "extra": "{}",
    "raw": "{}",
}
_INSTANTS = (
    "dispatched_at",
    "city_dispatched_at",
    "called_at",
    "created_on",
    "imported_deadline",
    "sign_due_at",
    "contact_due_at",
    "deadline_at",
    "closed_at",
    "callback_since",
)
# Columns of a known ticket that a file changes only by rules of their own.
_OF_THEIR_OWN = frozenset({"dispatched_at", "dispatched_basis", "urgency", "status"})
_in_order = itemgetter(*COLUMNS)


@dataclass(slots=True)
class Tally:
    """The four counts of an import and its refused rows."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)

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
        return f"{self.rows} 行，新增 {self.created}、更新 {self.updated}、未变 {self.unchanged}、退回 {self.refused}"


class RowKeeper:
    """Takes drafts one by one and writes them in batches; the same number later in the file updates the earlier."""

    def __init__(self, desk: Desk, stores: Stores, person: Person, *, import_id: int, name: str, backlog: bool) -> None:
        self._desk, self._stores, self._person = desk, stores, person
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
        """Writes what waits and fills the search index."""
        self._flush()
        self._stores.search.add_gathered()
        return self.tally

    def _flush(self) -> None:
        if not self._waiting:
            return
        known: dict[str, list[Any]] = {}
        for row in self._stores.tickets.known(list(self._waiting)):
            known.setdefault(row.number, []).append(row)
        fresh = []
        for number, draft in self._waiting.items():
            row = _same_ticket(known.get(number, ()), draft.values.get("source") or "")
            if row is None:
                fresh.append(draft)
            else:
                self._update(row, draft)
        self._waiting.clear()
        if fresh:
            self._create(fresh)

    def _create(self, drafts: list[TicketDraft]) -> None:
        rows, entries, plans, documents = [], [], list[PlanRow](), []
        flagged: dict[int, dict[str, int]] = {}
        for draft in drafts:
            values = new_ticket(draft.number, draft.values, backlog=self._backlog)
            values["import_id"], values["import_row"] = self._import_id, draft.row
            rules = self._desk.rules_for(values["dispatched_at"])
            values["urgency"] = level_told(rules, values["urgency"], values["urgency_raw"])
            if draft.extra:
                values["extra"] = encode_texts(draft.extra)
            if draft.raw:
                values["raw"] = encode_texts(draft.raw)
            if values["status"] == TicketStatus.TO_CALL_BACK and not self._backlog:
                values["callback_since"] = self._now
            facts = facts_of(values)
            try:
                follows = derived(self._desk, facts)
            except CalendarEnds as error:
                self._refuse(draft, error)
                continue
            ticket_id = self._next_id
            self._next_id += 1
            values.update(follows)
            if follows["is_open"]:
                plans.extend(first_plan(self._desk, ticket_id, facts, follows, self._now))
            values["id"] = ticket_id
            if draft.extra and (flags := flags_told(draft.extra)):
                flagged[ticket_id] = flags
            text = draft.document or document([values[name] for name in SEARCHED])
            documents.append((int(values["dispatched_at"].timestamp()), ticket_id, text))
            rows.append(_bulk_row(values))
            entries.append(Entry(JournalVerb.CREATE, f"导入：{self._name} 第 {draft.row} 行", ticket_id, draft.number))
        self._stores.tickets.insert_many(rows)
        for ticket_id, flags in flagged.items():
            self._stores.tickets.flag(ticket_id, flags)
        self._stores.search.gather(documents)
        self._stores.reminders.plan(plans, made_at=self._now)
        self._stores.journal.append(entries, at=self._now, who=self._person.name)
        self.tally.created += len(rows)

    def _refuse(self, draft: TicketDraft, error: Refused) -> None:
        """One row that cannot be counted keeps none of the others out."""
        said = "派单时间"
        at = draft.values.get("dispatched_at")
        value = f"{to_local(at):%Y-%m-%d %H:%M}" if at is not None else ""
        self.tally.problems.append(RowProblem(draft.sheet, draft.row, said, value, draft.number, str(error)))

    def _update(self, row: Any, draft: TicketDraft) -> None:
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


def encode_texts(texts: Mapping[str, str]) -> str:
    """Texts by name as JSON, Chinese as it is; an encoder of the library costs three times as much for each row."""
    return "{" + ",".join([f"{_quoted(name)}:{_quoted(text)}" for name, text in texts.items()]) + "}"


def _same_ticket(candidates: Any, source: str) -> Any:
    """The known ticket a row speaks of: a number is unique per source, and a blank source fits any."""
    for row in candidates:
        if row.source == source:
            return row
    if len(candidates) == 1 and (not source or not candidates[0].source):
        return candidates[0]
    return None


def new_ticket(number: str, said: Mapping[str, Any], *, backlog: bool) -> dict[str, Any]:
    """All columns of a new ticket, before its clocks are derived; what is not in `said` gets its default."""
    values = _EMPTY.copy()
    values.update(said)
    values["number"] = number
    values["backlog"] = int(backlog)
    values["imported_deadline"] = values.pop("deadline_at") or None
    if not values["status"]:
        values["status"] = TicketStatus.CLOSED if values["closed_at"] else TicketStatus.TO_SIGN
    return values


def _bulk_row(values: dict[str, Any]) -> tuple[Any, ...]:
    for name in _INSTANTS:
        at = values[name]
        if at is not None:
            values[name] = int(at.timestamp())
    row: tuple[Any, ...] = _in_order(values)
    return row


def changed_by_file(desk: Desk, row: Any, draft: TicketDraft) -> dict[str, Any]:
    """What a file changes on a known ticket: said fields that differ and that no person has taken over."""
    before = row.values()
    local = set(row.local_fields.split())
    values: dict[str, Any] = {}
    for name, value in draft.values.items():
        column = "imported_deadline" if name == "deadline_at" else name
        if value is None or value == "" or column in local or column in _OF_THEIR_OWN:
            continue
        if isinstance(value, datetime):
            value = value.replace(microsecond=0)
        if before[column] != value:
            values[column] = value
    values.update(_dispatch_by_file(before, draft.values, local))
    values.update(_urgency_by_file(desk, {**before, **values}, draft.values, local))
    values.update(_status_by_file(before, draft.values, local))
    if values.get("status") in OPEN_STATUSES and "closed_at" not in values and "closed_at" not in local:
        values["closed_at"] = None  # opened again by the platform: the old closing no longer stands
    told_flags = flags_told(draft.extra) if draft.extra else {}
    values.update({flag: on for flag, on in told_flags.items() if flag not in local and before[flag] != on})
    for column, told in (("extra", draft.extra), ("raw", draft.raw)):
        if told:
            kept = json.loads(before[column])
            if any(kept.get(name) != text for name, text in told.items()):
                values[column] = encode_texts({**kept, **told})
    if values.keys() == {"raw"}:
        values.clear()
    return values


def _dispatch_by_file(before: Mapping[str, Any], said: Mapping[str, Any], local: set[str]) -> dict[str, Any]:
    """A given dispatch time beats an estimated one; an estimate never replaces what is known."""
    at, basis = said.get("dispatched_at"), said.get("dispatched_basis") or ""
    if at is None or "dispatched_at" in local or basis == "导入时间" or (basis and not before["dispatched_basis"]):
        return {}
    at = at.replace(microsecond=0)
    if at == before["dispatched_at"] and basis == before["dispatched_basis"]:
        return {}
    return {"dispatched_at": at, "dispatched_basis": basis}


def _urgency_by_file(
    desk: Desk, before: Mapping[str, Any], said: Mapping[str, Any], local: set[str]
) -> dict[str, Urgency]:
    """The level that the file's word means under the rules of the ticket's dispatch."""
    rules = desk.rules_for(before["dispatched_at"])
    told, word = said.get("urgency"), said.get("urgency_raw") or ""
    if "urgency" in local or (told is None and rules.level_named(word) is None):
        return {}
    level = level_told(rules, told or GENERAL, word)
    return {} if level == before["urgency"] else {"urgency": level}


def _status_by_file(before: Mapping[str, Any], said: Mapping[str, Any], local: set[str]) -> dict[str, Any]:
    """A file moves a ticket as it says, but never back behind local work and never out of the callback queue."""
    now = TicketStatus(before["status"])
    told = said.get("status") or (TicketStatus.CLOSED if said.get("closed_at") and "status" not in local else None)
    if told is None or told == now or now in {TicketStatus.TO_CALL_BACK, TicketStatus.RETURNING}:
        return {}
    worked_on = "status" in local or before["signed_at"] is not None
    if worked_on and STATUS_RANK[told] <= STATUS_RANK[now]:
        return {}
    return {"status": told}

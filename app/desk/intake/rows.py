"""Writes the rows of an import: creates, updates, skips or refuses each, in batches within one transaction."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from app.base.clock import to_local
from app.base.people import Person
from app.desk.intake.changes import changed_by_file, same_ticket
from app.desk.intake.getting import Getting, Kind
from app.desk.intake.notes import leave_out
from app.desk.intake.ready import (
    Intake,
    Ready,
    ReadyItem,
    ReadyRow,
    make_ready,
    update_text,
    update_verb,
)
from app.desk.intake.repeats import placed
from app.desk.intake.spool import Spool
from app.desk.intake.updates import followed_later, write_updates
from app.desk.measure.acts import DEADLINE, settle_extension
from app.desk.shared.context import Desk
from app.desk.shared.taking_in import noted
from app.desk.ticket.records import change_ticket, the_ticket
from app.files.intake.packing import pack, unpack
from app.models.intake.store import ImportResult
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.models.reminder.records import PlanRow
from app.models.ticket.records import TicketRecord
from app.rules.intake.drafts import RowProblem, TicketDraft
from app.rules.journal import JournalVerb
from app.rules.law.calendar import CalendarEnds

_BATCH = 400
_HELD_BACK_AT_MOST = 2_000
_GONE = "对应的工单已不在登记库"


@dataclass(slots=True)
class Tally:
    """The four counts of an import, its refused rows and what was left out of others (`notes`).

    `backlog` of those created came in as backlog; `told` are sentences about granted deadlines that were compared with
    the file's. `to_follow` are the tickets that something follows once the file is in.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    notes: list[RowProblem] = field(default_factory=list)
    backlog: int = 0
    told: list[str] = field(default_factory=list)
    to_follow: list[int] = field(default_factory=list)

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
        notes = f"，提示 {len(self.notes)}" if self.notes else ""
        return f"{self.rows} 行，新增 {self.created}{backlog}、{counts}{notes}"


class RowKeeper:
    """Takes rows one by one and writes them in batches; a repeated number updates the earlier row.

    Rows come ready, or as drafts that are made ready here: with `backlog` as backlog. `at` is when the import began.
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
        at: datetime | None = None,
    ) -> None:
        self._desk, self._stores, self._person, self._name = desk, stores, person, name
        self._now = at or desk.now()
        self._intake = Intake(import_id, self._now, backlog, name=name)
        self._next_id = stores.tickets.next_id()
        self._joined = stores.joins.gone_numbers()
        stores.search.begin_gathering()
        self._waiting: dict[str, ReadyRow] = {}
        self._later: dict[str, deque[ReadyRow]] = {}
        self._held_back = 0
        self._came: dict[str, int] = {}
        self.tally = Tally()

    def take(self, item: ReadyItem | TicketDraft) -> None:
        """Takes one row."""
        if isinstance(item, RowProblem):
            self.tally.problems.append(item)
            return
        if isinstance(item, TicketDraft):
            (made,) = make_ready(self._desk, self._intake, [item], self._stores, judge=False)
            self.take(made)
            return
        self.tally.notes += item.notes
        if item.number in self._waiting or item.number in self._later:
            self._later.setdefault(item.number, deque()).append(item)
            self._held_back += 1
            if self._held_back >= _HELD_BACK_AT_MOST:
                self._flush_all()
            return
        self._waiting[item.number] = item
        if len(self._waiting) >= _BATCH:
            self._flush()

    def finish(self) -> Tally:
        """Writes the last batches and fills the search index."""
        self._flush_all()
        self._stores.search.add_gathered()
        refused = {(problem.sheet, problem.row) for problem in self.tally.problems}
        self.tally.notes = [note for note in self.tally.notes if (note.sheet, note.row) not in refused]
        return self.tally

    def _flush_all(self) -> None:
        """Writes what waits, then what has the number of a row before it: of each number one row in a batch."""
        self._flush()
        while self._later:
            for number, rows in [*self._later.items()]:
                self._waiting[number] = rows.popleft()
                if not rows:
                    del self._later[number]
                if len(self._waiting) >= _BATCH:
                    self._flush()
            self._flush()
        self._held_back = 0

    def _flush(self) -> None:
        rows = self._without_confirmed([*self._waiting.values()])
        self._waiting = {}
        if not rows:
            return
        known: dict[str, list[TicketRecord]] = {}
        for row in self._stores.tickets.known([row.number for row in rows]):
            known.setdefault(row.number, []).append(row)
        fresh: list[ReadyRow] = []
        for ready in rows:
            found = None
            if ready.number in known or (ready.new is None and not ready.refusal):
                draft = ready.draft()
                found = same_ticket(known.get(ready.number, ()), draft.values.get("source") or "")
                leave_out(self._desk, draft, found)
            if found is not None:
                self._update(found, draft)
            elif ready.new is None and not ready.refusal:
                fresh += self._ready_anew(draft)  # the ticket that it said nothing new of is gone meanwhile
            else:
                fresh.append(ready)
        self._create([(ready, ready.new) for ready in fresh if self._can_be_new(ready) and ready.new is not None])

    def _without_confirmed(self, rows: list[ReadyRow]) -> list[ReadyRow]:
        """Writes the rows whose tickets still stand as they did when the rows were judged; returns the others."""
        rows = [placed(row, self._came) for row in rows]
        still = self._stores.tickets.still_at([row.seen for row in rows if row.seen[0]])
        confirmed = [row for row in rows if row.seen in still]
        updates = [row.update for row in confirmed if row.update is not None]
        write_updates(self._desk, self._stores, self._person, updates)
        for row in confirmed:
            settled = row.exported is not None and self._settle_deadline(row.seen[0], row.exported)
            self.tally.updated += settled or row.update is not None
            self.tally.unchanged += not settled and row.update is None
        self.tally.to_follow += followed_later(self._desk, updates)
        return [row for row in rows if row.seen not in still]

    def _ready_anew(self, draft: TicketDraft) -> list[ReadyRow]:
        items = [item for item in make_ready(self._desk, self._intake, [draft]) if isinstance(item, ReadyRow)]
        return [item if item.new is not None or item.refusal else item._replace(refusal=_GONE) for item in items]

    def _can_be_new(self, ready: ReadyRow) -> bool:
        if ready.refusal:
            self._refuse(ready.draft(), ready.refusal)
        elif ready.number in self._joined:
            draft, into = ready.draft(), self._joined[ready.number]
            reason = f"已与 {into} 认作同一件，请看那件工单；不是同一件的先拆开"
            self.tally.problems.append(
                RowProblem(draft.sheet, draft.row, "工单编号", draft.number, draft.number, reason)
            )
            return False
        return not ready.refusal

    def _create(self, rows: list[tuple[ReadyRow, Ready]]) -> None:
        if not rows:
            return
        first = self._next_id
        self._next_id += len(rows)
        numbered = [(ticket_id, row, new) for ticket_id, (row, new) in enumerate(rows, first)]
        self._stores.tickets.insert_many([(ticket_id, new.ticket) for ticket_id, _, new in numbered])
        self._stores.search.gather([(new.ticket.dispatched, ticket_id, new.text) for ticket_id, _, new in numbered])
        plans: list[PlanRow] = [(ticket_id, *plan[1:]) for ticket_id, _, new in numbered for plan in new.plans]
        self._stores.reminders.plan(plans, made_at=self._now)
        entries = [
            Entry(
                JournalVerb.CREATE,
                update_text(self._name, row.row),
                ticket_id,
                row.number,
                ticket_digest=self._flagged(ticket_id, new) or new.ticket.digest,
            )
            for ticket_id, row, new in numbered
        ]
        self._stores.journal.append(entries, at=self._now, who=self._person.name)
        self._came.update((row.number, ticket_id) for ticket_id, row, _ in numbered)
        self.tally.created += len(rows)
        self.tally.backlog += sum(new.backlog for _, new in rows)

    def _flagged(self, ticket_id: int, new: Ready) -> str:
        """Sets the flags of a ticket just inserted; returns its digest then, empty where there are none."""
        if not new.flags:
            return ""
        self._stores.tickets.flag(ticket_id, new.flags)
        return self._stores.tickets.digest(ticket_id)

    def _refuse(self, draft: TicketDraft, reason: str) -> None:
        """Refuses one row whose deadlines cannot be computed; the others still go in."""
        column = "派单时间"
        at = draft.values.get("dispatched_at")
        value = f"{to_local(at):%Y-%m-%d %H:%M}" if at is not None else ""
        self.tally.problems.append(RowProblem(draft.sheet, draft.row, column, value, draft.number, reason))

    def _update(self, row: TicketRecord, draft: TicketDraft) -> None:
        exported = draft.values.get(DEADLINE) if DEADLINE in row.local_fields.split() else None
        settled = exported is not None and self._settle_deadline(row.id, exported)
        row = the_ticket(self._stores, row.id) if settled else row
        values = changed_by_file(self._desk, row, draft)
        if not values:
            self.tally.updated += settled
            self.tally.unchanged += not settled
            return
        try:
            change_ticket(
                self._desk,
                self._stores,
                self._person,
                row,
                values,
                verb=update_verb(values),
                text=update_text(self._name, draft.row),
            )
        except CalendarEnds as error:
            self._refuse(draft, str(error))
            return
        self.tally.updated += 1

    def _settle_deadline(self, ticket_id: int, exported: datetime) -> bool:
        """Compares a granted deadline with the file's; returns whether the ticket changed."""
        row = the_ticket(self._stores, ticket_id)
        after, words = settle_extension(self._desk, self._stores, self._person, row, exported)
        if words:
            self.tally.told.append(words)
        return after.version != row.version


@contextmanager
def taking_one(desk: Desk, person: Person, draft: TicketDraft, *, name: str) -> Iterator[tuple[Stores, Tally]]:
    """A transaction in which one row comes in as an import of its own, with what came of it: judged before it began.

    What is raised within takes it all back.
    """
    body = pack([replace(draft, values={**draft.values})])
    with noted(desk, person, Path(name), draft.number) as begun, Spool(desk.folder.root) as spool:
        getting = Getting(desk, begun, Kind(backlog=False, old_as_backlog=False), None, None)
        getting.read([(body, unpack(body))], spool)
        with getting.writing(spool) as (stores, rows):
            keeper = RowKeeper(desk, stores, person, import_id=begun.import_id, name=begun.name, backlog=False)
            for row in rows:
                keeper.take(row)
            tally = keeper.finish()
            counts: ImportResult = {"rows": 1, "created": tally.created, "updated": tally.updated}
            stores.imports.finish(begun.import_id, {**counts, "unchanged": tally.unchanged})
            yield stores, tally

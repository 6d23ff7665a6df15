"""The watch over contacts: findings are made where facts change, swept up as time goes on, explained by people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import THE_DESK, Person
from app.desk.access import Action, require
from app.desk.contact_reading import finding_row
from app.desk.contact_rows import FindingRow
from app.desk.context import Desk
from app.desk.finding_facts import differences, new_columns
from app.models.findings import FactRows
from app.models.journal import Entry
from app.models.stores import Stores
from app.rules.findings import FINDING_WORDS, FindingKind, FindingState, Found
from app.rules.journal import JournalVerb

LISTED_AT_MOST = 2_000
_CHUNK = 500
_SWEPT_AT_ONCE = 200
_MARK = "findings-looked-to"


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a walk over the register did; `whole` is False when it was stopped on the way."""

    tickets: int
    found: int
    corrected: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class FindingTotals:
    """How many findings stand in each state, by kind."""

    by_kind: Mapping[FindingKind, Mapping[FindingState, int]]

    def count(self, *, kind: FindingKind | None = None, state: FindingState | None = None) -> int:
        """The findings of a kind and a state; None for all."""
        kinds = self.by_kind.values() if kind is None else [self.by_kind.get(kind, {})]
        return sum(sum(told.values()) if state is None else told.get(state, 0) for told in kinds)


def refresh_findings(desk: Desk, stores: Stores, ticket_id: int, *, who: str) -> list[Found]:
    """Judges one ticket anew within the open transaction; tells what is newly wrong.

    What no longer holds is closed as corrected by `who`, what holds again is opened again; nothing is deleted.
    """
    return _judge(desk, stores, stores.findings.facts_of(ticket_id), who).new


def scan(
    desk: Desk,
    *,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[Scanned]:
    """Judges the whole register, some hundred tickets a transaction, so that nobody waits for it."""
    with desk.register.reading() as stores:
        last = stores.findings.last_ticket()
    found = corrected = 0
    for after in range(0, last, _CHUNK):
        if cancelled is not None and cancelled():
            return _scanned(Scanned(after, found, corrected, whole=False))
        told = _look_at(desk, after, min(after + _CHUNK, last))
        found, corrected = found + len(told.new), corrected + told.corrected
        if progress is not None:
            progress(min(after + _CHUNK, last))
    with desk.register.writing() as stores:
        stores.keep.put_mark(_MARK, str(last))
    return _scanned(Scanned(last, found, corrected))


def sweep(desk: Desk) -> int:
    """What time and imports brought since the last sweep: passed contact limits and new tickets; a part each call.

    Called once a minute by the clockwork; tells how many findings are new.
    """
    with desk.register.reading() as stores:
        overdue = stores.findings.overdue_ids(desk.now(), _SWEPT_AT_ONCE)
        looked, last = int(stores.keep.mark(_MARK) or 0), stores.findings.last_ticket()
    new = 0
    if overdue:
        with desk.register.writing() as stores:
            for ticket_id in overdue:
                new += len(refresh_findings(desk, stores, ticket_id, who=THE_DESK.name))
    if looked < last:
        end = min(looked + 4 * _CHUNK, last)
        for after in range(looked, end, _CHUNK):
            new += len(_look_at(desk, after, min(after + _CHUNK, end)).new)
        with desk.register.writing() as stores:
            stores.keep.put_mark(_MARK, str(end))
    return new


def listing(
    desk: Desk,
    *,
    state: FindingState | None = None,
    kind: FindingKind | None = None,
    search: str = "",
    limit: int | None = LISTED_AT_MOST,
) -> list[FindingRow]:
    """Findings, newest first; `search` looks into number, title, unit and reason."""
    with desk.register.reading() as stores:
        rows = stores.findings.listing(state=state or "", kind=kind or "", search=search.strip(), limit=limit)
        return [finding_row(row) for row in rows]


def of_ticket(desk: Desk, *, ticket_id: int) -> list[FindingRow]:
    """One ticket's findings, oldest first."""
    with desk.register.reading() as stores:
        return [finding_row(row) for row in stores.findings.of_ticket(ticket_id)]


def totals(desk: Desk) -> FindingTotals:
    """How many findings stand where."""
    told: dict[FindingKind, dict[FindingState, int]] = {}
    with desk.register.reading() as stores:
        for kind, state, count in stores.findings.totals():
            told.setdefault(FindingKind(kind), {})[FindingState(state)] = count
    return FindingTotals(told)


def explain(desk: Desk, *, person: Person, finding_id: int, note: str) -> Outcome[str]:
    """Writes down why a finding is no fault, or what was done; `open_again` is the reverse.

    Raises:
        Refused: the note is empty (field "note"), or the finding was corrected already.

    """
    if not note.strip():
        raise Refused("请写明核实情况", field="note")
    return _decide(desk, person, finding_id, FindingState.EXPLAINED, note.strip())


def open_again(desk: Desk, *, person: Person, finding_id: int) -> Outcome[str]:
    """Takes an explanation back."""
    return _decide(desk, person, finding_id, FindingState.OPEN, "")


def _decide(desk: Desk, person: Person, finding_id: int, state: FindingState, note: str) -> Outcome[str]:
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        row = stores.findings.get(finding_id)
        if row is None:
            raise Refused("没有这条核查记录")
        if row.state == FindingState.CORRECTED:
            raise Refused("这条已随事实更正，不需要说明")
        decided = state is not FindingState.OPEN
        values = {
            "state": state.value,
            "decided_at": desk.now() if decided else None,
            "decided_by": person.name if decided else "",
            "note": note,
        }
        stores.findings.change(finding_id, values)
        words = FINDING_WORDS[FindingKind(row.kind)]
        verb, text = (
            (JournalVerb.EXPLAIN_FINDING, f"{words}：{note}")
            if decided
            else (JournalVerb.REOPEN_FINDING, f"{words}：重新核实")
        )
        stores.journal.append([Entry(verb, text, row.ticket_id, row.number)], at=desk.now(), who=person.name)
    said = "已写明核实情况" if decided else "已改回待核实"
    return Outcome(Change.CONTACTS | Change.JOURNAL, row.number, f"{row.number} {words}：{said}")


@dataclass(slots=True)
class _Judged:
    new: list[Found]
    corrected: int = 0


def _scanned(told: Scanned) -> Outcome[Scanned]:
    stopped = "" if told.whole else "（已停止）"
    message = f"核查 {told.tickets:,} 件：新发现 {told.found:,}，已更正 {told.corrected:,}{stopped}"
    return Outcome(Change.CONTACTS if told.found or told.corrected else Change.NOTHING, told, message)


def _look_at(desk: Desk, after: int, last: int) -> _Judged:
    """Judges a range of tickets; the register is only held when there is something to write."""
    with desk.register.reading() as stores:
        rows = stores.findings.facts_between(after, last)
        quiet = all(not any(differences(desk, rows, row)) for row in rows.tickets)
    if quiet:
        return _Judged([])
    with desk.register.writing() as stores:
        return _judge(desk, stores, stores.findings.facts_between(after, last), THE_DESK.name)


def _judge(desk: Desk, stores: Stores, rows: FactRows, who: str) -> _Judged:
    now = desk.now()
    told = _Judged([])
    fresh: list[dict[str, Any]] = []
    for row in rows.tickets:
        new, changed = differences(desk, rows, row)
        for found in new:
            fresh.append({"ticket_id": row[0], "found_at": now, **new_columns(found, now)})
        told.new += [found for found in new if not found.settled]
        for finding_id, values in changed:
            if values.get("state") == FindingState.CORRECTED:
                told.corrected += 1
                values = {"decided_at": now, "decided_by": who, **values}
            stores.findings.change(finding_id, values)
    stores.findings.add(fresh)
    return told

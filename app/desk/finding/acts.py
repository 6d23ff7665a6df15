"""Findings about contacts: detected when facts change and by a regular sweep, and explained by people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import THE_DESK, Person
from app.desk.finding.facts import Differences, differences, new_finding
from app.desk.finding.rows import FindingRow, finding_rows
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk, TicketChanged
from app.desk.shared.journal_lines import write_line
from app.desk.shared.judged_ahead import MovedOn, judged_ahead
from app.desk.ticket.undo import image, undo_of
from app.models.finding.records import FindingRecord, NewFinding, WatchedTicket
from app.models.register.stores import Stores
from app.rules.finding.judgement import Found
from app.rules.finding.states import FINDING_FLOW, FINDING_WORDS, FindingKind, FindingState, FindingVerb
from app.rules.journal import JournalVerb
from app.rules.ticket.states import TicketStatus

LISTED_AT_MOST = 2_000
# Fields and states whose change may create or settle a finding.
_JUDGED = frozenset(
    {
        "dispatched_at",
        "dispatched_basis",
        "contact_due_at",
        "closed_at",
        "phones",
        "phone_raw",
        "caller",
        "platform_contacted",
        "backlog",
    }
)
FOLLOWED = _JUDGED | {"status"}
_JUDGED_STATES = frozenset({TicketStatus.TO_CALL_BACK, TicketStatus.CLOSED, TicketStatus.RETURNED})
_CHUNK = 500
_SWEPT_AT_ONCE = 200
_MARK = "findings-looked-to"
_DECIDED = Change.CONTACTS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class Scanned:
    """The result of scanning the register; `whole` is False when the scan was stopped."""

    tickets: int
    found: int
    corrected: int
    whole: bool = True


@dataclass(frozen=True, slots=True)
class FindingTotals:
    """The number of findings by kind and state."""

    by_kind: Mapping[FindingKind, Mapping[FindingState, int]]

    def count(self, *, kind: FindingKind | None = None, state: FindingState | None = None) -> int:
        """The findings of a kind and a state; None for all."""
        kinds = self.by_kind.values() if kind is None else [self.by_kind.get(kind, {})]
        return sum(sum(by_state.values()) if state is None else by_state.get(state, 0) for by_state in kinds)


def the_finding(stores: Stores, finding_id: int) -> FindingRecord:
    """The finding of this id.

    Raises:
        Refused: there is none.

    """
    found = stores.findings.get(finding_id)
    if found is None:
        raise Refused("没有这条核查记录")
    return found


def follow(desk: Desk, stores: Stores, person: Person, change: TicketChanged) -> None:
    """Re-evaluates the ticket when a fact that findings depend on has changed."""
    moved = {change.before.status, change.after.status} if "status" in change.names else set()
    if not _JUDGED.isdisjoint(change.names) or moved & _JUDGED_STATES:
        refresh_findings(desk, stores, change.after.id, who=person.name)


def refresh_findings(desk: Desk, stores: Stores, ticket_id: int, *, who: str) -> list[Found]:
    """Re-evaluates one ticket within the open transaction; returns the new findings.

    What no longer holds is closed as corrected by `who`, what holds again is opened again; nothing is deleted.
    """
    return _judge(desk, stores, stores.findings.watched(ticket_id), who).new


def follow_import(desk: Desk, person: Person, ticket_ids: Sequence[int]) -> None:
    """Re-evaluates the tickets that a file has changed, some hundred in a turn."""
    for start in range(0, len(ticket_ids), _CHUNK):
        _evaluate(desk, ticket_ids[start : start + _CHUNK], person.name)


def scan(
    desk: Desk,
    *,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[Scanned]:
    """Evaluates the whole register in batches of some hundred tickets, so that no writer waits long."""
    with desk.register.reading() as stores:
        last = stores.findings.last_ticket()
    found = corrected = 0
    for after in range(0, last, _CHUNK):
        if cancelled is not None and cancelled():
            return _scanned(Scanned(after, found, corrected, whole=False))
        judged = _evaluate(desk, range(after + 1, min(after + _CHUNK, last) + 1), THE_DESK.name)
        found, corrected = found + len(judged.new), corrected + judged.corrected
        if progress is not None:
            progress(min(after + _CHUNK, last))
    with desk.register.writing() as stores:
        stores.keep.put_mark(_MARK, str(last))
    return _scanned(Scanned(last, found, corrected))


def sweep_all(desk: Desk, *, pause: Callable[[], None]) -> int:
    """Sweeps batch by batch until nothing is left, with `pause` between them; returns the number of new findings.

    Called once a minute by the scheduler. What `pause` raises ends it; the next call goes on from there.
    """
    found = 0
    while True:
        before = _looked_to(desk)
        new = sweep(desk)
        found += new
        if not new and _looked_to(desk) == before:
            return found
        pause()


def _looked_to(desk: Desk) -> str | None:
    with desk.register.reading() as stores:
        return stores.keep.mark(_MARK)


def sweep(desk: Desk) -> int:
    """Evaluates what changed since the last sweep: passed contact limits and imported tickets, a batch per call.

    Returns the number of new findings.
    """
    with desk.register.reading() as stores:
        overdue = stores.findings.overdue_ids(desk.now(), _SWEPT_AT_ONCE)
        looked, last = int(stores.keep.mark(_MARK) or 0), stores.findings.last_ticket()
    new = 0
    if overdue:
        new += len(_evaluate(desk, overdue, THE_DESK.name).new)
    if looked < last:
        end = min(looked + _CHUNK, last)
        new += len(_evaluate(desk, range(looked + 1, end + 1), THE_DESK.name).new)
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
        found = stores.findings.listing(state=state, kind=kind, search=search.strip(), limit=limit)
        return finding_rows(stores, found)


def of_ticket(desk: Desk, *, ticket_id: int) -> list[FindingRow]:
    """One ticket's findings, oldest first."""
    with desk.register.reading() as stores:
        return finding_rows(stores, stores.findings.of_ticket(ticket_id))


def totals(desk: Desk) -> FindingTotals:
    """The number of findings by kind and state."""
    by_kind: dict[FindingKind, dict[FindingState, int]] = {}
    with desk.register.reading() as stores:
        for kind, state, count in stores.findings.totals():
            by_kind.setdefault(kind, {})[state] = count
    return FindingTotals(by_kind)


def explain(desk: Desk, *, person: Person, finding_id: int, note: str) -> Outcome[str]:
    """Records why a finding is no fault, or what was done; `open_again` is the reverse.

    Raises:
        Refused: the note is empty (field "note"), or the finding was corrected already.

    """
    if not note.strip():
        raise Refused("请写明核实情况", field="note")
    return _decide(desk, person, finding_id, FindingVerb.EXPLAIN, note.strip())


def open_again(desk: Desk, *, person: Person, finding_id: int) -> Outcome[str]:
    """Withdraws an explanation."""
    return _decide(desk, person, finding_id, FindingVerb.OPEN_AGAIN, "")


def _decide(desk: Desk, person: Person, finding_id: int, verb: FindingVerb, note: str) -> Outcome[str]:
    require(person, Action.CONTACT)
    with desk.register.writing() as stores:
        finding = the_finding(stores, finding_id)
        before = image(stores, [finding.ticket_id])
        words = FINDING_WORDS[finding.kind]
        state = FINDING_FLOW.after(finding.state, verb)
        if verb is FindingVerb.EXPLAIN:
            stores.findings.change(finding, state=state, decided_at=desk.now(), decided_by=person.name, note=note)
            write_line(desk, stores, person, JournalVerb.EXPLAIN_FINDING, f"{words}：{note}", about=finding)
        else:
            stores.findings.change(finding, state=state, decided_at=None, decided_by="", note="")
            write_line(desk, stores, person, JournalVerb.REOPEN_FINDING, f"{words}：重新核实", about=finding)
        undo = undo_of(desk, stores, person, before, "核查说明", _DECIDED)
    done = "已写明核实情况" if verb is FindingVerb.EXPLAIN else "已改回待核实"
    return Outcome(_DECIDED, finding.number, f"{finding.number} {words}：{done}", undo)


@dataclass(slots=True)
class _Judged:
    new: list[Found]
    corrected: int = 0


def _scanned(scanned: Scanned) -> Outcome[Scanned]:
    stopped = "" if scanned.whole else "（已停止）"
    message = f"核查 {scanned.tickets:,} 件：新发现 {scanned.found:,}，已更正 {scanned.corrected:,}{stopped}"
    return Outcome(Change.CONTACTS if scanned.found or scanned.corrected else Change.NOTHING, scanned, message)


def _evaluate(desk: Desk, ticket_ids: Sequence[int], who: str) -> _Judged:
    """Evaluates tickets before the register is held; it is written to only when something changes."""

    def judge() -> list[tuple[WatchedTicket, Differences]]:
        with desk.register.reading() as stores:
            judged = [(one, differences(desk, one)) for one in stores.findings.watched_of(ticket_ids)]
        return [(ticket, found) for ticket, found in judged if found]

    def write(judged: list[tuple[WatchedTicket, Differences]]) -> _Judged:
        if not judged:
            return _Judged([])
        with desk.register.writing() as stores:
            seen = [ticket for ticket, _ in judged]
            if [*stores.findings.watched_of([ticket.id for ticket in seen])] != seen:
                raise MovedOn
            return _write(desk, stores, judged, who)

    return judged_ahead(judge, write, about="联系核查")


def _judge(desk: Desk, stores: Stores, tickets: Iterable[WatchedTicket], who: str) -> _Judged:
    return _write(desk, stores, ((ticket, differences(desk, ticket)) for ticket in tickets), who)


def _write(desk: Desk, stores: Stores, judged: Iterable[tuple[WatchedTicket, Differences]], who: str) -> _Judged:
    now = desk.now()
    done = _Judged([])
    fresh: list[NewFinding] = []
    for ticket, found in judged:
        fresh += [new_finding(ticket.id, finding, now) for finding in found.new]
        done.new += [finding for finding in found.new if not finding.settled]
        for known, change in found.changed:
            if change.get("state") is FindingState.CORRECTED:
                done.corrected += 1
                change = {**change, "decided_at": now, "decided_by": who}
            stores.findings.change(known, **change)
    stores.findings.add_many(fresh)
    return done

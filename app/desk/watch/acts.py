"""Looking at the platform, and reconciling its list with the register."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import iso
from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.ticket.twins import described
from app.desk.watch.lists import PlatformList, read_list
from app.desk.watch.looking import note_look
from app.desk.watch.rows import Reconciled
from app.models.register.stores import Stores
from app.models.watch.records import NewDifference, NewReconciliation
from app.rules.intake.drafts import TicketDraft
from app.rules.journal import JournalVerb
from app.rules.ticket.numbers import TEMPORARY
from app.rules.ticket.states import TicketStatus
from app.rules.watch.matching import Described, Match, best_match
from app.rules.watch.reconciliation import Reconciliation, Registered, Value, compare_counts, compare_tickets
from app.rules.watch.states import DifferenceKind, ListKind, LookKind

_SEEN_AT_MOST = 100_000
_CHANGES = Change.PLATFORM | Change.JOURNAL


def look(desk: Desk, *, person: Person, seen: int | None = None) -> Outcome[None]:
    """Notes that the person looked at the platform: nothing new, or `seen` tickets that wait there.

    Raises:
        Refused: the count is below zero or beyond reason (field "seen").

    """
    require(person, Action.SIGN)
    if seen is not None and not 0 <= seen <= _SEEN_AT_MOST:
        raise Refused("请填写看到的件数", field="seen")
    text = "无新增" if seen is None else f"看到 {seen} 件待接收"
    with desk.register.writing() as stores:
        note_look(desk, stores, person, LookKind.KEY, seen=seen, text=text)
        write_line(desk, stores, person, JournalVerb.WATCH, f"已看平台，{text}")
    more = "；请导入或粘贴，把它们收进来" if seen else ""
    return Outcome(_CHANGES, None, f"已看平台，{text}{more}")


def reconcile(desk: Desk, *, person: Person, path: Path | None = None, text: str = "") -> Outcome[Reconciled]:
    """Compares the platform's list (a file, else pasted text) with the register; no ticket changes.

    The comparison is kept with its differences, stands in the journal and meets the round.

    Raises:
        FileRefused: the list cannot be read, or holds neither ticket numbers nor counts.

    """
    require(person, Action.IMPORT)
    listed = read_list(desk, path=path, text=text)
    with desk.register.writing() as stores:
        result, register = _compare(stores, listed)
        found = _found(listed, register, result, _matches(stores, listed, result))
        kind = ListKind.TICKETS if listed.counts is None else ListKind.COUNTS
        kept = stores.reconciliations.add(
            NewReconciliation(
                at=desk.now(),
                who=person.name,
                list_name=listed.name,
                kind=kind,
                platform=result.platform,
                register=result.register,
                missing_here=len(result.missing_here),
                missing_there=len(result.missing_there),
                differs=len(result.differs),
                unread=len(result.unread),
                same=result.same,
            ),
            found,
        )
        words = sentence(result)
        write_line(desk, stores, person, JournalVerb.RECONCILE, f"{listed.name}：{words}")
        note_look(desk, stores, person, LookKind.RECONCILE, seen=result.platform, text=words)
    return Outcome(_CHANGES, Reconciled(kept, result, listed.drafts), f"对账：{words}")


def sentence(result: Reconciliation) -> str:
    """The result in one line: 平台 37 = 本台 36 + 本台缺 2 − 平台缺 1，内容不同 3 处."""
    unread = f"，{len(result.unread)} 行未能核对" if result.unread else ""
    if result.holds:
        return f"平台 {result.platform} = 本台 {result.register}，无差异"
    if not (result.missing_here or result.missing_there):
        return f"平台 {result.platform}，本台 {result.register}，不同 {len(result.differs)} 处{unread}"
    here, there = f" + 本台缺 {len(result.missing_here)}", f" − 平台缺 {len(result.missing_there)}"
    differs = f"，内容不同 {len(result.differs)} 处" if result.differs else ""
    return f"平台 {result.platform} = 本台 {result.register}{here}{there}{differs}{unread}"


def _compare(stores: Stores, listed: PlatformList) -> tuple[Reconciliation, dict[str, Registered]]:
    if listed.counts is not None:
        return compare_counts(listed.counts, stores.reconciliations.open_by_status(), unread=listed.unread), {}
    numbers = list(dict.fromkeys(one.number for one in listed.tickets))
    register = stores.reconciliations.compared(numbers)
    return compare_tickets(listed.tickets, register, unread=listed.unread), {one.number: one for one in register}


def _matches(stores: Stores, listed: PlatformList, result: Reconciliation) -> dict[str, Match]:
    """The tickets with a temporary number that missing ones most likely are, each proposed for one of them only."""
    typed = stores.tickets.beginning_with(TEMPORARY) if result.missing_here else []
    waiting = {row.id: row for row in typed if row.is_open}
    found: dict[str, Match] = {}
    for number in result.missing_here:
        draft = listed.drafts.get(number)
        if draft is None or not waiting:
            continue
        match = best_match(described_draft(draft), ((key, described(row)) for key, row in waiting.items()))
        if match is not None:
            found[number] = match
            del waiting[match.ticket_id]
    return found


def described_draft(draft: TicketDraft) -> Described:
    """A row of the platform's list as it is matched."""
    values = draft.values
    at = values.get("called_at") or (None if values.get("dispatched_basis") else values.get("dispatched_at"))
    text = f"{values.get('title') or ''}{values.get('content') or ''}"
    return Described(tuple((values.get("phones") or "").split()), at, text)


def _found(
    listed: PlatformList, register: dict[str, Registered], result: Reconciliation, matches: dict[str, Match]
) -> list[NewDifference]:
    there = {one.number: one for one in listed.tickets}
    missing_here = (
        NewDifference(
            kind=DifferenceKind.MISSING_HERE,
            number=number,
            there=as_text(there[number].status),
            title=there[number].title,
            match_id=matches[number].ticket_id if number in matches else None,
            match_why="，".join(matches[number].reasons) if number in matches else "",
        )
        for number in result.missing_here
    )
    missing_there = (
        NewDifference(
            kind=DifferenceKind.MISSING_THERE,
            number=number,
            ticket_id=register[number].id,
            here=as_text(register[number].status),
        )
        for number in result.missing_there
    )
    differs = (
        NewDifference(
            kind=DifferenceKind.DIFFERS,
            number=one.number,
            ticket_id=one.ticket_id,
            field=one.field,
            here=as_text(one.here),
            there=as_text(one.there),
        )
        for one in result.differs
    )
    return [*missing_here, *missing_there, *differs]


def as_text(value: Value) -> str:
    """A compared value as it is kept: the code of a state, a time in ISO 8601, else the text; empty for none."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return iso(value) or ""
    return value.value if isinstance(value, TicketStatus) else value

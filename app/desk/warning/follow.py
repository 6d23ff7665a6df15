"""Raises warnings when new tickets come in: judged before the register is held, then written in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from app.base.changes import Change, Outcome
from app.base.people import THE_DESK, Person
from app.desk.merchant.keeping import is_current
from app.desk.owner import reads as owner_reads
from app.desk.shared.conflict import saving
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.desk.warning.alarm import ring
from app.desk.warning.judging import judge_merchants, judge_series
from app.desk.warning.rows import FoundWarning
from app.models.register.stores import Stores
from app.models.warning.records import NewWarning, WarningChange, WarningRecord
from app.rules.journal import JournalVerb
from app.rules.merchant.folding import Folded, FoldedMerchant, Proposal
from app.rules.warning.levels import Why
from app.rules.warning.states import LEVEL_WORDS, OPEN_STATES, SUBJECT_WORDS, Subject, WarningState

CHANGES = Change.WARNINGS | Change.TASKS | Change.REMINDERS | Change.JOURNAL
_MARK = "warnings-looked-to"
_WINDOW = timedelta(days=30)
# After an ended warning a new one of the same level is raised for what began so long after it.
_AGAIN_AFTER = timedelta(days=7)


def follow_new(desk: Desk, person: Person, ticket_ids: Sequence[int]) -> bool:
    """Judges the merchants of the tickets that a file has changed, and those of new ones."""
    changed = _judge_changed(desk, person, ticket_ids) if ticket_ids else False
    return sweep(desk) or changed


def _judge_changed(desk: Desk, person: Person, ticket_ids: Sequence[int]) -> bool:
    now, wanted = desk.now(), set(ticket_ids)
    with desk.register.reading() as stores:
        recent = stores.warnings.received_between(now - _WINDOW, now)
    return bool(_raise_for(desk, person, [one for one in recent if one in wanted]).changes)


def sweep(desk: Desk) -> bool:
    """Judges the merchants of the tickets that came since the last sweep, and every series; whether anything changed.

    Called behind the window every minute, and at the end of the command that imports; it waits while the merchants
    of an older register are still read.
    """
    now = desk.now()
    with desk.register.reading() as stores:
        if not is_current(stores):
            return False
        looked, last = int(stores.keep.mark(_MARK) or 0), stores.findings.last_ticket()
        fresh = stores.warnings.received_between(now - _WINDOW, now, after_id=looked) if looked < last else []
    if looked >= last:
        return False
    outcome = _raise_for(desk, THE_DESK, fresh)
    with desk.register.writing() as stores:
        stores.keep.put_mark(_MARK, str(last))
    return bool(outcome.changes)


def _raise_for(desk: Desk, person: Person, fresh: Sequence[int]) -> Outcome[int]:
    """Raises what these tickets give reason for; returns how many warnings are new or higher than before."""
    if not fresh:
        return Outcome(Change.NOTHING, 0)
    now = desk.now()
    with desk.register.reading() as stores:
        merchants = {one for one in map(stores.merchants.of_ticket, fresh) if one is not None}
        folded = around(stores, merchants)
        found = [*judge_merchants(stores, folded, now, only=merchants), *judge_series(stores, desk.calendar, now)]
        wanted = [one for one in found if needs_writing(stores, one)]
    departments = [department_of(desk, one) for one in wanted]
    if not wanted:
        return Outcome(Change.NOTHING, 0)
    raised = 0
    with desk.register.writing() as stores:
        for one, department in zip(wanted, departments, strict=True):
            raised += put(desk, stores, person, one, department)
    return Outcome(CHANGES, raised, f"新预警 {raised} 条" if raised else "")


def around(stores: Stores, merchant_ids: Collection[int]) -> Folded:
    """These merchants with those that open proposals join to them, as the register keeps them now."""
    members: dict[int, FoldedMerchant] = {}
    pairs: dict[tuple[int, int], Proposal] = {}
    waiting = list(merchant_ids)
    while waiting:
        number = waiting.pop()
        merchant = stores.merchants.get(number) if number not in members else None
        if merchant is None:
            continue
        members[merchant.id] = merchant
        for proposal in stores.merchants.proposals(open_only=True, merchant_id=merchant.id):
            if proposal.shares_place_or_phone:
                pairs[proposal.merchants] = proposal
                waiting.extend(one for one in proposal.merchants if one not in members)
    return Folded(tuple(members.values()), tuple(pairs.values()))


def department_of(desk: Desk, found: FoundWarning) -> str:
    """The department that most likely owns the matter of a merchant's case; "" where none does."""
    if found.subject is not Subject.MERCHANT:
        return ""
    texts = [
        f"{found.name}，{found.trade}",
        *(f"{line.ticket.title}，{line.ticket.content}" for line in found.tickets[-3:]),
    ]
    category = found.tickets[-1].ticket.category if found.tickets else ""
    return owner_reads.likely(desk, text="；".join(texts)[:2000], category=category, merchant=found.name).owner


def needs_writing(stores: Stores, found: FoundWarning) -> bool:
    """Whether a warning is new, or not as it was last written."""
    before = stores.warnings.newest_of(found.subject, found.keys)
    if before is None or _is_again(before, found):
        return True
    if found.level.rank > before.level.rank:
        return True
    return before.is_open and before.ticket_ids != _ids(found)


def put(desk: Desk, stores: Stores, person: Person, found: FoundWarning, department: str) -> bool:
    """Writes one warning; whether it rings: it is new, comes again, or is higher than before."""
    before = stores.warnings.newest_of(found.subject, found.keys)
    if before is None or _is_again(before, found):
        made = stores.warnings.add(_new(found, department))
        after = stores.warnings.get(made)
        _raised(desk, stores, person, after, found.why, "")
        return True
    higher = found.level.rank > before.level.rank
    if not higher and not before.is_open:
        return False
    changes = _facts(found, department or before.department)
    if higher:
        changes |= {"level": found.level, "raised_at": found.raised_at, "why": found.why}
        if not before.is_open:
            changes |= {"state": WarningState.NEW, "reason": "", "decided_at": None, "decided_by": ""}
    with saving(f"预警“{before.name}”"):
        stores.warnings.change(before, **changes)
    if higher:
        _raised(desk, stores, person, stores.warnings.get(before.id), found.why, LEVEL_WORDS[before.level])
    return higher


def _raised(desk: Desk, stores: Stores, person: Person, row: WarningRecord | None, why: Why, before: str) -> None:
    if row is None:
        return
    step = f"由{before}升为{LEVEL_WORDS[row.level]}" if before else LEVEL_WORDS[row.level]
    words = f"{SUBJECT_WORDS[row.subject]}“{row.name}”{step}：{why.rule}，现有 {why.observed:g}"
    write_line(desk, stores, person, JournalVerb.WARNING_RAISE, words)
    ring(desk, stores, person, row)


def _is_again(before: WarningRecord, found: FoundWarning) -> bool:
    """Whether a reason begins after the last warning had ended."""
    ended = before.decided_at
    if before.state in OPEN_STATES:
        quiet = found.first_at is not None and before.last_at is not None and found.first_at > before.last_at + _WINDOW
        return quiet
    return ended is not None and found.first_at is not None and found.first_at > ended + _AGAIN_AFTER


def _ids(found: FoundWarning) -> tuple[int, ...]:
    return tuple(line.ticket.id for line in found.tickets)


def _facts(found: FoundWarning, department: str) -> WarningChange:
    return {
        "name": found.name,
        "merchant_id": found.merchant_id,
        "first_at": found.first_at,
        "last_at": found.last_at,
        "ticket_ids": _ids(found),
        "callers": found.callers,
        "words": found.words,
        "department": department,
    }


def _new(found: FoundWarning, department: str) -> NewWarning:
    return NewWarning(
        subject=found.subject,
        key=found.key,
        level=found.level,
        raised_at=found.raised_at,
        why=found.why,
        name=found.name,
        merchant_id=found.merchant_id,
        first_at=found.first_at,
        last_at=found.last_at,
        ticket_ids=_ids(found),
        callers=found.callers,
        words=found.words,
        department=department,
    )

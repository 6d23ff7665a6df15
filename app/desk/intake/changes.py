"""What a row of a file changes of a known ticket: nothing that a person has edited, and no work of the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.desk.intake.platform import first_answers_by_file, rework_by_file
from app.desk.intake.platform_times import status_by_file, times_by_file
from app.desk.shared.context import Desk
from app.models.ticket.records import TicketChange, TicketRecord, change_of
from app.rules.exclusion.export import exported_flags
from app.rules.intake.drafts import TicketDraft
from app.rules.intake.spellings import level_meant
from app.rules.law.urgency import GENERAL
from app.rules.ticket.platform_times import PLATFORM_TIMES
from app.rules.ticket.states import OPEN_STATUSES, DispatchBasis

# Fields of a known ticket that a file changes only under special rules.
_DECIDED = frozenset({"dispatched_at", "dispatched_basis", "urgency", "status", *PLATFORM_TIMES})


def same_ticket(candidates: Sequence[TicketRecord], source: str) -> TicketRecord | None:
    """The known ticket of a row: a number is unique per source, and a blank source matches any."""
    for row in candidates:
        if row.source == source:
            return row
    if len(candidates) == 1 and (not source or not candidates[0].source):
        return candidates[0]
    return None


def changed_by_file(desk: Desk, row: TicketRecord, draft: TicketDraft) -> TicketChange:
    """The changes a file makes to a known ticket: given fields that differ and that no person has edited."""
    local = {*row.local_fields.split()}
    given = [(name, value) for name, value in draft.values.items() if name not in local and name not in _DECIDED]
    values = change_of({name: value for name, value in given if value not in (None, "") and row.value(name) != value})
    values.update(_dispatch_by_file(row, draft, local))
    dispatched_at = values.get("dispatched_at") or row.dispatched_at
    values.update(_urgency_by_file(desk, row, draft, local, dispatched_at))
    values.update(times_by_file(row, draft.values, dispatched_at))
    told = str(values.get("platform_times", row.platform_times))
    values.update(rework_by_file(row, draft.values, desk.now(), told) or status_by_file(row, draft.values, local))
    values.update(first_answers_by_file(row, draft.values))
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


def _urgency_by_file(
    desk: Desk, row: TicketRecord, draft: TicketDraft, local: set[str], dispatched_at: datetime
) -> TicketChange:
    """The urgency by the file's word, under the rules in force at the dispatch."""
    rules = desk.rules_for(dispatched_at)
    level, word = draft.values.get("urgency"), draft.values.get("urgency_raw") or ""
    if "urgency" in local or (level is None and rules.level_named(word) is None):
        return {}
    meant = level_meant(rules, level or GENERAL, word)
    return {} if meant == row.urgency else {"urgency": meant}

"""Turns register rows into the facts of the contact rules, and findings into what must be written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from app.base.people import THE_DESK
from app.desk.context import Desk
from app.models.findings import FactRows
from app.rules.findings import Call, ContactFacts, FindingState, Found, Surveyed, findings_of
from app.rules.spellings import read_contacted
from app.rules.states import AttemptOutcome, TicketStatus

# The source of an attempt that a callback survey was made in.
CALLBACK = "callback"
Changed = list[tuple[int, dict[str, Any]]]


def new_columns(found: Found, now: datetime) -> dict[str, Any]:
    """The columns of a finding that is new; one that is settled already is kept as corrected."""
    settled = bool(found.settled)
    return {
        "kind": found.kind.value,
        "key": found.key,
        "at": found.at,
        "reason": found.reason,
        "state": (FindingState.CORRECTED if settled else FindingState.OPEN).value,
        "decided_at": now if settled else None,
        "decided_by": THE_DESK.name if settled else "",
        "note": found.settled,
    }


def differences(desk: Desk, rows: FactRows, row: Any) -> tuple[list[Found], Changed]:
    """What a ticket's findings should be against what is kept: new ones, and (id, columns) to change."""
    facts = _facts(rows, row)
    ruled = datetime.fromtimestamp(row[12], UTC) if row[12] is not None else facts.dispatched_at
    told = {(found.kind.value, found.key): found for found in findings_of(facts, desk.rules_for(ruled), desk.now())}
    changed: Changed = []
    for _, finding_id, kind, key, state, reason in rows.known.get(row[0], ()):
        values = _change(told.pop((kind, key), None), state, reason)
        if values:
            changed.append((finding_id, values))
    return list(told.values()), changed


def _change(found: Found | None, state: str, reason: str) -> dict[str, Any]:
    """What becomes of a kept finding when the facts now say `found`, None when they say nothing."""
    if state == FindingState.EXPLAINED:
        return {}  # what a person wrote stands
    if found is None or found.settled:
        if state == FindingState.CORRECTED:
            return {}
        return {"state": FindingState.CORRECTED.value, "note": found.settled if found else "事实已更正"}
    if state == FindingState.CORRECTED:
        return {
            "state": FindingState.OPEN.value,
            "reason": found.reason,
            "decided_at": None,
            "decided_by": "",
            "note": "",
        }
    return {"reason": found.reason} if found.reason != reason else {}


def _facts(rows: FactRows, row: Any) -> ContactFacts:
    ticket_id, status, dispatched, due, closed, phones, cell, caller, basis, backlog, replied, contacted, _ = row
    return ContactFacts(
        status=TicketStatus(status),
        dispatched_at=datetime.fromtimestamp(dispatched, UTC),
        contact_due_at=_instant(due),
        closed_at=_instant(closed),
        phones=tuple(phones.split()),
        phone_cell=cell,
        caller=caller,
        dispatched_basis=basis,
        backlog=bool(backlog),
        reply_sent_at=_instant(replied),
        platform_contacted=read_contacted(contacted) if contacted else None,
        calls=tuple(
            Call(
                call[1],
                datetime.fromtimestamp(call[2], UTC),
                call[3],
                AttemptOutcome(call[4]),
                call[5],
                call[6] == CALLBACK,
            )
            for call in rows.calls.get(ticket_id, ())
        ),
        surveys=tuple(
            Surveyed(found[1], datetime.fromtimestamp(found[2], UTC), bool(found[3]), found[4])
            for found in rows.surveys.get(ticket_id, ())
        ),
    )


def _instant(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)

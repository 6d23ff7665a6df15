"""Compares the faults in a ticket's contacts with the stored findings: what is new, what changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.base.people import THE_DESK
from app.desk.shared.context import Desk
from app.models.finding.records import FindingChange, KnownFinding, NewFinding, WatchedTicket
from app.rules.finding.judgement import Found, findings_of
from app.rules.finding.states import FINDING_FLOW, FindingState, FindingVerb


@dataclass(frozen=True, slots=True)
class Differences:
    """New findings and changes to stored ones; empty when nothing changes."""

    new: tuple[Found, ...]
    changed: tuple[tuple[KnownFinding, FindingChange], ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed)


def differences(desk: Desk, ticket: WatchedTicket) -> Differences:
    """The differences between a ticket's present findings and the stored ones."""
    rules = desk.rules_for(ticket.ruled_at)
    found = {(finding.kind, finding.key): finding for finding in findings_of(ticket.facts, rules, desk.now())}
    changed = []
    for known in ticket.known:
        change = _change(known, found.pop((known.kind, known.key), None))
        if change:
            changed.append((known, change))
    return Differences(tuple(found.values()), tuple(changed))


def new_finding(ticket_id: int, found: Found, now: datetime) -> NewFinding:
    """A finding to be added; one that is already settled is stored as corrected."""
    if not found.settled:
        return NewFinding(
            ticket_id=ticket_id,
            kind=found.kind,
            key=found.key,
            at=found.at,
            found_at=now,
            reason=found.reason,
            state=FindingState.OPEN,
        )
    return NewFinding(
        ticket_id=ticket_id,
        kind=found.kind,
        key=found.key,
        at=found.at,
        found_at=now,
        reason=found.reason,
        state=FINDING_FLOW.after(FindingState.OPEN, FindingVerb.CORRECT),
        decided_at=now,
        decided_by=THE_DESK.name,
        note=found.settled,
    )


def _change(known: KnownFinding, found: Found | None) -> FindingChange:
    """The change to a stored finding; `found` is the present finding, None when it no longer holds."""
    verb = FindingVerb.CORRECT if found is None or found.settled else FindingVerb.RECUR
    if FINDING_FLOW.allows(known.state, verb):
        state = FINDING_FLOW.after(known.state, verb)
        if found is None or found.settled:
            return {"state": state, "note": found.settled if found else "事实已更正"}
        return {"state": state, "reason": found.reason, "decided_at": None, "decided_by": "", "note": ""}
    if known.state is FindingState.OPEN and found is not None and found.reason != known.reason:
        return {"reason": found.reason}
    return {}

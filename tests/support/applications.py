"""Handing in a made-up application for exclusion."""

from __future__ import annotations

from collections.abc import Mapping

from app.base.changes import Outcome
from app.base.people import Person
from app.desk.exclusion import acts as exclusion_acts
from app.desk.shared.context import Desk


def hand_in(
    desk: Desk, *, person: Person, exclusion_id: int, overruled: Mapping[str, str] | None = None
) -> Outcome[int]:
    """Hands in what is saved, after the rules in `overruled` were answered with these reasons."""
    for rule, reason in (overruled or {}).items():
        exclusion_acts.answer(desk, person=person, exclusion_id=exclusion_id, rule=rule, reason=reason)
    return exclusion_acts.save(desk, person=person, exclusion_id=exclusion_id, version=None, fields={}, submit=True)

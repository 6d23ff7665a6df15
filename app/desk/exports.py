"""That something was exported is itself on the record."""

from __future__ import annotations

from app.base.people import Person
from app.desk.context import Desk
from app.models.journal import Entry
from app.rules.journal import JournalVerb


def note_export(desk: Desk, *, person: Person, text: str) -> None:
    """Writes the journal line of an export."""
    with desk.register.writing() as stores:
        stores.journal.append([Entry(JournalVerb.EXPORT, text)], at=desk.now(), who=person.name)

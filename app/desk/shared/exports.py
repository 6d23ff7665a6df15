"""The journal line of an export."""

from __future__ import annotations

from app.base.people import Person
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import write_line
from app.rules.journal import JournalVerb


def note_export(desk: Desk, *, person: Person, text: str) -> None:
    """Writes the journal line of an export."""
    with desk.register.writing() as stores:
        write_line(desk, stores, person, JournalVerb.EXPORT, text)

"""The journal line of a use case, written within its transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from app.base.people import Person
from app.desk.shared.context import Desk
from app.models.journal.store import Entry
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb


class Matter(Protocol):
    """Anything that belongs to one ticket: the ticket itself, or a record of it."""

    @property
    def ticket_id(self) -> int:
        """The ticket."""

    @property
    def number(self) -> str:
        """Its number, as people know it."""


def write_line(
    desk: Desk,
    stores: Stores,
    person: Person,
    verb: JournalVerb,
    text: str,
    *,
    about: Matter | None = None,
    changes: Mapping[str, tuple[str, str]] | None = None,
    ticket_digest: str = "",
) -> None:
    """Writes one line of the journal; `about` puts it into the timeline of a ticket.

    `changes` maps the word of a field to its value before and after. A line of what changed a ticket bears the digest
    of its row as it stands then.
    """
    if about is None:
        entry = Entry(verb, text, changes=changes)
    else:
        entry = Entry(verb, text, about.ticket_id, about.number, changes, ticket_digest)
    stores.journal.append([entry], at=desk.now(), who=person.name)

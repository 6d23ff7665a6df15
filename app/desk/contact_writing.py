"""What every use case of contact writes alike: the journal line, and the sentence for a change that came too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Protocol

from app.base.errors import EditConflict
from app.base.people import Person
from app.desk.context import Desk
from app.models.contact_writing import StaleVersion
from app.models.journal import Entry
from app.models.stores import Stores
from app.rules.journal import JournalVerb


class Matter(Protocol):
    """What belongs to one ticket: the ticket itself, or a record that is kept beside it."""

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
) -> None:
    """Writes one line of the journal; `about` puts it into the timeline of a ticket.

    `changes` maps the word of a field to its value before and after.
    """
    if about is None:
        entry = Entry(verb, text, changes=changes)
    else:
        entry = Entry(verb, text, about.ticket_id, about.number, changes)
    stores.journal.append([entry], at=desk.now(), who=person.name)


@contextmanager
def saving(words: str) -> Iterator[None]:
    """Refuses a change within the block that another one has overtaken; `words` name the row: 热线-1 的答复.

    Raises:
        EditConflict: somebody else changed the row since it was read.

    """
    try:
        yield
    except StaleVersion as error:
        raise EditConflict(f"{words}刚被别人改过", hint="请刷新后再改") from error

"""Notes a look at the platform within the transaction of what it was part of."""

from __future__ import annotations

from app.base.people import Person
from app.desk.shared.context import Desk
from app.models.register.stores import Stores
from app.models.watch.records import NewLook
from app.rules.watch.states import LookKind


def note_look(
    desk: Desk, stores: Stores, person: Person, kind: LookKind, *, seen: int | None = None, text: str = ""
) -> None:
    """Somebody looked at the platform just now: the present round is met. The act itself writes the journal line."""
    stores.watch.add_look(NewLook(desk.now(), person.name, kind, seen, text))

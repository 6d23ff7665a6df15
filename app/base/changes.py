"""What a use case gives back: which kinds of thing changed, its result, and a word for the person."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Change(enum.Flag):
    """Kinds of thing a use case may have changed; a page declares which of them it shows."""

    NOTHING = 0
    TICKETS = enum.auto()
    REMINDERS = enum.auto()
    ESCALATIONS = enum.auto()
    CONTACTS = enum.auto()
    RETURNS = enum.auto()
    IMPORTS = enum.auto()
    SETTINGS = enum.auto()
    PEOPLE = enum.auto()
    JOURNAL = enum.auto()
    EXCLUSIONS = enum.auto()
    EVERYTHING = (
        TICKETS | REMINDERS | ESCALATIONS | CONTACTS | RETURNS | IMPORTS | SETTINGS | PEOPLE | JOURNAL | EXCLUSIONS
    )


@dataclass(frozen=True, slots=True)
class Undo:
    """The reverse of what a use case just did: `use_case(desk)` takes it back, until that moment (aware, UTC).

    `use_case` is the reverse use case with all its arguments but the desk, the acting person among them.
    """

    use_case: partial[Outcome[Any]]
    until: datetime


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The answer of one use case.

    `changes` says what to refresh, `result` is the use case's own value, `message` is one short Chinese
    sentence for the status line ("已签收 2 件"), empty when there is nothing to say. `undo` takes it back; None
    where there is no reverse, or where the reverse wants further words.
    """

    changes: Change
    result: T
    message: str = ""
    undo: Undo | None = None

"""What a use case gives back: which kinds of thing changed, its result, and a word for the person."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Generic, TypeVar

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
class Outcome(Generic[T]):
    """The answer of one use case.

    `changes` says what to refresh, `result` is the use case's own value, `message` is one short Chinese
    sentence for the status line ("已签收 2 件"), empty when there is nothing to say.
    """

    changes: Change
    result: T
    message: str = ""

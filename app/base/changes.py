"""The outcome of a use case: which kinds of data changed, its result, and a message for the person."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Generic, TypeVar

T = TypeVar("T")

# Shown while a save waits for the saves of other processes.
WAITING_WORDS = "正在等待其他窗口保存…"


class Change(enum.Flag):
    """Kinds of data a use case may change; a page declares which of them it shows."""

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
    PLATFORM = enum.auto()
    URGES = enum.auto()
    PAPERS = enum.auto()
    RANKINGS = enum.auto()
    DUTY_LOG = enum.auto()
    TASKS = enum.auto()
    # Where and when a reminder that rings was shown or heard; what rings stays the same.
    RECEIPTS = enum.auto()
    OBLIGATIONS = enum.auto()
    HANDOVERS = enum.auto()
    WARNINGS = enum.auto()
    MERCHANTS = enum.auto()
    EVERYTHING = (
        TICKETS
        | REMINDERS
        | ESCALATIONS
        | CONTACTS
        | RETURNS
        | IMPORTS
        | SETTINGS
        | PEOPLE
        | JOURNAL
        | EXCLUSIONS
        | PLATFORM
        | URGES
        | PAPERS
        | RANKINGS
        | DUTY_LOG
        | TASKS
        | RECEIPTS
        | OBLIGATIONS
        | HANDOVERS
        | WARNINGS
        | MERCHANTS
    )


@dataclass(frozen=True, slots=True)
class Undo:
    """The reverse of a use case: `use_case(desk)` undoes it, until that moment (aware, UTC).

    `use_case` is the reverse use case with all its arguments but the desk, the acting person among them. `words` says
    what is undone and when it was done ("热线-261123-004417 派单（02:41）").
    """

    use_case: partial[Outcome[Any]]
    until: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The outcome of one use case.

    `changes` says what to refresh, `result` is the use case's value, `message` is one short Chinese
    sentence for the status line ("已签收 2 件"), empty when there is no message. `undo` reverses the use case; None
    where there is no reverse, or where the reverse needs more input.
    """

    changes: Change
    result: T
    message: str = ""
    undo: Undo | None = None

"""What the ledger knows of a slot beyond its own row: on which ways it was shown, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.rules.journal import JournalVerb


@dataclass(frozen=True, slots=True)
class Receipt:
    """One way on which a raised slot was shown; `detail` says why it did not arrive."""

    at: datetime
    channel: str
    delivered: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Done:
    """The first act on the ticket after the slot rang: when, by whom, the verb of the journal."""

    at: datetime
    who: str
    verb: JournalVerb

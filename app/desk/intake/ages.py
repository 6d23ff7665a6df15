"""Counts the rows of a file that are history, before anything of it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from app.desk.intake.acts import whole_characters
from app.desk.intake.formats import learned
from app.desk.intake.ready import is_old
from app.desk.shared.context import Desk
from app.desk.shared.taking_in import whole_path
from app.desk.shared.whole_settings import whole_setting
from app.desk.ticket.clocks import derived, facts_of_new
from app.desk.ticket.records import new_ticket
from app.rules.intake.age import OLD_AFTER_DAYS
from app.rules.intake.drafts import TicketDraft
from app.rules.law.calendar import CalendarEnds
from app.rules.law.urgency import GENERAL
from app.rules.ticket.states import OPEN_STATUSES

COUNTED_AT_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Ages:
    """How many of the `rows` of a file are history: `closed` and `open` ones, after so many days.

    `whole` is False when only the first rows of a long file were counted. `first` is whether the register is empty.
    """

    rows: int
    closed: int
    open: int
    after_days: int
    whole: bool
    first: bool

    @property
    def history(self) -> int:
        """How many rows would come in as backlog."""
        return self.closed + self.open


def ages(desk: Desk, *, path: Path | None, text: str = "", aliases: Mapping[str, str] | None = None) -> Ages:
    """Counts the rows of a file, or of pasted text, that are history; nothing is stored.

    Raises:
        FileRefused: the file cannot be read as a whole.

    """
    now = desk.now()
    with desk.register.reading() as stores:
        days, first = whole_setting(stores, OLD_AFTER_DAYS), not stores.queues.count(())
    source = None if path is None else whole_path(path)
    stream = desk.reader.tickets(
        source, text=whole_characters(text), now=now, learned=learned(desk), named=aliases or {}
    )
    items = list(islice(stream, COUNTED_AT_MOST))
    old = {True: 0, False: 0}
    for item in items:
        if isinstance(item, TicketDraft):
            with suppress(CalendarEnds):  # the import refuses the row and says why
                is_open, is_history = _age(desk, item, now, days)
                old[is_open] += is_history
    return Ages(len(items), old[False], old[True], days, len(items) < COUNTED_AT_MOST, first)


def _age(desk: Desk, draft: TicketDraft, now: datetime, after_days: int) -> tuple[bool, bool]:
    """Whether a row would be an open ticket, and whether it is history."""
    values = new_ticket(draft.number, draft.values, backlog=False)
    values["urgency"] = draft.values.get("urgency") or GENERAL
    facts = facts_of_new(values)
    return facts.status in OPEN_STATUSES, is_old(facts, derived(desk, facts), now, after_days)

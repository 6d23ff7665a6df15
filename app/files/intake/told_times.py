"""The times that the platform tells of a ticket; one that cannot be true is kept with its reason."""

from __future__ import annotations

from datetime import datetime

from app.base.clock import to_local
from app.files.intake.cell_values import note
from app.rules.intake.drafts import TicketDraft
from app.rules.ticket.fields import FIELD_WORDS
from app.rules.ticket.platform_times import PLATFORM_TIMES, why_impossible

# A closing before the dispatch is taken as it is written.
TOLD = tuple(name for name in PLATFORM_TIMES if name != "closed_at")


def drop_impossible(draft: TicketDraft, now: datetime) -> None:
    """Keeps told times that cannot be true out of the clocks; they stay with the ticket, with the reason."""
    values = draft.values
    if "dispatched_at" not in values:
        return
    for name in TOLD:
        at = values.get(name)
        if at is None:
            continue
        estimated = bool(values["dispatched_basis"])
        why = why_impossible(at, dispatched_at=values["dispatched_at"], estimated=estimated, now=now)
        if why:
            del values[name]
            draft.raw.pop(name, None)
            text = f"{to_local(at):%Y-%m-%d %H:%M:%S}"
            draft.extra[f"{FIELD_WORDS[name]}（未采用）"] = f"{text}，{why}"
            note(draft, FIELD_WORDS[name], text, f"{why}，没有录入")

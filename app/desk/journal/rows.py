"""The frozen row of a journal line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.models.journal.store import JournalRecord
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One line of the journal: what, who, when, from → to. `changes` maps a field's word to (old, new)."""

    id: int
    at: datetime
    who: str
    verb: JournalVerb
    ticket_id: int | None
    ticket_number: str
    text: str
    changes: Mapping[str, tuple[str, str]]


def journal_row(line: JournalRecord) -> JournalRow:
    """One line of the journal."""
    return JournalRow(
        id=line.id,
        at=line.at,
        who=line.who,
        verb=line.verb,
        ticket_id=line.ticket_id,
        ticket_number=line.ticket_number,
        text=mask_text(line.text),
        changes={word: (mask_text(old), mask_text(new)) for word, (old, new) in line.changes.items()},
    )

"""Corrections of what was recorded: with a reason, the old value kept in the journal, the record marked for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.errors import Refused
from app.base.people import Person
from app.desk.shared.context import Desk
from app.desk.shared.journal_lines import Matter, write_line
from app.models.register.stores import Stores
from app.rules.journal import JournalVerb
from app.rules.shared.masking import mask_text

# Old and new value by the field's word, as the journal keeps them.
Changes = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction of a record: when, who, why, and the old and the new value of each field; numbers are masked."""

    at: datetime
    who: str
    reason: str
    changes: Changes


def the_reason(reason: str) -> str:
    """The reason of a correction without blanks around it.

    Raises:
        Refused: it is empty (field "reason").

    """
    if not reason.strip():
        raise Refused("请写明更正原因", field="reason")
    return reason.strip()


def note_correction(
    desk: Desk, stores: Stores, person: Person, verb: JournalVerb, about: Matter, changes: Changes, reason: str
) -> int:
    """Writes the journal line of a correction within the open transaction; returns the id that the record keeps.

    Raises:
        Refused: nothing differs from what is on record.

    """
    if not changes:
        raise Refused("与原来记的相同，没有要更正的")
    write_line(desk, stores, person, verb, reason, about=about, changes=changes)
    return stores.journal.last_id()


def corrections(desk: Desk, *, line_ids: Sequence[int]) -> tuple[CorrectionRow, ...]:
    """The corrections that a record keeps by the ids of their journal lines, oldest first."""
    with desk.register.reading() as stores:
        return tuple(
            CorrectionRow(
                line.at,
                line.who,
                mask_text(line.text),
                {word: (mask_text(old), mask_text(new)) for word, (old, new) in line.changes.items()},
            )
            for line in stores.journal.lines(line_ids)
        )

"""What an entry is wanted to say, and the frozen rows of the duty log; numbers in texts are masked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.rules.duty_log.entries import Correction, DutyEntry, EntryKind
from app.rules.duty_log.lines import Line
from app.rules.shared.masking import mask_text


@dataclass(frozen=True, slots=True)
class WantedEntry:
    """What is to be written; `at` is when it happened, None for now. The last three belong to an order."""

    kind: EntryKind
    text: str
    at: datetime | None = None
    ordered_by: str = ""
    ordered_to: str = ""
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One own entry as it is shown, with its corrections and the task that it made (None where it made none)."""

    id: int
    at: datetime
    kind: EntryKind
    text: str
    operator: str
    ordered_by: str
    ordered_to: str
    due_at: datetime | None
    done_at: datetime | None
    done_by: str
    written_at: datetime | None
    version: int
    corrections: tuple[Correction, ...] = ()
    task_id: int | None = None

    @property
    def is_open_order(self) -> bool:
        """Whether it is an order that is not done."""
        return self.kind is EntryKind.ORDER and self.done_at is None


@dataclass(frozen=True, slots=True)
class ShiftSpan:
    """The time of a log: a shift of the roster with its people, or so many hours where there is no roster."""

    name: str
    since: datetime
    until: datetime
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the time line, with the own entry behind it."""

    line: Line
    entry: EntryRow | None = None

    @property
    def id(self) -> str:
        """The identity of the line."""
        return self.line.id


@dataclass(frozen=True, slots=True)
class DutyLog:
    """The log of a span, the last line first; `left_out` is how many older lines are not shown."""

    span: ShiftSpan
    lines: tuple[LogLine, ...]
    left_out: int = 0

    @property
    def people(self) -> tuple[str, ...]:
        """Whoever acted, by name."""
        return tuple(sorted({one.line.who for one in self.lines if one.line.who}))


def entry_row(entry: DutyEntry, corrections: tuple[Correction, ...] = (), task_id: int | None = None) -> EntryRow:
    """The row of one entry."""
    return EntryRow(
        id=entry.id,
        at=entry.at,
        kind=entry.kind,
        text=mask_text(entry.text),
        operator=entry.operator,
        ordered_by=mask_text(entry.ordered_by),
        ordered_to=mask_text(entry.ordered_to),
        due_at=entry.due_at,
        done_at=entry.done_at,
        done_by=entry.done_by,
        written_at=entry.written_at,
        version=entry.version,
        corrections=tuple(map(_masked, corrections)),
        task_id=task_id,
    )


def _masked(one: Correction) -> Correction:
    before, after = ({word: mask_text(text) for word, text in texts.items()} for texts in (one.before, one.after))
    return replace(one, reason=mask_text(one.reason), before=before, after=after)

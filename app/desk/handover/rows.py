"""Frozen values of the handover that cross the desk's border."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.models.handover.records import HandoverRecord
from app.rules.handover.paper import Signatures
from app.rules.handover.parts import OWED, HandoverState
from app.rules.handover.sheet import Sheet
from app.rules.handover.spans import Span

__all__ = ["ArchiveRow", "Frozen", "HandoverRecord", "HandoverView", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How the handover stands now: the shift whose sheet is to be signed, its state, and when it rings.

    `waiting` is a signed sheet that nobody has taken over; `following` the shift after this one. `events_since` is from
    when the log counts: the signing of the sheet before, where that was earlier than the shift. Until shifts have
    `begun` to owe sheets nobody is asked for one.
    """

    now: datetime
    span: Span
    following: Span
    state: HandoverState
    late_at: datetime
    events_since: datetime
    waiting: HandoverRecord | None = None
    begun: bool = True

    @property
    def is_owed(self) -> bool:
        """Whether the shift has ended and its sheet is not signed."""
        return self.state in OWED


@dataclass(frozen=True, slots=True)
class HandoverView:
    """The sheet as it would be now, how the handover stands, and who may take over."""

    standing: Standing
    sheet: Sheet
    asked_for: str
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """A signed sheet, or a shift without one (`record` is None)."""

    key: str
    span: Span
    state: HandoverState
    record: HandoverRecord | None


@dataclass(frozen=True, slots=True)
class Frozen:
    """A signed sheet as it was frozen; `intact` says that its text still has its digest."""

    record: HandoverRecord
    sheet: Sheet
    signatures: Signatures
    intact: bool


def signatures_of(record: HandoverRecord) -> Signatures:
    """Who signed a sheet and who took over."""
    return Signatures(
        record.signed_by, record.signed_at, record.taken_by, record.taken_at, record.taken_note, record.sha256[:16]
    )

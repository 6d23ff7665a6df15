"""What of a row that comes in is left out, and the notes that say so."""

from __future__ import annotations

from app.base.clock import to_local
from app.desk.shared.context import Desk
from app.models.ticket.records import TicketRecord
from app.rules.intake.closing import closing_stands
from app.rules.intake.drafts import CellNote, RowProblem, TicketDraft
from app.rules.shared.folding import says_nothing
from app.rules.ticket.fields import FIELD_WORDS
from app.rules.ticket.states import DispatchBasis

_WALL = "%Y-%m-%d %H:%M:%S"


def leave_out(desk: Desk, draft: TicketDraft, known: TicketRecord | None) -> None:
    """Takes out of a draft what cannot be true of its ticket, and notes that and what nobody understands.

    A closing before the dispatch is left out, its text stays among the original values; `known` is the ticket that the
    draft changes. An urgency that neither the spellings nor the rules in force at the dispatch know is noted.
    """
    _leave_out_closing(draft, known)
    word = draft.values.get("urgency_raw", "")
    if word and "urgency" not in draft.values and not says_nothing(word):
        at = draft.values["dispatched_at"]
        if desk.rules_for(at).level_named(word) is None:
            _note(draft, "urgency", word, "不认识这个紧急程度，没有据此定级")


def problems_of(draft: TicketDraft) -> list[RowProblem]:
    """The notes of a draft at their place."""
    return [RowProblem(draft.sheet, draft.row, one.column, one.value, draft.number, one.reason) for one in draft.notes]


def _leave_out_closing(draft: TicketDraft, known: TicketRecord | None) -> None:
    values = draft.values
    closed_at = values.get("closed_at")
    if closed_at is None:
        return
    at, basis = values["dispatched_at"], values.get("dispatched_basis") or ""
    if basis and known is not None and (not known.dispatched_basis or basis == DispatchBasis.IMPORT):
        at, basis = known.dispatched_at, known.dispatched_basis
    if closing_stands(closed_at, at, basis):
        return
    text = f"{to_local(values.pop('closed_at')):{_WALL}}"
    draft.raw.setdefault("closed_at", text)
    source = f"按{basis}" if basis else ""
    _note(draft, "closed_at", text, f"早于派单时间（{source}{to_local(at):%Y-%m-%d %H:%M}），办结时间未录入")


def _note(draft: TicketDraft, field: str, value: str, reason: str) -> None:
    draft.notes.append(CellNote(FIELD_WORDS[field], value, reason))

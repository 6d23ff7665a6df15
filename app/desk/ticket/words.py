"""The words for ticket fields and their values in journal and screens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.base.clock import to_local
from app.models.ticket.records import TicketChange, TicketRecord
from app.rules.law.clocks import Urgency
from app.rules.law.urgency import SHIPPED_BOOK, LevelBook
from app.rules.shared.masking import mask_text
from app.rules.ticket.field_kinds import Kind, Mask
from app.rules.ticket.fields import BY_NAME, FIELD_WORDS


def field_text(field: str, value: object, levels: LevelBook = SHIPPED_BOOK) -> str:
    """The text of a field's value in the journal: Beijing time, words instead of codes.

    `levels` gives the words of the levels of urgency.
    """
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return to_local(value).strftime("%Y-%m-%d %H:%M:%S")
    if BY_NAME[field].kind is Kind.LEVEL:
        return levels.known(Urgency(str(value))).word
    return BY_NAME[field].words.get(str(value)) or str(value)


def differences(before: TicketRecord, after: TicketChange, levels: LevelBook) -> dict[str, tuple[str, str]]:
    """Old → new by field word, for the fields in `after` that differ; phone numbers stay out of the journal."""
    changes: dict[str, tuple[str, str]] = {}
    for field, value in after.items():
        old = before.value(field)
        if field == "extra" and isinstance(value, Mapping):
            changes.update(_extra_differences(before.extra, value))
        words = FIELD_WORDS.get(field)
        if words is None or old == value:
            continue
        if BY_NAME[field].mask in {Mask.NUMBERS, Mask.CELL}:
            changes[words] = ("（原号码）", "（新号码）")
        else:
            changes[words] = (field_text(field, old, levels), field_text(field, value, levels))
    return changes


def _extra_differences(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    return {
        header: (mask_text(old.get(header, "")), mask_text(text))
        for header, text in new.items()
        if old.get(header) != text
    }

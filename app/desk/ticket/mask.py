"""Masks a ticket: hides the numbers in every field that may hold one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.models.ticket.records import TicketRecord
from app.rules.shared.masking import mask_phone, mask_text
from app.rules.ticket.field_kinds import Kind, Mask
from app.rules.ticket.fields import TICKET_FIELDS

_LONG_DIGITS = re.compile(r"[0-9]{7,}")


def masked_ticket(row: TicketRecord) -> TicketRecord:
    """The ticket with its numbers hidden."""
    hidden: dict[str, Any] = {name: hide(getattr(row, name)) for name, hide in _HIDERS.items()}
    return replace(row, **hidden)


def _numbers(phones: str) -> str:
    return " ".join(map(mask_phone, phones.split()))


def _cell(phone_cell: str) -> str:
    """Masks a phone cell as written: anything that is no whole number (an account, a damaged number) is hidden too."""
    return _LONG_DIGITS.sub(lambda found: mask_phone(found[0]), mask_text(phone_cell))


def _texts(texts: Mapping[str, str]) -> Mapping[str, str]:
    return {name: mask_text(text) for name, text in texts.items()}


_BY_MASK: Mapping[Mask, Callable[[str], str]] = {Mask.IN_TEXT: mask_text, Mask.NUMBERS: _numbers, Mask.CELL: _cell}
_HIDERS: Mapping[str, Callable[[Any], Any]] = {
    one.name: _texts if one.kind is Kind.TEXTS else _BY_MASK[one.mask]
    for one in TICKET_FIELDS
    if one.mask is not Mask.NONE
}

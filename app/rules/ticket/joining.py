"""Two tickets that are one (认号): what the joined ticket says, made of the platform's and of the typed one.

The kept ticket bears the platform's number and decides; the other one fills what it leaves blank, and its work counts:
the earlier sign-for and first contact, the state that is further along.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from app.rules.ticket.field_kinds import Kind
from app.rules.ticket.fields import TICKET_FIELDS
from app.rules.ticket.numbers import is_temporary
from app.rules.ticket.platform_times import PLATFORM_TIMES, is_told
from app.rules.ticket.states import STATUS_RANK, TicketStatus

# What goes with the deciding time of a ticket: the columns that tell about it.
_WITH_TIME: Mapping[str, tuple[str, ...]] = {
    "signed_at": ("desk_signed_at", "sign_source", "signed_by", "sign_late_reason"),
    "first_contact_at": ("desk_contact_at",),
    "feedback_at": (),
    "closed_at": ("desk_closed_at",),
}
# What goes with a state that is further along.
_WITH_STATUS = ("callback_since", "return_sent_at", "reworked_at", "office", "unit")
_FLAGS = ("excluded", "parked", "off_volume")
# What is joined by a rule of its own, or follows from the rest; what has no word is no field of the demand.
_NUMBERS, _DISPATCH = ("number", "other_number", "phones", "phone_raw"), ("dispatched_at", "dispatched_basis")
_OWN_RULE = frozenset(
    {
        *_NUMBERS,
        *_DISPATCH,
        *PLATFORM_TIMES,
        *_WITH_STATUS[:3],
        *(name for names in _WITH_TIME.values() for name in names),
        "imported_deadline",
        "deadline_at",
    }
)
_FILLED = tuple(
    one.name
    for one in TICKET_FIELDS
    if one.kind in {Kind.TEXT, Kind.LONG_TEXT, Kind.INSTANT, Kind.COUNT} and one.word and one.name not in _OWN_RULE
)


class JoinState(enum.StrEnum):
    """What became of two tickets that were proposed as one: joined, taken apart again, or said to be two."""

    JOINED = "joined"
    PARTED = "parted"
    TWO = "two"


class HasColumns(Protocol):
    """Anything with the columns of a ticket by name."""

    def value(self, name: str) -> object:
        """The value of a column."""


def joined_values(kept: HasColumns, gone: HasColumns) -> dict[str, object]:
    """The columns of the kept ticket that change when the other one is joined with it; clocks follow from them."""
    values: dict[str, object] = {
        name: gone.value(name) for name in _FILLED if kept.value(name) in (None, "") and gone.value(name)
    }
    values.update({name: True for name in _FLAGS if gone.value(name) and not kept.value(name)})
    values.update(_phones(kept, gone))
    values.update(_status(kept, gone))
    for name, others in _WITH_TIME.items():
        if _earlier(kept, gone, name):
            values.update({one: gone.value(one) for one in (name, *others)})
    number = str(gone.value("number"))
    if is_temporary(number) and not kept.value("other_number"):
        values["other_number"] = number
    if kept.value("backlog") and not gone.value("backlog"):
        values["backlog"] = False
    return values


def _phones(kept: HasColumns, gone: HasColumns) -> dict[str, object]:
    """Every number of both: a number that was dialled for one of them was not wrong."""
    ours, theirs = str(kept.value("phones")).split(), str(gone.value("phones")).split()
    if {*theirs} <= {*ours}:
        return {}
    cells = [str(one.value("phone_raw")) for one in (kept, gone)]
    return {"phones": " ".join(dict.fromkeys((*ours, *theirs))), "phone_raw": "；".join(filter(None, cells))}


def _status(kept: HasColumns, gone: HasColumns) -> dict[str, object]:
    mine, theirs = TicketStatus(str(kept.value("status"))), TicketStatus(str(gone.value("status")))
    if STATUS_RANK[theirs] <= STATUS_RANK[mine]:
        return {}
    with_it = {name: gone.value(name) for name in _WITH_STATUS if gone.value(name)}
    return {"status": theirs.value, **with_it}


def _earlier(kept: HasColumns, gone: HasColumns, name: str) -> bool:
    """Whether the other ticket's time decides: none is known here, or an earlier one that the platform did not tell."""
    mine, theirs = kept.value(name), gone.value(name)
    if not isinstance(theirs, datetime) or is_told(str(kept.value("platform_times")), name):
        return False
    if name == "closed_at":
        return mine is None and gone.value("status") == TicketStatus.CLOSED
    return not isinstance(mine, datetime) or theirs < mine

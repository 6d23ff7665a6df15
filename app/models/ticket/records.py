"""A ticket as the register keeps it: one frozen record of every column of its table."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import TypedDict, cast

FieldValue = str | int | bool | datetime | Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """One row of the table of tickets; instants are aware UTC, an unknown one is None, an unknown text is empty."""

    id: int
    number: str
    source: str
    channel: str
    other_number: str
    title: str
    content: str
    type: str
    nature: str
    category_1: str
    category_2: str
    category_3: str
    tags: str
    urgency: str
    urgency_raw: str
    time_class: str
    status: str
    platform_status: str
    is_open: bool
    backlog: bool
    caller: str
    phone_raw: str
    phones: str
    caller_address: str
    street: str
    community: str
    place: str
    merchant: str
    unit: str
    office: str
    dispatched_at: datetime
    dispatched_basis: str
    city_dispatched_at: datetime | None
    called_at: datetime | None
    created_on: datetime | None
    imported_deadline: datetime | None
    sign_due_at: datetime | None
    signed_at: datetime | None
    desk_signed_at: datetime | None
    sign_source: str
    signed_by: str
    sign_late: bool
    sign_late_reason: str
    contact_due_at: datetime | None
    first_contact_at: datetime | None
    desk_contact_at: datetime | None
    feedback_at: datetime | None
    deadline_at: datetime | None
    closed_at: datetime | None
    desk_closed_at: datetime | None
    ruled_at: datetime | None
    callback_since: datetime | None
    return_sent_at: datetime | None
    reported_at: datetime | None
    reworked_at: datetime | None
    result: str
    reply: str
    platform_valid: str
    platform_contacted: str
    platform_solved: str
    platform_satisfied: str
    platform_first_valid: str
    platform_first_contacted: str
    platform_first_solved: str
    platform_first_satisfied: str
    month_count: int | None
    year_count: int | None
    excluded: bool
    parked: bool
    off_volume: bool
    next_clock: str
    next_due: int
    extra: Mapping[str, str]
    raw: Mapping[str, str]
    local_fields: str
    platform_times: str
    import_id: int | None
    import_row: int | None
    version: int

    @property
    def ticket_id(self) -> int:
        """The id, under the name used in records that belong to a ticket."""
        return self.id

    def value(self, name: str) -> FieldValue:
        """The value of a column whose name is known only at run time."""
        found: FieldValue = getattr(self, name)
        return found

    def but(self, changed: TicketChange) -> TicketRecord:
        """The ticket after a change; raises TypeError for a column that no ticket has."""
        return TicketRecord(**{**dict(zip(_NAMES, _VALUES(self), strict=True)), **changed})


# `dataclasses.replace` takes twice as long, and an import changes thousands.
_NAMES = tuple(field.name for field in dataclasses.fields(TicketRecord))
_VALUES = attrgetter(*_NAMES)


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """The columns of an open ticket that its clocks depend on, and those that follow from them."""

    id: int
    number: str
    version: int
    urgency: str
    time_class: str
    status: str
    backlog: bool
    dispatched_at: datetime
    dispatched_basis: str
    imported_deadline: datetime | None
    signed_at: datetime | None
    first_contact_at: datetime | None
    feedback_at: datetime | None
    closed_at: datetime | None
    ruled_at: datetime | None
    callback_since: datetime | None
    return_sent_at: datetime | None
    reported_at: datetime | None
    reworked_at: datetime | None
    sign_due_at: datetime | None
    contact_due_at: datetime | None
    deadline_at: datetime | None


@dataclass(frozen=True, slots=True)
class MatchedTicket:
    """The columns by which a ticket is matched with another one."""

    id: int
    number: str
    title: str
    content: str
    phones: str
    called_at: datetime | None
    dispatched_at: datetime


class Clocks(TypedDict):
    """The columns that follow from a ticket's facts.

    Due instants, whether the signing was late, whether it is open, and the clock that is next.
    """

    sign_due_at: datetime | None
    sign_late: bool
    contact_due_at: datetime | None
    deadline_at: datetime | None
    is_open: bool
    next_clock: str
    next_due: int


class TicketChange(TypedDict, total=False):
    """The columns of a ticket that use cases change. `change_of` makes one from columns named at run time."""

    number: str
    other_number: str
    status: str
    urgency: str
    unit: str
    office: str
    reply: str
    result: str
    dispatched_at: datetime
    dispatched_basis: str
    signed_at: datetime | None
    desk_signed_at: datetime | None
    sign_source: str
    signed_by: str
    sign_late: bool
    sign_late_reason: str
    first_contact_at: datetime | None
    desk_contact_at: datetime | None
    feedback_at: datetime | None
    closed_at: datetime | None
    desk_closed_at: datetime | None
    reworked_at: datetime | None
    ruled_at: datetime | None
    callback_since: datetime | None
    return_sent_at: datetime | None
    reported_at: datetime | None
    excluded: bool
    parked: bool
    off_volume: bool
    local_fields: str
    platform_times: str
    sign_due_at: datetime | None
    contact_due_at: datetime | None
    deadline_at: datetime | None
    is_open: bool
    next_clock: str
    next_due: int


def values_of(clocks: Clocks) -> Mapping[str, FieldValue]:
    """The columns of the clocks by name, for a row built by names."""
    return cast("Mapping[str, FieldValue]", clocks)


def change_of(values: Mapping[str, object]) -> TicketChange:
    """A change whose columns are known only at run time: from a file or a form.

    Raises:
        KeyError: a ticket has no such column.

    """
    if not values.keys() <= COLUMN_NAMES:
        raise KeyError(*values.keys() - COLUMN_NAMES)
    return cast("TicketChange", values)


COLUMN_NAMES = frozenset(field.name for field in dataclasses.fields(TicketRecord))

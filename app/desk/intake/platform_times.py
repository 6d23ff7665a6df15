"""What the times and the status told by a file change of a ticket: its times decide, whatever was done here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.models.ticket.records import FieldValue, TicketChange, TicketRecord, change_of
from app.rules.ticket.platform_times import FROM_FILE, PLATFORM_TIMES, with_told
from app.rules.ticket.states import STATUS_RANK, TicketStatus


def times_of_new(values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """The columns of a new ticket that say which of its times the platform told."""
    told = [name for name in PLATFORM_TIMES if values.get(name) is not None]
    if not told:
        return {}
    source = {"sign_source": FROM_FILE} if "signed_at" in told else {}
    return {"platform_times": with_told("", *told), **source}


def times_by_file(row: TicketRecord, given: Mapping[str, FieldValue], dispatched_at: datetime) -> TicketChange:
    """The changes of a known ticket by the times that its row tells; those of before a rework no longer count."""
    values: dict[str, object] = {}
    for name in PLATFORM_TIMES:
        at = given.get(name)
        if isinstance(at, datetime) and _counts(row, name, at, dispatched_at, given):
            values[name] = at
    if not values:
        return {}
    told = with_told(row.platform_times, *values)
    if "signed_at" in values:
        values["sign_source"] = FROM_FILE
    values["platform_times"] = told
    return change_of({name: value for name, value in values.items() if row.value(name) != value})


def _counts(
    row: TicketRecord, name: str, at: datetime, dispatched_at: datetime, given: Mapping[str, FieldValue]
) -> bool:
    if name == "closed_at":
        return _closing_counts(row, at, given)
    if name != "signed_at" and row.reworked_at is not None and at < row.reworked_at:
        return False
    return at >= dispatched_at or bool(row.dispatched_basis)


def _closing_counts(row: TicketRecord, at: datetime, given: Mapping[str, FieldValue]) -> bool:
    """Whether a closing by the file stands; one of a ticket that was opened again here does not."""
    if "closed_at" not in row.local_fields.split():
        return True
    again = row.reworked_at is not None and at < row.reworked_at
    still_closed = row.status == TicketStatus.CLOSED and given.get("status") in {None, TicketStatus.CLOSED}
    return still_closed and row.desk_closed_at is not None and not again and at >= row.dispatched_at


def status_by_file(row: TicketRecord, given: Mapping[str, FieldValue], local: set[str]) -> TicketChange:
    """The status by the file, which never undoes local work and never takes a ticket out of the callback queue."""
    now, told = TicketStatus(row.status), given.get("status")
    closes = given.get("closed_at") and "status" not in local
    status = TicketStatus(str(told)) if told else TicketStatus.CLOSED if closes else None
    if now is TicketStatus.TO_SIGN and status in {None, now} and given.get("signed_at"):
        status = TicketStatus.HANDLING  # a sign-for on the platform counts more than a word that lags behind
    if status is None or status == now or now in {TicketStatus.TO_CALL_BACK, TicketStatus.RETURNING}:
        return {}
    worked_on = "status" in local or row.signed_at is not None
    if worked_on and STATUS_RANK[status] <= STATUS_RANK[now]:
        return {}
    return {"status": status}

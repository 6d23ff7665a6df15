"""Reads one ticket whole, finds it by number, reveals its numbers on the record."""

from __future__ import annotations

import json
import re
from typing import Any

from app.base.changes import Change, Outcome
from app.base.errors import Refused
from app.base.people import Person
from app.desk.access import Action, require
from app.desk.clocks import clock_rows
from app.desk.contact_reading import finding_row
from app.desk.context import Desk
from app.desk.promises import promise_row
from app.desk.reading import (
    attempt_row,
    escalation_row,
    journal_row,
    reminder_row,
    return_row,
    survey_row,
    ticket_row,
)
from app.desk.records import the_ticket
from app.desk.rows import TicketDetail
from app.models.journal import Entry
from app.models.stores import Stores
from app.rules.categories import join_category
from app.rules.journal import JournalVerb
from app.rules.phones import mask_phone, mask_text
from app.rules.states import TimeClass
from app.rules.ticket_numbers import BadNumber, read_number
from app.rules.urgency import governed_from

_LONG_DIGITS = re.compile(r"[0-9]{7,}")
_PLATFORM = (
    ("平台·是否有效回访", "platform_valid"),
    ("平台·是否联系", "platform_contacted"),
    ("平台·是否解决", "platform_solved"),
    ("平台·是否满意", "platform_satisfied"),
)


def find(desk: Desk, *, number: str) -> int:
    """The id of the ticket with this number; `来源:编号` tells two sources apart.

    Raises:
        Refused: there is none, or the number stands in several sources.

    """
    wanted = number.strip()
    with desk.register.reading() as stores:
        found = stores.tickets.numbered(wanted) or stores.tickets.numbered(_as_kept(wanted))
        if not found and ":" in wanted.replace("：", ":"):
            source, _, rest = wanted.replace("：", ":").partition(":")
            found = [row for row in stores.tickets.numbered(rest) if row.source == source]
    if not found:
        raise Refused(f"没有编号为 {wanted} 的工单", field="number")
    if len(found) > 1:
        sources = "、".join(row.source or "来源不明" for row in found)
        raise Refused(f"编号 {wanted} 有 {len(found)} 件（{sources}）", field="number", hint="请写成 来源:编号")
    return int(found[0].id)


def _as_kept(number: str) -> str:
    """The number as the register writes it: half-width, without the blanks a person or a page put in."""
    try:
        return read_number(number)
    except BadNumber:
        return number


def detail(desk: Desk, *, ticket_id: int) -> TicketDetail:
    """The whole ticket with masked numbers.

    Raises:
        Refused: there is no such ticket.

    """
    with desk.register.reading() as stores:
        return _detail(desk, stores, ticket_id, revealed=False)


def reveal(desk: Desk, *, person: Person, ticket_id: int) -> Outcome[TicketDetail]:
    """The whole ticket with its numbers in full; that they were shown is journalled."""
    require(person, Action.REVEAL)
    with desk.register.writing() as stores:
        row = the_ticket(stores, ticket_id)
        stores.journal.append(
            [Entry(JournalVerb.REVEAL, "显示号码", row.id, row.number)], at=desk.now(), who=person.name
        )
        told = _detail(desk, stores, ticket_id, revealed=True)
    return Outcome(Change.JOURNAL, told, "号码已显示，已留痕")


def _detail(desk: Desk, stores: Stores, ticket_id: int, *, revealed: bool) -> TicketDetail:
    row = the_ticket(stores, ticket_id)
    phones = tuple(row.phones.split())
    shown = str if revealed else mask_text
    return TicketDetail(
        row=ticket_row(row, desk.levels, revealed=revealed),
        source=row.source,
        other_number=row.other_number,
        content=shown(row.content),
        type=row.type,
        nature=row.nature,
        category=join_category(row.category_1, row.category_2, row.category_3),
        tags=row.tags,
        urgency_raw=row.urgency_raw,
        time_class=TimeClass(row.time_class),
        platform_status=row.platform_status,
        caller=shown(row.caller),
        phones=phones if revealed else tuple(mask_phone(phone) for phone in phones),
        phone_raw=row.phone_raw if revealed else _hidden(row.phone_raw),
        revealed=revealed,
        caller_address=shown(row.caller_address),
        community=shown(row.community),
        place=shown(row.place),
        office=row.office,
        dispatched_basis=row.dispatched_basis,
        called_at=row.called_at,
        signed_by=row.signed_by,
        sign_late=bool(row.sign_late),
        sign_late_reason=shown(row.sign_late_reason),
        result=shown(row.result),
        reply=shown(row.reply),
        month_count=row.month_count,
        year_count=row.year_count,
        excluded=bool(row.excluded),
        parked=bool(row.parked),
        off_volume=bool(row.off_volume),
        clocks=clock_rows(desk, row.values(), desk.now()),
        **_from_file(stores, row, revealed=revealed),
        **_history(desk, stores, ticket_id),
        levels=desk.levels.in_force(governed_from(row.dispatched_at, row.ruled_at)),
    )


def _from_file(stores: Stores, row: Any, *, revealed: bool) -> dict[str, Any]:
    made = stores.imports.get(row.import_id) if row.import_id else None
    return {
        "platform_answers": {words: row.values()[column] for words, column in _PLATFORM if row.values()[column]},
        "extra": _texts(row.extra, revealed=revealed),
        "raw": _texts(row.raw, revealed=revealed),
        "import_file": made.file if made is not None else "",
        "import_row": row.import_row,
    }


def _history(desk: Desk, stores: Stores, ticket_id: int) -> dict[str, Any]:
    return {
        "reminders": tuple(reminder_row(row, desk.levels) for row in stores.reminders.of_ticket(ticket_id)),
        "journal": tuple(journal_row(row) for row in stores.journal.of_ticket(ticket_id)),
        "attempts": tuple(attempt_row(row) for row in stores.contacts.attempts_of(ticket_id)),
        "findings": tuple(finding_row(row) for row in stores.findings.of_ticket(ticket_id)),
        "surveys": tuple(survey_row(row) for row in stores.contacts.surveys_of(ticket_id)),
        "returns": tuple(return_row(row) for row in stores.returns.of_ticket(ticket_id)),
        "promises": tuple(promise_row(row) for row in stores.promises.of_ticket(ticket_id)),
        "escalations": tuple(escalation_row(row) for row in stores.escalations.of_ticket(ticket_id)),
    }


def _hidden(phone_cell: str) -> str:
    """A phone cell as written: what is no whole number (an account, a damaged number) is hidden as well."""
    return _LONG_DIGITS.sub(lambda found: mask_phone(found[0]), mask_text(phone_cell))


def _texts(text: str, *, revealed: bool) -> dict[str, str]:
    kept: dict[str, str] = json.loads(text)
    return kept if revealed else {name: mask_text(value) for name, value in kept.items()}

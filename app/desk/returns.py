"""The return register: tickets that belong elsewhere, from the draft to the decision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.base.changes import Change, Outcome
from app.base.errors import EditConflict, Refused
from app.base.people import Person
from app.base.table import Column, Kind, Table
from app.desk.access import Action, require
from app.desk.context import Desk
from app.desk.exports import note_export
from app.desk.reading import return_row
from app.desk.records import change_ticket, move_or_refuse, the_ticket
from app.desk.rows import ReturnRow
from app.files.tables import write_workbook
from app.models.journal import Entry
from app.models.register import Stores
from app.rules.calendar import CalendarEnds
from app.rules.clock_rules import ClockRules
from app.rules.returns import IllegalMove, due_at, may_request, next_state
from app.rules.states import (
    RETURN_GROUND_WORDS,
    RETURN_STATE_WORDS,
    ReturnGround,
    ReturnState,
    TicketStatus,
    Urgency,
)

_UNDER_WAY = frozenset({ReturnState.DRAFT.value, ReturnState.SENT.value})
_CHANGES = Change.RETURNS | Change.TICKETS | Change.REMINDERS | Change.JOURNAL


@dataclass(frozen=True, slots=True)
class ReturnTotals:
    """Counts of the register, by ground and by state."""

    by_ground: Mapping[ReturnGround, int]
    by_state: Mapping[ReturnState, int]


def register(
    desk: Desk,
    *,
    person: Person,
    ticket_id: int,
    ground: ReturnGround,
    basis: str,
    suggested_unit: str,
    note: str = "",
    attachments: Sequence[str] = (),
) -> Outcome[ReturnRow]:
    """Enters a return as a draft. The ticket's clocks run on.

    Raises:
        Refused: no basis (field "basis"), an attachment is not there (field "attachments"), the ticket may not be
            returned in its state, a return of it is under way, or it was sent as often as the rule allows (drafts
            that were withdrawn do not count).

    """
    require(person, Action.RETURN)
    _check_entries(basis, attachments)
    with desk.register.writing() as stores:
        row = _returnable(desk, stores, ticket_id)
        return_id = stores.returns.add(
            {
                "ticket_id": ticket_id,
                "state": ReturnState.DRAFT.value,
                "ground": ground.value,
                "basis": basis.strip(),
                "suggested_unit": suggested_unit.strip(),
                "note": note.strip(),
                "attachments": json.dumps(list(attachments), ensure_ascii=False),
                "status_before": row.status,
                "created_at": desk.now(),
                "created_by": person.name,
            }
        )
        text = f"登记退单：{RETURN_GROUND_WORDS[ground]}；依据 {basis.strip()}"
        stores.journal.append([Entry("return-register", text, row.id, row.number)], at=desk.now(), who=person.name)
        return Outcome(_CHANGES, return_row(stores.returns.get(return_id)), f"{row.number} 已登记退单（草稿）")


def _check_entries(basis: str, attachments: Sequence[str]) -> None:
    if not basis.strip():
        raise Refused("请填写退单依据（三定方案或派单目录条目）", field="basis")
    absent = [path for path in attachments if not Path(path).is_file()]
    if absent:
        raise Refused("附件不存在：" + "、".join(absent), field="attachments")


def _returnable(desk: Desk, stores: Stores, ticket_id: int) -> Any:
    row = the_ticket(stores, ticket_id)
    move_or_refuse(row, "register_return")
    rules = desk.rules_for(row.dispatched_at)
    earlier = stores.returns.of_ticket(row.id)
    if any(case.state in _UNDER_WAY for case in earlier):
        raise Refused(f"{row.number} 已有退单在办", hint="请在退单登记簿中提交、撤回或登记结果")
    if not may_request(sum(case.sent_at is not None for case in earlier), rules):
        raise Refused(f"{row.number} 已申请退单 {rules.max_returns} 次，按首接负责制由本单位办理")
    return row


def send(desk: Desk, *, person: Person, return_id: int) -> Outcome[ReturnRow]:
    """Sends the request; the ticket stands in 退单中 and its clocks run until the return is accepted."""
    return _move(desk, person, return_id, "send", "")


def accept(desk: Desk, *, person: Person, return_id: int, note: str = "") -> Outcome[ReturnRow]:
    """Notes that the return was accepted: the ticket leaves the desk and its clocks stop."""
    return _move(desk, person, return_id, "accept", note)


def refuse(desk: Desk, *, person: Person, return_id: int, note: str) -> Outcome[ReturnRow]:
    """Notes that the return was refused: the ticket goes back to where it stood.

    Raises:
        Refused: no reason is given (field "note").

    """
    if not note.strip():
        raise Refused("请写明驳回原因", field="note")
    return _move(desk, person, return_id, "refuse", note)


def withdraw(desk: Desk, *, person: Person, return_id: int) -> Outcome[ReturnRow]:
    """Takes a draft or a sent request back: the reverse of registering and sending."""
    return _move(desk, person, return_id, "withdraw", "")


_VERB_WORDS = {"send": "提交退单", "accept": "退单已同意", "refuse": "退单被驳回", "withdraw": "撤回退单"}


def _move(desk: Desk, person: Person, return_id: int, verb: str, note: str) -> Outcome[ReturnRow]:
    require(person, Action.RETURN)
    now = desk.now()
    with desk.register.writing() as stores:
        before = stores.returns.get(return_id)
        if before is None:
            raise Refused("没有这条退单")
        try:
            state = next_state(ReturnState(before.state), verb)
        except IllegalMove as error:
            raise Refused(f"{before.number}：{error}") from error
        ticket = the_ticket(stores, before.ticket_id)
        values: dict[str, Any] = {"state": state.value}
        if verb == "send":
            rules = desk.rules_for(ticket.dispatched_at)
            values |= {
                "sent_at": now,
                "status_before": ticket.status,
                "due_at": _answer_due(desk, now, Urgency(ticket.urgency), rules),
            }
        else:
            values |= {"decided_at": now, "decision_note": note.strip()}
        try:
            stores.returns.change(before, values)
        except LookupError as error:
            raise EditConflict(f"{before.number} 的退单刚被别人改过，请刷新") from error
        words = _VERB_WORDS[verb] + (f"：{note.strip()}" if note.strip() else "")
        _move_ticket(desk, stores, person, ticket, before, state, verb, words)
        told = return_row(stores.returns.get(return_id))
    return Outcome(_CHANGES, told, f"{before.number} {_VERB_WORDS[verb]}")


def _answer_due(desk: Desk, sent_at: datetime, urgency: Urgency, rules: ClockRules) -> datetime | None:
    """When the answer is due; None when it would fall into a year whose holidays are not known yet."""
    try:
        return due_at(sent_at, urgency, rules, desk.calendar)
    except CalendarEnds:
        return None


def _move_ticket(
    desk: Desk, stores: Stores, person: Person, ticket: Any, before: Any, state: ReturnState, verb: str, text: str
) -> None:
    """The ticket follows its return; one that has meanwhile been closed stays closed."""
    values: dict[str, Any] = {}
    if state is ReturnState.SENT:
        if ticket.status == TicketStatus.TO_SIGN:
            raise Refused(f"{ticket.number} 还没有签收，请先签收再提交退单", hint="退单不停签收时限")
        move_or_refuse(ticket, "send")
        values = {"status": TicketStatus.RETURNING.value}
    elif ticket.status == TicketStatus.RETURNING:
        status = TicketStatus.RETURNED.value if state is ReturnState.ACCEPTED else before.status_before
        values = {"status": status}
    change_ticket(desk, stores, person, ticket, values, verb=f"return-{verb}", text=text, local=tuple(values))


def listing(
    desk: Desk, *, state: ReturnState | None = None, ground: ReturnGround | None = None, search: str = ""
) -> list[ReturnRow]:
    """The register, newest first."""
    with desk.register.reading() as stores:
        found = stores.returns.listing(state.value if state else None, ground.value if ground else None, search.strip())
        return [return_row(row) for row in found]


def totals(desk: Desk) -> ReturnTotals:
    """Counts by ground and by state."""
    by_ground, by_state = dict.fromkeys(ReturnGround, 0), dict.fromkeys(ReturnState, 0)
    with desk.register.reading() as stores:
        for ground, state, count in stores.returns.totals():
            by_ground[ReturnGround(ground)] += count
            by_state[ReturnState(state)] += count
    return ReturnTotals(by_ground, by_state)


def export(desk: Desk, *, person: Person, path: Path, rows: Sequence[ReturnRow] | None = None) -> Outcome[int]:
    """Writes the register (or the rows given) as a workbook; that it was exported is journalled.

    Raises:
        EnvironmentFault: the file cannot be written; no half file remains.

    """
    require(person, Action.EXPORT)
    told = listing(desk) if rows is None else list(rows)
    written = write_workbook(path, [register_table(told)])
    note_export(desk, person=person, text=f"导出退单登记簿 {len(told)} 条：{path.name}")
    return Outcome(Change.JOURNAL, sum(written.values()), f"已导出 {len(told)} 条到 {path.name}")


def register_table(rows: Sequence[ReturnRow], *, title: str = "退单登记簿") -> Table:
    """The register as a table."""
    columns = (
        Column("工单编号", width=24),
        Column("标题", Kind.LONG_TEXT, 36),
        Column("第几次", Kind.INTEGER, 8),
        Column("状态", width=10),
        Column("退单理由", width=18),
        Column("依据", Kind.LONG_TEXT, 36),
        Column("建议承办单位", width=20),
        Column("说明", Kind.LONG_TEXT, 30),
        Column("附件", Kind.LONG_TEXT, 30),
        Column("登记时间", Kind.TIME, 20),
        Column("登记人", width=12),
        Column("提交时间", Kind.TIME, 20),
        Column("答复时限", Kind.TIME, 20),
        Column("结果时间", Kind.TIME, 20),
        Column("结果说明", Kind.LONG_TEXT, 30),
    )
    lines = [
        (
            row.ticket_number,
            row.ticket_title,
            row.round,
            RETURN_STATE_WORDS[row.state],
            RETURN_GROUND_WORDS[row.ground],
            row.basis,
            row.suggested_unit,
            row.note,
            "\n".join(row.attachments),
            row.created_at,
            row.created_by,
            row.sent_at,
            row.due_at,
            row.decided_at,
            row.decision_note,
        )
        for row in rows
    ]
    return Table(title, columns, lines)

"""A register in which every action of the window finds something to act on; all people in it are made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from app.base.clock import to_local
from app.base.people import Person, Role
from app.desk.contact import acts as contact_acts
from app.desk.contact import calls as contact_calls
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import files as exclusion_files
from app.desk.passing import acts as passing_acts
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.shared.context import Desk
from app.rules.contact.states import AttemptOutcome
from app.rules.returns.states import ReturnGround
from app.rules.ticket.states import TicketStatus
from tests.corpus import writers

LEAD = Person("班长乙", Role.SHIFT_LEAD)
_STATUSES = (TicketStatus.TO_REVIEW, TicketStatus.TO_CALL_BACK, TicketStatus.RETURNING, TicketStatus.CLOSED)
_CALL_HEADERS = ["工单编号", "拨打时间", "号码", "结果", "时长", "坐席"]


def fill(desk: Desk, take_in: Callable[..., int], folder: Path) -> list[int]:
    """Fills the register; returns one ticket for each situation that an action looks at."""
    late = take_in(dispatched_at=desk.now() - timedelta(hours=9))
    expired = take_in(dispatched_at=desk.now() - timedelta(days=6), unit="某某大队")
    contacted = take_in(status=TicketStatus.HANDLING, unit="某某大队", phones="13800000002", phone_raw="13800000002")
    _call(desk, contacted, AttemptOutcome.REACHED, index=0)
    wrong = take_in(status=TicketStatus.HANDLING)
    _call(desk, wrong, AttemptOutcome.REACHED, typed="13900000009")
    others = [take_in(status=status, reply="已协调退费。", closed_at=_closed(desk, status)) for status in _STATUSES]
    _return(desk, take_in(status=TicketStatus.HANDLING))
    _return(desk, take_in(status=TicketStatus.HANDLING), send=True)
    passed = take_in(status=TicketStatus.HANDLING)
    passing_acts.open_case(desk, person=LEAD, ticket_id=passed, why="两部门各执一词")
    applied = take_in(status=TicketStatus.CLOSED, closed_at=desk.now())
    _apply(desk, applied, folder)
    _calls(desk, folder)
    reminder_acts.raise_due(desk)
    return [late, expired, contacted, wrong, applied, passed, *others]


def _closed(desk: Desk, status: TicketStatus) -> object:
    return desk.now() if status is TicketStatus.CLOSED else None


def _call(desk: Desk, ticket: int, outcome: AttemptOutcome, *, index: int | None = None, typed: str = "") -> None:
    contact_acts.add_attempt(desk, person=LEAD, ticket_id=ticket, number_index=index, typed=typed, outcome=outcome)


def _return(desk: Desk, ticket: int, *, send: bool = False) -> None:
    case = returns_acts.register(
        desk,
        person=LEAD,
        ticket_id=ticket,
        ground=ReturnGround.NOT_OUR_REMIT,
        basis="目录 3.2",
        suggested_unit="区某局",
    ).result
    if send:
        returns_acts.send(desk, person=LEAD, return_id=case.id)


def _apply(desk: Desk, ticket: int, folder: Path) -> None:
    made = exclusion_acts.create(desk, person=LEAD, ticket_id=ticket, major="涉法涉诉", minor="公安机关已立案").result
    paper = folder / "立案通知书.pdf"
    paper.write_bytes(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n")
    exclusion_files.add_file(desk, person=LEAD, exclusion_id=made, path=paper)


def _calls(desk: Desk, folder: Path) -> None:
    at = f"{to_local(desk.now() - timedelta(minutes=10)):%Y-%m-%d %H:%M:%S}"
    rows = [_CALL_HEADERS, ["", at, "13800000001", "接通", 65, "坐席01"]]
    contact_calls.import_calls(desk, person=LEAD, path=writers.xlsx(folder / "话务清单.xlsx", {"通话": rows}))

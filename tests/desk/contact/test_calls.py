"""A call list is accounted for row by row; a call finds its ticket, or waits for a person to name it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.clock import StillClock, read_iso, to_local
from app.base.errors import Refused
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.contact import acts as contact_acts
from app.desk.contact import calls as contact_calls
from app.desk.contact.calls import CallsResult
from app.desk.finding import acts as finding_acts
from app.desk.shared.context import Desk
from app.desk.ticket import editing
from app.desk.ticket import reads as ticket_reads
from app.rules.contact.call_flow import CallState
from app.rules.contact.states import AttemptOutcome
from app.rules.ticket.states import TicketStatus
from tests.support.registers import desk_on
from tests.support.searching import examples

OPERATOR = Person("值班员甲")
HEADERS = ("工单编号", "拨打时间", "号码", "结果", "时长", "坐席")
TakeIn = Callable[..., int]
MINUTE = timedelta(minutes=1)


def write(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in (HEADERS, *rows):
        book.active.append(list(row))  # type: ignore[union-attr]
    book.save(path)
    return path


def at(desk: Desk, minutes_ago: float = 10) -> str:
    return f"{to_local(desk.now() - minutes_ago * MINUTE):%Y-%m-%d %H:%M:%S}"


def take(desk: Desk, path: Path, *rows: Sequence[object]) -> CallsResult:
    told = contact_calls.import_calls(desk, person=OPERATOR, path=write(path, rows)).result
    assert told.created + told.unchanged + told.refused == told.rows == len(rows)
    assert told.matched + told.unmatched == told.created
    return told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "话务清单.xlsx"


@pytest.fixture
def ticket(take_in: TakeIn, desk: Desk) -> int:
    return take_in("热线-261123-000901", status=TicketStatus.HANDLING, dispatched_at=desk.now() - 60 * MINUTE)


def test_a_call_becomes_a_contact_of_its_ticket_and_stops_the_clock(desk: Desk, ticket: int, path: Path) -> None:
    told = take(desk, path, ["热线-261123-000901", at(desk), "13800000001", "接通", 65, "坐席01"])
    assert (told.created, told.matched) == (1, 1)
    [attempt] = ticket_reads.detail(desk, ticket_id=ticket).attempts
    assert (attempt.who, attempt.outcome, attempt.at) == ("坐席01", AttemptOutcome.REACHED, desk.now() - 10 * MINUTE)
    assert ticket_reads.detail(desk, ticket_id=ticket).clocks[1].ended_at == attempt.at


def test_the_same_list_again_changes_nothing(desk: Desk, ticket: int, path: Path) -> None:
    rows = [
        ["热线-261123-000901", at(desk), "13800000001", "接通", 65, ""],
        ["", at(desk, 20), "13900000077", "忙线", 0, ""],
    ]
    take(desk, path, *rows)
    again = take(desk, path, *rows)
    assert (again.created, again.unchanged) == (0, 2)
    assert len(ticket_reads.detail(desk, ticket_id=ticket).attempts) == 1


def test_a_call_without_a_ticket_finds_the_one_that_bears_its_number(desk: Desk, ticket: int, path: Path) -> None:
    assert take(desk, path, ["", at(desk), "013800000001", "无人接听", 0, ""]).matched == 1
    assert len(ticket_reads.detail(desk, ticket_id=ticket).attempts) == 1


def test_two_tickets_with_the_number_leave_the_choice_to_a_person(
    desk: Desk, ticket: int, take_in: TakeIn, path: Path
) -> None:
    other = take_in(status=TicketStatus.HANDLING, dispatched_at=desk.now() - 30 * MINUTE)
    assert take(desk, path, ["", at(desk), "13800000001", "接通", 30, ""]).unmatched == 1
    [call] = contact_calls.waiting(desk)
    assert [one.ticket_id for one in call.candidates] == [other, ticket]
    contact_calls.match(desk, person=OPERATOR, call_id=call.id, ticket_id=ticket)
    assert contact_calls.waiting(desk) == []
    assert len(ticket_reads.detail(desk, ticket_id=ticket).attempts) == 1
    with pytest.raises(Refused):
        contact_calls.match(desk, person=OPERATOR, call_id=call.id, ticket_id=other)
    again = take(desk, path, ["", at(desk), "13800000001", "接通", 30, ""])
    assert (again.unchanged, again.created) == (1, 0)


def test_a_call_before_the_ticket_came_is_not_guessed(desk: Desk, ticket: int, path: Path) -> None:
    assert take(desk, path, ["", at(desk, 61), "13800000001", "接通", 30, ""]).unmatched == 1


def test_a_call_that_a_person_wrote_down_is_the_same_contact(desk: Desk, ticket: int, path: Path) -> None:
    contact_acts.add_attempt(desk, person=OPERATOR, ticket_id=ticket, number_index=0, outcome=AttemptOutcome.REACHED)
    take(desk, path, ["热线-261123-000901", at(desk, 2), "13800000001", "接通", 65, "坐席01"])
    [attempt] = ticket_reads.detail(desk, ticket_id=ticket).attempts
    assert attempt.who == "值班员甲"
    with desk.register.reading() as stores:
        assert stores.contacts.of_ticket(ticket)[0].seconds == 65


def test_an_unknown_ticket_and_a_contradicting_row_are_refused_into_a_workbook(
    desk: Desk, ticket: int, path: Path
) -> None:
    good = ["热线-261123-000901", at(desk), "13800000001", "接通", 65, ""]
    told = take(desk, path, good, ["热线-000", *good[1:]], [*good[:3], "忙线", 0, ""])
    assert [problem.reason for problem in told.problems] == [
        "没有编号为 热线-000 的工单",
        "同一时刻同一号码的通话已登记为接通本人、65 秒，与本行不符",
    ]
    assert Path(told.problems_file).name == "话务清单_问题行.xlsx"
    book = openpyxl.load_workbook(told.problems_file)
    assert [cell.value for cell in book.active[1]][:3] == ["工单编号", "拨打时间", "号码"]  # type: ignore[index]


def test_a_list_shows_a_wrong_number_and_a_call_before_dispatch(desk: Desk, ticket: int, path: Path) -> None:
    number = "热线-261123-000901"
    take(
        desk,
        path,
        [number, at(desk), "13900000009", "接通", 9, ""],
        [number, at(desk, 90), "13800000001", "接通", 9, ""],
    )
    kinds = {row.kind.value for row in finding_acts.of_ticket(desk, ticket_id=ticket)}
    assert kinds == {"wrong-number", "contact-before-dispatch"}


def test_a_call_set_aside_is_offered_no_more_until_it_is_taken_back(desk: Desk, path: Path) -> None:
    take(desk, path, ["", at(desk), "13900000077", "接通", 30, ""])
    [call] = contact_calls.waiting(desk)
    contact_calls.dismiss(desk, person=OPERATOR, call_id=call.id)
    assert (contact_calls.waiting(desk), len(contact_calls.waiting(desk, state=CallState.DISMISSED))) == ([], 1)
    contact_calls.dismiss(desk, person=OPERATOR, call_id=call.id, back=True)
    assert len(contact_calls.waiting(desk)) == 1


def test_a_stopped_import_leaves_nothing(desk: Desk, path: Path) -> None:
    rows = [["", at(desk, minute), "13900000077", "接通", 30, ""] for minute in range(1, 300)]
    with pytest.raises(Refused):
        contact_calls.import_calls(desk, person=OPERATOR, path=write(path, rows), cancelled=lambda: True)
    assert contact_calls.waiting(desk) == []


cells = st.tuples(
    st.sampled_from(["热线-261123-000901", "", "热线-000", "2.0E+15"]),
    st.sampled_from(["2026-11-23 01:45:00", "2026-11-23 02:00:00", "2026-11-23 00:10:00", "昨天", ""]),
    st.sampled_from(["13800000001", "013800000001", "13900000077", "138****0001", "保密", ""]),
    st.sampled_from(["接通", "忙线", "", "忘了"]),
    st.sampled_from([0, 65, "", "很久"]),
    st.just("坐席01"),
).filter(any)


@settings(max_examples=examples(30))
@given(rows=st.lists(cells, max_size=12))
def test_every_row_is_created_unchanged_or_refused_and_the_second_time_nothing_is_created(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, ...]]
) -> None:
    home = tmp_path_factory.mktemp("calls")
    desk = desk_on(DataFolder(home / "data"), StillClock(read_iso("2026-11-23T02:41")))
    try:
        person, values = OPERATOR, {"number": "热线-261123-000901", "title": "x", "phone_raw": "13800000001"}
        ticket = editing.create(desk, person=person, values=values).result
        editing.correct_dispatch(desk, person=person, ticket_id=ticket, at=desk.now() - 60 * MINUTE)
        first = take(desk, home / "list.xlsx", *rows)
        again = take(desk, home / "list.xlsx", *rows)
        assert (again.created, again.refused) == (0, first.refused)
        with desk.register.reading() as stores:
            kept = sum(len(stores.calls.listing(state)) for state in CallState)
        assert kept == first.created
    finally:
        desk.register.close()

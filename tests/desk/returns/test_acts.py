from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.base.errors import Refused
from app.base.people import Person
from app.desk import sign
from app.desk.reminder import acts as reminder_acts
from app.desk.returns import acts as returns_acts
from app.desk.returns import reads as returns_reads
from app.desk.returns import steps as returns_steps
from app.desk.ticket import reads as ticket_reads
from app.rules.evidence import KeptFile
from app.rules.journal import JournalVerb
from app.rules.reminder.states import ReminderState
from app.rules.returns.states import ReturnGround, ReturnState, ReturnStep
from app.rules.ticket.states import ClockState, TicketStatus

OPERATOR = Person("值班员甲")


@pytest.fixture
def signed(desk, take_in):
    ticket = take_in()
    sign.sign(desk, person=OPERATOR, ticket_ids=[ticket])
    return ticket


def register(desk, ticket, **said):
    told = {"basis": "派单目录 3.2 健身行业", "suggested_unit": "区体育局", **said}
    outcome = returns_acts.register(desk, person=OPERATOR, ticket_id=ticket, ground=ReturnGround.NOT_OUR_REMIT, **told)
    return outcome.result.id


def test_the_clock_runs_until_the_return_is_accepted(desk, signed):
    case = register(desk, signed)
    returns_acts.send(desk, person=OPERATOR, return_id=case)
    told = ticket_reads.detail(desk, ticket_id=signed)
    assert told.row.status is TicketStatus.RETURNING
    assert told.clocks[2].state is ClockState.RUNNING
    returns_acts.accept(desk, person=OPERATOR, return_id=case)
    told = ticket_reads.detail(desk, ticket_id=signed)
    assert told.row.status is TicketStatus.RETURNED
    assert told.clocks[2].state is not ClockState.RUNNING
    assert reminder_acts.ledger(desk, states=[ReminderState.PLANNED]) == []


def test_a_refused_return_goes_back_to_where_the_ticket_stood(desk, signed):
    case = register(desk, signed)
    returns_acts.send(desk, person=OPERATOR, return_id=case)
    returns_acts.refuse(desk, person=OPERATOR, return_id=case, note="首接负责")
    assert ticket_reads.detail(desk, ticket_id=signed).row.status is TicketStatus.HANDLING
    assert returns_reads.listing(desk)[0].state is ReturnState.REFUSED


def test_after_two_returns_the_first_unit_keeps_the_ticket(desk, signed):
    for _ in range(2):
        case = register(desk, signed)
        returns_acts.send(desk, person=OPERATOR, return_id=case)
        returns_acts.refuse(desk, person=OPERATOR, return_id=case, note="首接负责")
    with pytest.raises(Refused, match="首接负责"):
        register(desk, signed)


def test_a_return_needs_its_basis_and_real_attachments(desk, signed, tmp_path):
    with pytest.raises(Refused) as refused:
        register(desk, signed, basis=" ")
    assert refused.value.field == "basis"
    with pytest.raises(Refused) as refused:
        register(desk, signed, attachments=[str(tmp_path / "没有.pdf")])
    assert refused.value.field == "attachments"


def test_a_move_the_procedure_does_not_know_is_refused_with_a_sentence(desk, signed):
    case = register(desk, signed)
    with pytest.raises(Refused):
        returns_acts.accept(desk, person=OPERATOR, return_id=case)
    assert returns_reads.listing(desk)[0].state is ReturnState.DRAFT


def test_a_return_is_registered_and_sent_in_one_act(desk, signed):
    told = returns_acts.register(
        desk,
        person=OPERATOR,
        ticket_id=signed,
        ground=ReturnGround.NOT_OUR_REMIT,
        basis="派单目录 3.2",
        suggested_unit="区体育局",
        send=True,
    )
    assert (told.result.state, told.result.sent_at) == (ReturnState.SENT, desk.now())
    detail = ticket_reads.detail(desk, ticket_id=signed)
    assert detail.row.status is TicketStatus.RETURNING
    assert [line.verb for line in detail.journal][-2:] == [JournalVerb.RETURN_REGISTER, JournalVerb.RETURN_SEND]
    steps = returns_steps.steps(desk, return_ids=[told.result.id])
    assert [step.move for step in steps] == [ReturnStep.REGISTER, ReturnStep.SEND]


def test_when_it_may_not_be_sent_nothing_of_it_is_registered(desk, take_in, tmp_path):
    unsigned, paper = take_in(), tmp_path / "函.pdf"
    paper.write_bytes(b"%PDF-1.4 made-up letter %%EOF")
    with pytest.raises(Refused, match="请先签收再提交退单"):
        register(desk, unsigned, send=True, attachments=[paper])
    assert returns_reads.listing(desk) == []
    assert ticket_reads.detail(desk, ticket_id=unsigned).journal[-1].verb is not JournalVerb.RETURN_REGISTER
    assert [path for path in desk.folder.evidence.rglob("*") if path.is_file()] == []


def test_what_the_version_before_wrote_is_read(desk, signed):
    case = register(desk, signed)
    desk.register.close()
    with closing(sqlite3.connect(desk.folder.database)) as direct:
        direct.execute("UPDATE returns SET attachments = '[\"函.pdf\", \"照片.jpg\"]', status_before = ''")
        direct.execute('UPDATE return_steps SET evidence = \'[{"hash": "ab", "name": "函.pdf"}]\'')
        direct.commit()
    (row,) = returns_reads.listing(desk)
    (step,) = returns_steps.steps(desk, return_ids=[case])
    assert (row.attachments, step.files) == (("函.pdf", "照片.jpg"), (KeptFile("ab", "函.pdf"),))
    assert returns_acts.send(desk, person=OPERATOR, return_id=case).result.state is ReturnState.SENT


def test_the_register_is_counted_and_exported(desk, signed, tmp_path):
    register(desk, signed)
    totals = returns_reads.totals(desk)
    assert totals.by_ground[ReturnGround.NOT_OUR_REMIT] == 1
    outcome = returns_reads.export(desk, person=OPERATOR, path=tmp_path / "退单.xlsx")
    assert outcome.result == 1
    assert (tmp_path / "退单.xlsx").stat().st_size > 0


def test_a_ticket_has_one_return_under_way_at_a_time(desk, signed):
    case = register(desk, signed)
    with pytest.raises(Refused, match="已有退单在办"):
        register(desk, signed)
    returns_acts.withdraw(desk, person=OPERATOR, return_id=case)
    assert register(desk, signed) != case


def test_a_withdrawn_draft_does_not_use_up_a_return(desk, signed):
    for _ in range(3):
        returns_acts.withdraw(desk, person=OPERATOR, return_id=register(desk, signed))
    assert returns_acts.send(desk, person=OPERATOR, return_id=register(desk, signed)).result.round == 4

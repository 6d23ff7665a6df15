"""A whole day at the desk: an export comes in, the shift works it, the lead exports the log; every figure counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.base.clock import StillClock, to_local
from app.base.errors import Refused
from app.base.people import Person, Role
from app.bootstrap import assemble
from app.desk import sign
from app.desk.contact import acts as contact_acts
from app.desk.escalation import acts as escalation_acts
from app.desk.intake import acts as intake_acts
from app.desk.journal import reads as journal_reads
from app.desk.queue import reads as queue_reads
from app.desk.reminder import acts as reminder_acts
from app.desk.reply import acts as reply_acts
from app.desk.returns import acts as returns_acts
from app.desk.roster import people
from app.desk.shared.context import Desk
from app.desk.survey import acts as survey_acts
from app.desk.survey import sheet as survey_sheet
from app.desk.ticket import acts as ticket_acts
from app.desk.ticket import reads as ticket_reads
from app.desk.upkeep import copying
from app.reports.day_log import write_day_log
from app.rules.contact.states import AttemptOutcome
from app.rules.escalation.states import EscalationState
from app.rules.queue.names import QueueName
from app.rules.reminder.states import ReminderState
from app.rules.returns.states import ReturnGround
from app.rules.survey.states import Contacted, Satisfied, Solved
from app.rules.ticket.states import TicketStatus
from app.rules.upkeep.keeping import CopyReason
from tests.corpus import headers, writers
from tests.desk.conftest import beijing
from tests.support.replies import write_reply
from tests.support.workbooks import table_of

DAY = date(2026, 11, 23)
TICK = timedelta(seconds=30)


@dataclass
class Shift:
    """The desk of one shift, with the hand on its clock."""

    desk: Desk
    clock: StillClock
    operator: Person
    lead: Person
    rung: list[tuple[str, str, str]]

    def until(self, wall: str) -> None:
        """Lets time pass to this minute of the day, the desk ticking as it does."""
        target = beijing(f"{DAY.isoformat()}T{wall}:00")
        while self.desk.now() < target:
            self.clock.advance(min(TICK, target - self.desk.now()))
            self.tick()

    def tick(self) -> None:
        for row in reminder_acts.raise_due(self.desk).result:
            self.rung.append((f"{to_local(self.desk.now()):%H:%M}", row.ticket_number, f"{row.clock} {row.slot}"))

    def id(self, number: str) -> int:
        return ticket_reads.find(self.desk, number=number)

    def counters(self) -> dict[QueueName, int]:
        return dict(queue_reads.counters(self.desk).by_queue)

    def acknowledge_all(self) -> int:
        ids = [row.id for row in reminder_acts.ringing(self.desk)]
        reminder_acts.mark_shown(self.desk, ids=ids, channel="window")
        return reminder_acts.acknowledge(self.desk, person=self.operator, ids=ids).result

    def by(self, person: Person, ticket: str) -> dict[str, Any]:
        return {"person": person, "ticket_id": self.id(ticket)}


@pytest.fixture
def shift(folder) -> Iterator[Shift]:
    clock = StillClock(beijing("2026-11-23T08:00:00"))
    desk = assemble(folder, clock)
    operator = people.sign_in(desk, name="值班员甲", role=Role.OPERATOR).result
    lead = people.sign_in(desk, name="班组长乙", role=Role.SHIFT_LEAD).result
    yield Shift(desk, clock, operator, lead, [])
    desk.register.close()


@pytest.fixture
def export(tmp_path) -> Path:
    """The morning's export: two new tickets, one expiring today at 11:00, one expired, one ruined number, a footer."""
    columns = [*headers.E, "督办批次"]
    said = [
        ("急-1", {"区交办时间": "2026-11-23 07:59:00", "紧急程度": "紧急", "区交办办结期限": ""}),
        ("普-2", {"区交办时间": "2026-11-23 07:30:00", "紧急程度": "一般", "区交办办结期限": ""}),
        ("限-3", {"区交办时间": "2026-11-20 09:00:00", "紧急程度": "一般", "区交办办结期限": "2026-11-23 11:00:00"}),
        ("退-4", {"区交办时间": "2026-11-23 07:50:00", "紧急程度": "一般", "区交办办结期限": ""}),
        ("2.02611E+14", {}),
    ]
    rows = [
        headers.row_of(columns, number, **{"工单状态": "待签收", "督办批次": "一", **told}) for number, told in said
    ]
    sheet = [["示例区交办工单明细"], columns, *rows, ["合计：5 件"], ["制表人：示例"]]
    return writers.xlsx(tmp_path / "交办.xlsx", {"工单": sheet, "说明": [["仅供演练"]]})


def test_a_duty_day_from_the_export_to_the_log(shift, export, tmp_path):
    arrive(shift, export)
    sign_for_all(shift)
    handle(shift)
    call_back(shift)
    give_back(shift)
    escalate(shift)
    hand_over(shift, tmp_path)


def arrive(shift: Shift, export: Path) -> None:
    result = intake_acts.import_file(shift.desk, person=shift.operator, path=export).result
    assert (result.rows, result.created, result.refused) == (5, 4, 1)
    assert result.skipped_sheets == ("说明",)
    assert shift.counters()[QueueName.TO_SIGN] == 4
    assert shift.counters()[QueueName.DUE_TODAY] == 1
    first = queue_reads.head(shift.desk, query=queue_reads.QueueQuery(QueueName.TO_SIGN), limit=4)
    assert [row.number for row in first] == ["限-3", "急-1", "普-2", "退-4"]
    assert ticket_reads.detail(shift.desk, ticket_id=first[1].id).ticket.extra["督办批次"] == "一"


def sign_for_all(shift: Shift) -> None:
    shift.tick()
    assert ("08:00", "急-1", "sign arrival") in shift.rung
    assert ("08:00", "限-3", "sign overdue") in shift.rung
    shift.acknowledge_all()
    shift.until("08:04")
    assert ("08:04", "急-1", "sign 5min") in shift.rung
    told = sign.sign(shift.desk, person=shift.operator, ticket_ids=[shift.id("急-1"), shift.id("普-2")]).result
    assert told.late == ()
    with pytest.raises(Refused, match="超过签收时限"):
        sign.sign(shift.desk, person=shift.operator, ticket_ids=[shift.id("限-3")])
    late = sign.sign(shift.desk, person=shift.operator, ticket_ids=[shift.id("限-3")], reason="前班遗漏").result
    assert late.late == ("限-3",)
    sign.sign(shift.desk, person=shift.operator, ticket_ids=[shift.id("退-4")])
    assert [row for row in reminder_acts.ringing(shift.desk) if row.clock == "sign"] == []
    assert shift.counters()[QueueName.TO_SIGN] == 0


def handle(shift: Shift) -> None:
    shift.until("09:00")
    assert ("09:00", "限-3", "due-day 09:00") in shift.rung
    ticket_acts.dispatch(shift.desk, **shift.by(shift.operator, "急-1"), unit="示例商业科", office="专班")
    reached = contact_acts.add_attempt(
        shift.desk, **shift.by(shift.operator, "急-1"), number_index=0, outcome=AttemptOutcome.REACHED
    )
    assert "接通本人" in reached.message
    write_reply(shift.desk, **shift.by(shift.operator, "急-1"), text="商户已退款。", submit=True)
    reply_acts.send_back(shift.desk, **shift.by(shift.lead, "急-1"), text="缺依据")
    write_reply(shift.desk, **shift.by(shift.operator, "急-1"), text="依条例第 10 条已退款。", submit=True)
    assert shift.counters()[QueueName.TO_REVIEW] == 1
    reply_acts.pass_reply(shift.desk, **shift.by(shift.lead, "急-1"))
    write_reply(shift.desk, **shift.by(shift.operator, "普-2"), text="商户承诺本周退款。", submit=True)
    reply_acts.pass_reply(shift.desk, **shift.by(shift.lead, "普-2"))
    assert shift.counters()[QueueName.TO_CALL_BACK] == 2


def call_back(shift: Shift) -> None:
    shift.until("10:00")
    sheet = survey_sheet.sheet(shift.desk, ticket_id=shift.id("急-1"))
    assert sheet.numbers == ("138****0001",)
    done = survey_acts.record(
        shift.desk, **shift.by(shift.operator, "急-1"), number_index=0, outcome=AttemptOutcome.REACHED,
        contacted=Contacted.YES, solved=Solved.YES, satisfied=Satisfied.MOSTLY,
    ).result  # fmt: skip
    assert (done.valid, done.closed) == (True, True)
    survey_acts.record(shift.desk, **shift.by(shift.operator, "普-2"), number_index=0, outcome=AttemptOutcome.NO_ANSWER)
    with pytest.raises(Refused, match="还不能定为无法联系"):
        survey_acts.mark_unreachable(shift.desk, **shift.by(shift.operator, "普-2"))
    survey_acts.record(
        shift.desk, **shift.by(shift.operator, "普-2"), number_index=0, outcome=AttemptOutcome.REACHED,
        contacted=Contacted.YES, solved=Solved.NO, satisfied=Satisfied.UNSATISFIED, reason="钱还没到",
    )  # fmt: skip
    survey_acts.rework(shift.desk, **shift.by(shift.operator, "普-2"), reason="钱还没到")
    assert shift.counters()[QueueName.TO_CALL_BACK] == 0
    assert ticket_reads.detail(shift.desk, ticket_id=shift.id("普-2")).row.status is TicketStatus.HANDLING


def give_back(shift: Shift) -> None:
    shift.until("10:30")
    made = returns_acts.register(
        shift.desk, **shift.by(shift.operator, "退-4"), ground=ReturnGround.NOT_OUR_REMIT,
        basis="派单目录：健身类", suggested_unit="区体育局",
    ).result  # fmt: skip
    returns_acts.send(shift.desk, person=shift.operator, return_id=made.id)
    assert shift.counters()[QueueName.RETURNING] == 1
    running = ticket_reads.detail(shift.desk, ticket_id=shift.id("退-4"))
    assert any(slot.state == ReminderState.PLANNED for slot in running.reminders), "the clock runs until accepted"
    returns_acts.accept(shift.desk, person=shift.lead, return_id=made.id, note="同意")
    gone = ticket_reads.detail(shift.desk, ticket_id=shift.id("退-4"))
    assert gone.row.status is TicketStatus.RETURNED
    assert all(slot.state != ReminderState.PLANNED for slot in gone.reminders)


def escalate(shift: Shift) -> None:
    shift.until("11:00")
    assert shift.rung[-1] == ("11:00", "限-3", "deadline due")
    assert shift.counters()[QueueName.OVERDUE] == 1
    (entry,) = escalation_acts.listing(shift.desk, state=EscalationState.OPEN)
    shift.until("11:05")
    escalation_acts.report(shift.desk, person=shift.operator, escalation_id=entry.id, to="班组长乙", channel="电话")
    shift.acknowledge_all()
    assert reminder_acts.ringing(shift.desk) == []
    ticket_acts.close(shift.desk, **shift.by(shift.operator, "限-3"), reason="商户已退款")


def hand_over(shift: Shift, tmp_path: Path) -> None:
    shift.until("17:00")
    copying.back_up(shift.desk, reason=CopyReason.COMMAND)
    told = write_day_log(shift.desk, person=shift.lead, day=DAY, path=tmp_path / "日志.xlsx").result
    assert told.rows == told.counted
    book = openpyxl.load_workbook(told.file)
    figures = {row[0]: row[1] for row in table_of(book["概况"])}
    # 急-1, 普-2 and 退-4 were dispatched today; 限-3 three days ago
    expected = {
        "派单": 3, "其中紧急": 1, "签收": 4, "按时签收": 3, "超时签收": 1, "办结": 2,
        "拨打次数": 4, "有效回访": 2, "响应率": 1.0, "解决率": 0.5, "满意率": 0.45,
        # 100 % × 10 % + 50 % × 50 % + (0.9 / 2) × 40 % = 0.10 + 0.25 + 0.18
        "综合成绩": 53.0, "到期上报": 1, "登记退单": 1,
    }  # fmt: skip
    assert {name: figures[name] for name in expected} == expected
    assert {name: told.rows[name] for name in ("工单流水", "签收", "回访", "退单")} == {
        "工单流水": 4,
        "签收": 4,
        "回访": 4,
        "退单": 1,
    }
    verbs = [row[3] for row in book["日志"].iter_rows(min_row=2, values_only=True)]
    for word in (
        "上岗",
        "导入文件",
        "签收",
        "派单",
        "审核退回",
        "审核通过",
        "回访",
        "二次办理",
        "退单同意",
        "到期上报",
        "备份",
    ):
        assert word in verbs, word
    assert journal_reads.first_broken_line(shift.desk) is None

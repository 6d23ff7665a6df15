"""The figures of watch and urging of a night: each with its tickets, the same on every surface."""

from __future__ import annotations

from datetime import timedelta

import openpyxl
import pytest

from app.base.people import Person
from app.desk import sign
from app.desk.figures import platform
from app.desk.figures.reads import Window
from app.desk.reminder.query import LedgerQuery
from app.desk.urge import acts as urge_acts
from app.desk.urge import answers
from app.desk.urge import reads as urge_reads
from app.desk.watch import acts as watch_acts
from app.desk.watch import outages
from app.desk.watch import reads as watch_reads
from app.desk.watch import rounds as watch_rounds
from app.reports.quality import write_quality
from app.reports.reminder_ledger import platform_words, write_ledger
from app.rules.ticket.states import TicketStatus
from tests.support.levels import URGENT
from tests.support.workbooks import table_of

OPERATOR = Person("值班员甲")


@pytest.fixture
def hour(desk, still, minutes, take_in):
    """An hour from 02:45: two rounds met, one missed, the rest within an outage in which an urgent sign-for ran out."""
    start = desk.now()
    watch_rounds.settle(desk)
    ids = {number: take_in(number, unit="家政专班", status=TicketStatus.HANDLING) for number in ("甲", "乙")}
    still.advance(minutes(5))
    watch_acts.look(desk, person=OPERATOR)
    still.advance(minutes(5))
    watch_acts.reconcile(desk, person=OPERATOR, text="工单编号\t标题\t工单状态\n甲\tx\t待审核")
    still.advance(minutes(9))
    ids["急"] = take_in("急", urgency=URGENT)
    outages.enter(desk, person=OPERATOR, since=desk.now(), until=None, what="无法登录")
    urge_acts.open_by_hand(desk, person=OPERATOR, ticket_ids=[ids["甲"], ids["乙"]])
    (urged,) = urge_reads.rounds(desk)
    urge_acts.send_many(desk, person=OPERATOR, round_ids=[urged.id])
    answers.answer(desk, person=OPERATOR, round_ids=[urged.id], ticket_ids=[ids["甲"]], said="已联系")
    still.advance(minutes(31))
    outages.end(desk, person=OPERATOR, outage_id=outages.listing(desk)[0].id)
    sign.sign(desk, person=OPERATOR, ticket_ids=[ids["急"]], reason="平台故障")
    watch_rounds.settle(desk)
    return Window(start, desk.now() + timedelta(seconds=1)), ids


def test_each_figure_has_its_tickets(desk, hour):
    window, ids = hour
    total, day = platform.by_day(desk, window=window)
    assert (total.met, total.missed, total.in_outage, total.total) == (2, 1, 6, 9)
    assert (total.outages, total.outage_minutes, total.late_in_outage) == (1, 31, [ids["急"]])
    assert (total.compared, total.held, sorted(total.differing)) == (1, 0, sorted([ids["甲"], ids["乙"]]))
    assert (total.sent, total.effective, sorted(total.urged)) == (1, 0, sorted([ids["甲"], ids["乙"]]))
    assert sorted(total.silent) == sorted(total.urged)
    assert day.name == "11-23"
    unit = platform.of_unit(desk, window=window, unit="家政专班")
    assert (unit.sent, unit.urged) == (1, total.urged)


def test_every_surface_says_the_same(desk, hour, tmp_path):
    window, _ = hour
    watch = watch_reads.of_period(desk, start=window.start, end=window.end)
    total = platform.of_period(desk, window=window)
    assert (watch.met, watch.missed, watch.in_outage) == (total.met, total.missed, total.in_outage)
    query = LedgerQuery(window.start, window.end)
    words = platform_words(desk, query)
    assert words == (
        "巡查 按时 2 + 漏看 1 + 平台故障内 6 = 9 轮 · 对账 1 次，相符 0"
        " · 平台故障 1 次 31 分钟，期间到期的超时签收 1 件 · 催办 发出 1 轮，有效 0"
    )
    assert platform_words(desk, LedgerQuery()) == ""
    write_ledger(desk, person=OPERATOR, path=tmp_path / "台账.xlsx", query=query, about="今天")
    write_quality(desk, person=OPERATOR, path=tmp_path / "质量.xlsx", window=window)
    for name in ("台账.xlsx", "质量.xlsx"):
        head, first, *_ = table_of(openpyxl.load_workbook(tmp_path / name)["平台与催办"])
        told = dict(zip(head, first, strict=True))
        assert (told["巡查轮次"], told["漏看"], told["故障分钟"], told["催办发出"]) == (9, 1, 31, 1)
    about = {
        row[0]: row[1] for row in openpyxl.load_workbook(tmp_path / "台账.xlsx")["说明"].iter_rows(values_only=True)
    }
    assert about["平台与催办"] == words

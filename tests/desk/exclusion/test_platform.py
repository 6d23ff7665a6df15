"""The platform's export ends an application, and its flags stand on the ticket even where nobody applied here."""

from __future__ import annotations

import pytest

from app.base.people import Person, Role
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import reads as exclusion_reads
from app.desk.intake import acts as intake_acts
from app.desk.ticket import reads as ticket_reads
from app.rules.exclusion.moves import ExclusionState
from tests.corpus import writers
from tests.support.applications import hand_in

LEAD = Person("班组长乙", Role.SHIFT_LEAD)
HEADS = ["工单编号", "标题", "派单时间", "剔挂标签", "剔除挂账结果"]


@pytest.fixture
def export(desk, tmp_path):
    """Takes in an export in which the platform says this of tickets."""

    def take(**said: tuple[str, str]):
        rows = [[number, "示例", "2026-11-20 09:00:00", tag, result] for number, (tag, result) in said.items()]
        path = writers.text(tmp_path / "导出.csv", [HEADS, *rows], encoding="gb18030")
        return intake_acts.import_file(desk, person=LEAD, path=path).result

    return take


@pytest.fixture
def begun(desk, export):
    export(甲=("剔除", "审核中"))
    ticket = ticket_reads.find(desk, number="甲")
    case = exclusion_acts.create(desk, person=LEAD, ticket_id=ticket, major="商户情况", minor="已注销").result
    rules = [line.rule for line in exclusion_reads.detail(desk, exclusion_id=case).report.stopping]
    return case, dict.fromkeys(rules, "试办")


def row(desk, case):
    return exclusion_reads.detail(desk, exclusion_id=case).row


def excluded(desk):
    return ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number="甲")).ticket.excluded


def test_the_exports_result_ends_an_application_once(desk, begun, export):
    case, reasons = begun
    hand_in(desk, person=LEAD, exclusion_id=case, overruled=reasons)
    export(甲=("剔除", "审核通过"))
    told = row(desk, case)
    assert (told.state, told.platform_result, excluded(desk)) == (ExclusionState.PASSED, "审核通过", True)
    version = told.version
    export(甲=("剔除", "审核通过"), 乙=("", ""))
    assert row(desk, case).version == version
    export(甲=("剔除", "审核不通过"))
    assert (row(desk, case).state, excluded(desk)) == (ExclusionState.REFUSED, False)


def test_a_draft_keeps_the_words_and_stays_a_draft(desk, begun, export):
    case, _ = begun
    export(甲=("剔除", "审核通过"))
    assert (row(desk, case).state, row(desk, case).platform_result) == (ExclusionState.DRAFT, "审核通过")


def test_the_platforms_flags_stand_on_a_ticket_that_nobody_applied_for(desk, export):
    export(甲=("剔除", "审核通过"), 乙=("挂账", "同意"), 丙=("", ""))
    told = [ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number=number)) for number in "甲乙丙"]
    assert [(each.ticket.excluded, each.ticket.parked) for each in told] == [
        (True, False),
        (False, True),
        (False, False),
    ]
    export(甲=("剔除", "不予剔除"))
    assert not excluded(desk)

from __future__ import annotations

from datetime import UTC, datetime

from app.files.intake.converting import FileProblem
from app.files.intake.packing import pack, unpack
from app.rules.intake.drafts import CellNote, TicketDraft
from app.rules.law.clocks import TimeClass
from app.rules.ticket.states import DispatchBasis, TicketStatus
from tests.support.levels import URGENT

NOON = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)


def a_draft(**values):
    raw, extra, notes = {"deadline_at": "11月28日"}, {"自带列": "甲"}, [CellNote("办结时间", "昨天", "不是时间")]
    return TicketDraft("表一", 7, "热线-260101-000001", values, raw, extra, notes, "热 线")


def test_a_draft_comes_out_as_it_went_in():
    values = {
        "title": "健身房闭店",
        "urgency": URGENT,
        "time_class": TimeClass.COMPLEX,
        "status": TicketStatus.CLOSED,
        "dispatched_at": NOON,
        "imported_deadline": NOON,
        "month_count": 3,
        "dispatched_basis": DispatchBasis.NUMBER,
    }
    (found,) = unpack(pack([a_draft(**values)]))
    assert found == a_draft(**values)
    assert found.values["dispatched_at"].tzinfo is UTC


def test_a_refused_row_keeps_its_place_its_cells_and_its_headers():
    problem = FileProblem(
        "表一", 9, "派单时间", "昨天", "热线-260101-000002", "不是时间", ("甲", "乙"), ("编号", "标题")
    )
    assert unpack(pack([a_draft(), problem, a_draft()])) == [a_draft(), problem, a_draft()]


def test_no_rows_are_no_rows():
    assert unpack(pack([])) == []

"""A sheet that LibreOffice opened, filled and saved comes back whole."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from app.base.clock import SHANGHAI
from app.desk.office import acts as office_acts
from app.desk.office.rows import RowFate
from tests.desk.office.conftest import OPERATOR
from tests.support import calc

pytestmark = pytest.mark.libreoffice


@pytest.mark.parametrize("ending", [".xlsx", ".xls"])
def test_what_libreoffice_typed_and_saved_is_taken_in_whole(desk, sent, tmp_path, ending):
    target = tmp_path / f"交回{ending}"
    typed = {
        "I4": "2026-11-22 10:05",
        "J4": "已约谈商户",
        "K4": "商户同意退款，三日内到账。",
        "L4": "部分解决",
        "J5": "已联系",
        "C5": "别的标题",
    }
    calc.fill(Path(sent), target, typed, tmp_path / "profile")
    result = office_acts.take_in(desk, person=OPERATOR, path=target).result
    assert [row.fate for row in result.rows] == [RowFate.UPDATED, RowFate.UPDATED, RowFate.UNCHANGED]
    with desk.register.reading() as stores:
        first, second = (stores.tickets.numbered(number)[0] for number in ("甲", "乙"))
    assert first.first_contact_at == datetime(2026, 11, 22, 10, 5, tzinfo=SHANGHAI)
    assert (first.result, first.reply) == ("已约谈商户", "商户同意退款，三日内到账。")
    assert second.title == "健身房闭店，年卡无法退费"


def test_what_an_office_may_not_change_is_refused_by_row_after_the_protection_was_lifted(desk, sent, tmp_path):
    target = tmp_path / "交回.xlsx"
    typed = {"C4": "别的标题", "J4": "已约谈", "J5": "已联系", "B6": "别的编号", "J6": "已办"}
    calc.fill(Path(sent), target, typed, tmp_path / "profile", unlock=True)
    result = office_acts.take_in(desk, person=OPERATOR, path=target).result
    assert [(row.row, row.fate, row.column) for row in result.rows] == [
        (4, RowFate.REFUSED, "标题"),
        (5, RowFate.UPDATED, ""),
        (6, RowFate.REFUSED, "工单编号"),
    ]
    assert result.missing == 1
    with desk.register.reading() as stores:
        first, second, third = (stores.tickets.numbered(number)[0] for number in ("甲", "乙", "丙"))
    assert (first.title, first.result) == ("健身房闭店，年卡无法退费", "")
    assert (second.result, third.result) == ("已联系", "")
    assert Path(result.problems_file).exists()

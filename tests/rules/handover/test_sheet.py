"""A sheet as frozen text, its digest, its words, and the document made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from app.base.clock import SHANGHAI
from app.rules.handover.paper import NOTHING, Signatures, compared_step, paper_of
from app.rules.handover.parts import Part
from app.rules.handover.sheet import Compared, Line, Sheet, digest_of, freeze, thaw, words_of
from app.rules.handover.spans import span_of
from app.rules.paper.layout import numbered
from app.rules.paper.model import Paragraph, Table

NOW = datetime(2026, 12, 1, 19, 50, tzinfo=SHANGHAI)
SPAN = span_of((), (time(8), time(20)), NOW)
EMPTY = Sheet(SPAN, SPAN, NOW, None, (("to-sign", "待签收", 0),), {}, office="某区商务局")
FULL = replace(
    EMPTY,
    compared=Compared(NOW, "值班员甲", 37, 36, 2, 1, 0, 0, 3),
    lines={
        Part.URGENT: (Line(4, "热线-261201-000004", "健身房停业", "联系诉求人", NOW),),
        Part.NEXT_CLOCKS: (Line(4, "热线-261201-000004", "健身房停业", "签收", NOW, "sign"),),
        Part.TASKS: (Line(None, "", "报数", "领导交办", None, key="task:3"),),
    },
    unusual="03:10 平台无法登录\n已截图",
)


def printed(sheet: Sheet, signatures: Signatures | None = None) -> str:
    found = []
    for text, block in numbered(paper_of(sheet, signatures)):
        found.append(text)
        if isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Table):
            found += [str(cell) for line in (block.head, *block.lines) for cell in line]
    return "\n".join(found)


@pytest.mark.parametrize("sheet", [EMPTY, FULL])
def test_a_frozen_sheet_comes_back_as_it_was(sheet):
    text = freeze(sheet)
    assert thaw(text) == sheet
    assert freeze(thaw(text)) == text
    assert digest_of(text) != digest_of(freeze(sheet.saying("别的话")))


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"compared":1}'])
def test_what_is_no_sheet_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        thaw(text)


def test_nothing_to_hand_over_is_a_report_too():
    assert EMPTY.is_nothing
    assert NOTHING in printed(EMPTY)
    assert not EMPTY.saying("水管漏水").is_nothing
    assert not FULL.is_nothing
    assert NOTHING not in printed(FULL)


def test_the_document_says_everything_with_both_signatures():
    said = printed(FULL, Signatures("值班员甲", NOW, "值班员丙", NOW, "已核对", "abc"))
    for words in (
        "健身房停业",
        "联系诉求人",
        "本台缺 2，平台缺 1，3 处差异待处理",
        "报数",
        "已截图",
        "值班员丙",
        "已核对",
        "abc",
    ):
        assert words in said
    assert "（未签字）" not in said
    assert printed(FULL).count("（未签字）") == 2
    assert "健身房停业" in words_of(FULL)
    assert "平台无法登录" in words_of(FULL)


def test_the_reconciliation_says_what_the_comer_does_about_it():
    assert (compared_step(EMPTY), compared_step(FULL)) == ("请先对账", "3 处差异待处理")
    assert compared_step(replace(FULL, compared=replace(FULL.compared, undecided=0))) == ""
    early = replace(FULL.compared, at=SPAN.since - timedelta(hours=1))
    assert compared_step(replace(FULL, compared=early)) == "3 处差异待处理；请先对账"

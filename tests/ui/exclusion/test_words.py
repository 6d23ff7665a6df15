"""What the register says of limits, rules and sizes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.desk.exclusion.rows import ExclusionRow
from app.rules.exclusion.check_facts import Answer, RuleLine, RuleResult, report_of
from app.rules.exclusion.moves import ExclusionFlag, ExclusionState, Level
from app.ui.exclusion.check_list import ordered
from app.ui.exclusion.words import deadline_words, is_near, line_look, report_words, size_words, state_words

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ROW = ExclusionRow(
    id=1, ticket_id=1, ticket_number="热线-261123-000001", ticket_title="退费", unit="", street="", merchant="",
    month="2026-11", major="商户情况", minor="已注销", flags=(ExclusionFlag.EXCLUDED,), platform_name="",
    state=ExclusionState.DRAFT, level=Level.DEPARTMENT, created_at=NOW, created_by="值班员甲", submitted_at=None,
    decided_at=None, deadline_at=NOW + timedelta(days=1), result="", platform_result="", version=1,
)  # fmt: skip


def test_a_near_limit_is_told_and_a_past_one_is_called_past() -> None:
    assert is_near(ROW, NOW)
    assert deadline_words(ROW, NOW).endswith("前提交")
    assert deadline_words(ROW, NOW + timedelta(days=2)) == "期限已过"
    assert not is_near(replace(ROW, deadline_at=NOW + timedelta(days=5)), NOW)


def test_one_that_was_submitted_has_no_limit_any_more() -> None:
    assert deadline_words(replace(ROW, state=ExclusionState.REVIEW), NOW) == ""


def test_under_review_it_says_whose_opinion_is_next() -> None:
    assert state_words(replace(ROW, state=ExclusionState.REVIEW)) == "部门审核"
    assert state_words(ROW) == "草稿"


def test_marks_differ_in_colour_icon_and_word() -> None:
    line = RuleLine("a", "甲", RuleResult.FAIL, True, "没有")
    looks = [
        line_look(line),
        line_look(replace(line, hard=False)),
        line_look(replace(line, result=RuleResult.PASS)),
        line_look(replace(line, answer=Answer("核对过", "班组长乙", NOW))),
    ]
    assert len({look[0] for look in looks}) == 4
    assert len({look[1] for look in looks}) == 4
    assert len({look[2] for look in looks}) == 4


def test_what_stops_stands_first() -> None:
    lines = [
        RuleLine("a", "甲", RuleResult.PASS, True, ""),
        RuleLine("b", "乙", RuleResult.PERSON, False, ""),
        RuleLine("c", "丙", RuleResult.FAIL, True, ""),
    ]
    report = report_of(lines, {})
    assert [line.rule for line in ordered(report)] == ["c", "b", "a"]
    assert report_words(report) == "1 项不通过，1 项需人核对"


def test_sizes_are_short() -> None:
    assert (size_words(10), size_words(2048), size_words(3 << 20)) == ("1 KB", "2 KB", "3.0 MB")

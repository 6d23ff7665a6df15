"""What the register says of a return: where it stands in time, its history, its files by their names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.desk.returns.rows import ReturnRow, StepRow
from app.rules.evidence import KeptFile
from app.rules.returns.states import ReturnDirection, ReturnGround, ReturnState, ReturnStep
from app.ui.returns.words import COLUMNS, STATE_LOOKS, facts, history

NOW = datetime(2026, 11, 22, 18, 41, tzinfo=UTC)
DRAFT = ReturnRow(
    id=1,
    ticket_id=7,
    ticket_number="热线-261123-000001",
    ticket_title="健身房闭店，年卡无法退费",
    round=1,
    state=ReturnState.DRAFT,
    ground=ReturnGround.NOT_OUR_REMIT,
    basis="派单目录 3.2",
    suggested_unit="",
    note="",
    attachments=(),
    created_at=NOW,
    created_by="值班员甲",
    sent_at=None,
    due_at=None,
    decided_at=None,
    decision_note="",
    version=1,
)
SENT = replace(DRAFT, state=ReturnState.SENT, sent_at=NOW, due_at=datetime(2026, 11, 24, 16, tzinfo=UTC))
PROGRESS = next(column.cell for column in COLUMNS if column.heading == "答复")


def test_every_state_has_a_colour_and_an_icon() -> None:
    assert set(STATE_LOOKS) == set(ReturnState)


def test_a_draft_says_that_the_clocks_run_on() -> None:
    assert PROGRESS(DRAFT, NOW).words() == "未提交 时限继续计"


def test_a_sent_return_says_by_when_it_is_answered() -> None:
    assert PROGRESS(SENT, NOW).text == "明日 24:00 前答复"
    assert PROGRESS(SENT, NOW).second.startswith("剩 1 天")
    assert PROGRESS(SENT, NOW + timedelta(days=3)).second.startswith("已超 ")


def test_a_sent_return_without_a_known_limit_still_waits() -> None:
    assert PROGRESS(replace(SENT, due_at=None), NOW).text == "等待答复"


def test_a_decided_return_says_when_and_what() -> None:
    refused = replace(SENT, state=ReturnState.REFUSED, decided_at=NOW, decision_note="首接负责")
    assert PROGRESS(refused, NOW).words() == "02:41 首接负责"


def test_the_history_is_newest_first_over_all_rounds() -> None:
    later = NOW + timedelta(hours=1)
    first = replace(SENT, state=ReturnState.WITHDRAWN, decided_at=NOW)
    second = replace(DRAFT, id=2, round=2, created_at=later)
    words = [entry.words for entry in history((second, first), (), later)]
    assert words == [
        "第 2 次退单登记：不属本部门职责 · 值班员甲",
        "第 1 次退单已撤回",
        "第 1 次退单提交，工单转为退单中，时限继续",
        "第 1 次退单登记：不属本部门职责 · 值班员甲",
    ]


def test_facts_leave_out_what_is_empty_and_write_midnight_as_24() -> None:
    lines = dict(facts(SENT))
    assert "建议承办" not in lines
    assert lines["答复时限"] == "2026-11-24 24:00"


def test_a_step_says_which_return_what_on_which_basis_and_by_whom() -> None:
    step = StepRow(1, SENT.id, NOW, "值班员甲", ReturnStep.SEND, "急办", "目录 3.2", (KeptFile("ab", "函.pdf"),))
    (entry,) = history((SENT,), (step,), NOW)
    assert entry.words == "第 1 次退单：提交，急办；依据 目录 3.2；材料 1 个 · 值班员甲"
    asked = replace(SENT, direction=ReturnDirection.TO_US, department="区体育局")
    assert dict(facts(asked))["提出部门"] == "区体育局"


def test_after_the_last_refusal_the_facts_say_who_handles_it() -> None:
    assert "首接负责制" in dict(facts(replace(SENT, state=ReturnState.FINAL)))["后续"]

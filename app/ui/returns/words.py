"""The texts of the return register: columns of the list, the history of a return, its chips."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.desk.returns.rows import ReturnRow, StepRow
from app.rules.returns.moves import WAITING
from app.rules.returns.states import (
    RETURN_DIRECTION_WORDS,
    RETURN_GROUND_WORDS,
    RETURN_STATE_WORDS,
    ReturnDirection,
    ReturnState,
    ReturnStep,
)
from app.rules.shared.time_left import time_left
from app.ui.kit.table.columns import Cell, Column, ticket_cell
from app.ui.kit.table.values import aside, coded, due, instant, integer, long_text, made, rank, text
from app.ui.kit.words import deadline, full, full_deadline, moment
from app.ui.ticket.timeline import Entry

STATE_LOOKS = {
    ReturnState.DRAFT: ("neutral", "pencil"),
    ReturnState.SENT: ("blue", "send"),
    ReturnState.ACCEPTED: ("green", "circle-check"),
    ReturnState.REFUSED: ("red", "circle-alert"),
    ReturnState.FINAL: ("red", "circle-alert"),
    ReturnState.WITHDRAWN: ("neutral", "rotate-ccw"),
    ReturnState.RECEIVED: ("amber", "inbox"),
    ReturnState.AGREED: ("green", "circle-check"),
    ReturnState.DECLINED: ("red", "circle-alert"),
}


def _ticket(row: ReturnRow, _now: datetime) -> Cell:
    return ticket_cell(row.ticket_title, row.ticket_number, which(row))


def _state(row: ReturnRow, _now: datetime) -> Cell:
    tone, icon = STATE_LOOKS[row.state]
    return Cell(RETURN_STATE_WORDS[row.state], tone=tone, icon=icon)


def _ground(row: ReturnRow, _now: datetime) -> Cell:
    return Cell(RETURN_GROUND_WORDS[row.ground], row.basis)


def _unit(row: ReturnRow, _now: datetime) -> Cell:
    return Cell(row.other_side or "—", RETURN_DIRECTION_WORDS[row.direction])


def _registered(row: ReturnRow, now: datetime) -> Cell:
    return Cell(moment(row.created_at, now), f"{row.created_by} · 更正" if row.corrections else row.created_by)


def _corrected(row: ReturnRow) -> str:
    return "更正" if row.corrections else ""


def _progress(row: ReturnRow, now: datetime) -> Cell:
    """The progress of a return: answer due, decided, or not sent yet."""
    if row.state is ReturnState.DRAFT:
        return Cell("未提交", "时限继续计")
    if row.decided_at is not None:
        return Cell(moment(row.decided_at, now), row.decision_note or RETURN_STATE_WORDS[row.state])
    if row.due_at is None:
        return Cell("等待答复", f"提交 {moment(row.sent_at, now)}" if row.sent_at else "")
    if row.state not in WAITING:
        return Cell("—")
    left = time_left(row.due_at, now, row.sent_at)
    return Cell(f"{deadline(row.due_at, now)} 前答复", left.text if "超" in left.text else f"剩 {left.text}")


def _answer_due(row: ReturnRow) -> datetime | None:
    """The time of the decision, else the deadline of the answer."""
    return row.decided_at or row.due_at


COLUMNS = (
    Column(
        "诉求与编号",
        _ticket,
        230,
        grows=True,
        values=(long_text("标题", "ticket_title"), text("工单编号", "ticket_number", 24), integer("第几次", "round")),
    ),
    Column(
        "状态",
        _state,
        126,
        values=(coded("状态", "state", RETURN_STATE_WORDS),),
        sort_key=rank("state", list(ReturnState)),
    ),
    Column(
        "理由与依据",
        _ground,
        160,
        grows=True,
        leaves=1,
        values=(coded("理由", "ground", RETURN_GROUND_WORDS, 18), aside(long_text("依据", "basis"))),
    ),
    Column(
        "对方单位",
        _unit,
        130,
        leaves=4,
        values=(text("对方单位", "other_side", 20), coded("方向", "direction", RETURN_DIRECTION_WORDS)),
    ),
    Column(
        "答复",
        _progress,
        150,
        leaves=2,
        values=(
            due("答复时限", "due_at"),
            instant("结果时间", "decided_at"),
            long_text("结果说明", "decision_note"),
        ),
        sort_key=_answer_due,
    ),
    Column(
        "登记",
        _registered,
        110,
        leaves=3,
        values=(instant("登记时间", "created_at"), text("登记人", "created_by"), made("更正", _corrected)),
    ),
)


def which(case: ReturnRow) -> str:
    """第 2 次退单, or 第 1 次退回请求 for a department's request to us."""
    kind = "退单" if case.direction is ReturnDirection.OURS else "退回请求"
    return f"第 {case.round} 次{kind}"


def history(cases: Sequence[ReturnRow], steps: Sequence[StepRow], now: datetime) -> list[Entry]:
    """Every step of these returns of one ticket, newest first; returns without recorded steps yield theirs."""
    known = {case.id: case for case in cases}
    entries = [
        (step.at, step.id, _step_words(step, known[step.return_id]), _STEP_TONES.get(step.move, "neutral"))
        for step in steps
        if step.return_id in known
    ]
    for case in cases:
        if not any(step.return_id == case.id for step in steps):
            entries += _from_columns(case)
    entries.sort(key=lambda one: (one[0], one[1]), reverse=True)
    return [Entry(moment(at, now), words, tone) for at, _, words, tone in entries]


_STEP_TONES = {
    ReturnStep.SEND: "blue",
    ReturnStep.RECEIVE: "amber",
    ReturnStep.ACCEPT: "green",
    ReturnStep.AGREE: "green",
    ReturnStep.REFUSE: "red",
    ReturnStep.REFUSE_FINALLY: "red",
    ReturnStep.DECLINE: "red",
}


def _step_words(step: StepRow, case: ReturnRow) -> str:
    detail = "；".join(part for part in (step.text, f"依据 {step.basis}" if step.basis else "") if part)
    files = f"；材料 {len(step.files)} 个" if step.files else ""
    return f"{which(case)}：{step.move.word}" + (f"，{detail}" if detail else "") + files + f" · {step.who}"


def _from_columns(case: ReturnRow) -> list[tuple[datetime, int, str, str]]:
    entered = (
        case.created_at,
        0,
        f"{which(case)}登记：{RETURN_GROUND_WORDS[case.ground]} · {case.created_by}",
        "neutral",
    )
    steps = [entered]
    if case.sent_at is not None:
        steps.append((case.sent_at, 1, f"{which(case)}提交，工单转为退单中，时限继续", "blue"))
    if case.decided_at is not None:
        tone, _ = STATE_LOOKS[case.state]
        note = f"：{case.decision_note}" if case.decision_note else ""
        steps.append((case.decided_at, 2, f"{which(case)}{RETURN_STATE_WORDS[case.state]}{note}", tone))
    return steps


def facts(case: ReturnRow) -> list[tuple[str, str]]:
    """The lines of one return, word and value; empty ones are left out."""
    ours = case.direction is ReturnDirection.OURS
    lines = [
        ("理由", RETURN_GROUND_WORDS[case.ground]),
        ("依据", case.basis),
        ("建议承办" if ours else "提出部门", case.other_side),
        ("说明", case.note),
        ("登记", f"{full(case.created_at)} · {case.created_by}"),
        ("提交", full(case.sent_at) if case.sent_at and ours else ""),
        ("答复时限", full_deadline(case.due_at) if case.due_at else ""),
        ("结果", f"{full(case.decided_at)} · {RETURN_STATE_WORDS[case.state]}" if case.decided_at else ""),
        ("结果说明", case.decision_note),
        ("后续", "申请次数已用完，按首接负责制由本单位办理" if case.state is ReturnState.FINAL else ""),
    ]
    return [(word, value) for word, value in lines if value]

"""The texts of the register of assessments: columns and facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.desk.assessment.rows import AssessmentRow
from app.rules.assessment.kinds import AssessmentKind, AssessmentState, Objection
from app.rules.obligation.duties import duty_of
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import coded, due, instant, long_text, text
from app.ui.kit.words import deadline, full, full_deadline, moment

KIND_LOOKS: Mapping[AssessmentKind, tuple[str, str]] = {
    AssessmentKind.STRIKE: ("red", "circle-alert"),
    AssessmentKind.RESULT: ("blue", "clipboard-check"),
    AssessmentKind.NOTICE: ("amber", "megaphone"),
    AssessmentKind.COMPLAINT: ("amber", "message-square"),
}
_KIND_WORDS = {kind: kind.word for kind in AssessmentKind}
_STATE_WORDS = {state: state.word for state in AssessmentState}
_OBJECTION_WORDS = {one: one.word for one in Objection}
EMPTY = ("还没有委托方的书面考核", "收到考核结果、扣罚、通报或服务投诉时，按 Ctrl+W 再按 5 登记，附上文书。")


def duty_title(duty_id: str) -> str:
    """The title of a duty; empty for none."""
    duty = duty_of(duty_id)
    return "" if duty is None else duty.title


def _item(row: AssessmentRow, _now: datetime) -> Cell:
    return Cell(row.item, " · ".join(filter(None, (row.day, row.paper, duty_title(row.duty)))), bold=True)


def _kind(row: AssessmentRow, _now: datetime) -> Cell:
    if row.state is not AssessmentState.HOLDS:
        return Cell(f"{row.kind.word}（{row.state.word}）", tone="neutral")
    tone, icon = KIND_LOOKS[row.kind]
    return Cell(row.kind.word, tone=tone, icon=icon)


def _deduction(row: AssessmentRow, _now: datetime) -> Cell:
    return Cell(row.deduction or "—", "计 1 次" if row.counts else "")


def _objection(row: AssessmentRow, now: datetime) -> Cell:
    if row.state is not AssessmentState.HOLDS or row.objection is not Objection.OPEN:
        return Cell(row.objection.word if row.objection is not Objection.OPEN else "—")
    if row.objection_until is None:
        return Cell("—", "未定期限")
    late = row.objection_until <= now
    return Cell(deadline(row.objection_until, now), "异议期限已过" if late else "前可提异议", bold=True)


COLUMNS = (
    Column(
        "事项",
        _item,
        200,
        grows=True,
        values=(long_text("事项", "item"), text("文书日期", "day", 12), text("文号", "paper"), text("义务", "duty")),
    ),
    Column(
        "类别", _kind, 128, values=(coded("类别", "kind", _KIND_WORDS), coded("状态", "state", _STATE_WORDS))
    ),
    Column("扣罚", _deduction, 110, values=(text("扣罚", "deduction"),)),
    Column(
        "异议",
        _objection,
        130,
        leaves=1,
        values=(due("异议期限", "objection_until"), coded("异议", "objection", _OBJECTION_WORDS)),
    ),
    Column(
        "登记", lambda row, now: Cell(row.made_by, moment(row.made_at, now)), 110, leaves=2,
        values=(text("登记人", "made_by"), instant("登记时间", "made_at")),
    ),
)  # fmt: skip


def facts(row: AssessmentRow) -> list[tuple[str, str]]:
    """The lines of one entry, word and value; empty ones are left out."""
    lines = [
        ("日期", row.day),
        ("事项", row.item),
        ("义务", duty_title(row.duty)),
        ("扣罚", row.deduction),
        ("文号", row.paper),
        ("内容", row.text),
        ("文书", "、".join(name for _, name in row.files)),
        ("异议期限", full_deadline(row.objection_until) if row.objection_until else ""),
        ("异议", f"{row.objection.word} {row.objection_text}".strip() if row.objection is not Objection.OPEN else ""),
        ("结论", f"{full(row.objected_at)} · {row.objected_by}" if row.objected_at else ""),
        ("登记", f"{full(row.made_at)} · {row.made_by}"),
        ("结束", f"{full(row.ended_at)} · {row.ended_by} · {row.note}" if row.ended_at else ""),
    ]
    return [(word, value) for word, value in lines if value]

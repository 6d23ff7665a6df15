"""The columns of the day's log, and how a row of the register fills them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.base.table import Cell, Column, Kind
from app.desk.contact_rows import FindingRow
from app.desk.reading import title_of
from app.desk.rows import EscalationRow, JournalRow, ReminderRow
from app.models.period_records import PeriodTicket
from app.rules import slots
from app.rules.categories import join_category
from app.rules.escalation import LEVEL_WORDS
from app.rules.findings import FINDING_STATE_WORDS, FINDING_WORDS
from app.rules.phones import mask_phone, mask_text
from app.rules.states import (
    ATTEMPT_WORDS,
    CONTACTED_WORDS,
    ESCALATION_STATE_WORDS,
    REMINDER_STATE_WORDS,
    SATISFIED_WORDS,
    SOLVED_WORDS,
    STATUS_WORDS,
    AttemptOutcome,
    Contacted,
    Satisfied,
    Solved,
    TicketStatus,
)
from app.rules.survey_form import REASON_MARK
from app.rules.urgency import LevelBook, governed_from

FLOW = (
    Column("工单编号", width=24),
    Column("来源", width=10),
    Column("紧急程度", width=10),
    Column("标题", Kind.LONG_TEXT, 40),
    Column("街乡镇", width=16),
    Column("商户", width=28),
    Column("分类", width=32),
    Column("承办单位", width=20),
    Column("状态", width=10),
    Column("派单时间", Kind.TIME, 20),
    Column("派单时间依据", width=14),
    Column("签收时限", Kind.TIME, 20),
    Column("签收时间", Kind.TIME, 20),
    Column("签收情况", width=10),
    Column("办理到期", Kind.TIME, 20),
    Column("办结时间", Kind.TIME, 20),
)
SIGNED = (
    Column("工单编号", width=24),
    Column("紧急程度", width=10),
    Column("标题", Kind.LONG_TEXT, 40),
    Column("派单时间", Kind.TIME, 20),
    Column("签收时限", Kind.TIME, 20),
    Column("签收时间", Kind.TIME, 20),
    Column("签收人", width=12),
    Column("签收情况", width=10),
    Column("超时原因", Kind.LONG_TEXT, 36),
)
REMINDERS = (
    Column("工单编号", width=24),
    Column("标题", Kind.LONG_TEXT, 40),
    Column("提醒", width=22),
    Column("计划时间", Kind.TIME, 20),
    Column("触发时间", Kind.TIME, 20),
    Column("状态", width=10),
    Column("确认/上报时间", Kind.TIME, 20),
    Column("确认/上报人", width=12),
    Column("说明", Kind.LONG_TEXT, 36),
)
SURVEYS = (
    Column("工单编号", width=24),
    Column("标题", Kind.LONG_TEXT, 40),
    Column("时间", Kind.TIME, 20),
    Column("回访人", width=12),
    Column("拨打号码", width=16),
    Column("结果", width=12),
    Column("第几次回访", width=10),
    Column("是否有效", width=10),
    Column("是否联系", width=10),
    Column("是否解决", width=10),
    Column("是否满意", width=10),
    Column("原因与原话", Kind.LONG_TEXT, 40),
)
JOURNAL = (
    Column("序号", width=10),
    Column("时间", Kind.TIME, 20),
    Column("人员", width=12),
    Column("动作", width=18),
    Column("工单编号", width=24),
    Column("内容", Kind.LONG_TEXT, 60),
    Column("变更", Kind.LONG_TEXT, 60),
)
FINDINGS = (
    Column("工单编号", width=24),
    Column("标题", Kind.LONG_TEXT, 40),
    Column("承办单位", width=20),
    Column("类别", width=14),
    Column("发生时间", Kind.TIME, 20),
    Column("问题", Kind.LONG_TEXT, 44),
    Column("发现时间", Kind.TIME, 20),
    Column("状态", width=10),
    Column("核实时间", Kind.TIME, 20),
    Column("核实人", width=12),
    Column("说明", Kind.LONG_TEXT, 36),
)
_STATUS = {status.value: word for status, word in STATUS_WORDS.items()}


def flow_line(row: PeriodTicket, levels: LevelBook) -> tuple[Cell, ...]:
    """One ticket of the day."""
    return (
        row.number,
        row.source,
        levels.of(row.urgency, governed_from(row.dispatched_at, row.ruled_at)).word,
        mask_text(title_of(row)),
        row.street,
        mask_text(row.merchant),
        join_category(row.category_1, row.category_2, row.category_3),
        row.unit,
        _STATUS[row.status],
        row.dispatched_at,
        f"估算：{row.dispatched_basis}" if row.dispatched_basis else "派单时间",
        row.sign_due_at,
        row.signed_at,
        _sign_word(row),
        row.deadline_at,
        row.closed_at,
    )


def sign_line(row: PeriodTicket, levels: LevelBook) -> tuple[Cell, ...]:
    """One sign-for of the day."""
    return (
        row.number,
        levels.of(row.urgency, governed_from(row.dispatched_at, row.ruled_at)).word,
        mask_text(title_of(row)),
        row.dispatched_at,
        row.sign_due_at,
        row.signed_at,
        row.signed_by,
        _sign_word(row),
        mask_text(row.sign_late_reason),
    )


def _sign_word(row: PeriodTicket) -> str:
    if row.signed_at is None:
        return "未签收" if row.status == TicketStatus.TO_SIGN else ""
    return "超时" if row.sign_late else "按时"


def reminder_line(row: ReminderRow) -> tuple[Cell, ...]:
    """One slot of the day."""
    return (
        row.ticket_number,
        row.ticket_title,
        slots.row_title(row),
        row.planned_at,
        row.raised_at,
        REMINDER_STATE_WORDS[row.state],
        row.acknowledged_at,
        row.acknowledged_by,
        "；".join(filter(None, (row.reason, row.cause))),
    )


def escalation_line(row: EscalationRow) -> tuple[Cell, ...]:
    """One escalation of the day, among the reminders: planned at its deadline, raised when it opened."""
    told = " ".join(part for part in (row.reported_to, row.channel, row.note) if part)
    return (
        row.ticket_number,
        row.ticket_title,
        f"到期上报（{LEVEL_WORDS[row.level]}）",
        row.deadline_at,
        row.raised_at,
        ESCALATION_STATE_WORDS[row.state],
        row.reported_at,
        row.reported_by,
        told,
    )


def survey_lines(attempts: list[Any], surveys: list[Any]) -> Iterator[tuple[Cell, ...]]:
    """Every call of the day, with the survey it brought."""
    answered = {row.attempt_id: row for row in surveys}
    for row in attempts:
        survey = answered.get(row.id)
        head = (
            row.ticket_number,
            mask_text(row.title),
            row.at,
            row.who,
            mask_phone(row.number) if row.number else "",
            ATTEMPT_WORDS[AttemptOutcome(row.outcome)],
        )
        if survey is None:
            yield (*head, "", "", "", "", "", mask_text(row.note))
        else:
            yield (*head, *_answers(survey))


def _answers(survey: Any) -> tuple[Cell, ...]:
    return (
        f"第 {survey.round} 次",
        "有效" if survey.valid else "无效",
        CONTACTED_WORDS[Contacted(survey.contacted)] if survey.contacted else "",
        SOLVED_WORDS[Solved(survey.solved)] if survey.solved else "",
        SATISFIED_WORDS[Satisfied(survey.satisfied)] if survey.satisfied else "",
        mask_text(REASON_MARK.join(filter(None, (survey.reason_codes, survey.reason)))),
    )


def journal_line(row: JournalRow) -> tuple[Cell, ...]:
    """One line of the journal."""
    changes = "；".join(f"{word}：{old or '（空）'} → {new or '（空）'}" for word, (old, new) in row.changes.items())
    return (str(row.id), row.at, row.who, row.verb.word, row.ticket_number, row.text, changes)


def finding_line(row: FindingRow) -> tuple[Cell, ...]:
    """One finding of the watch over contacts, made or decided on the day."""
    return (
        row.ticket_number,
        row.ticket_title,
        row.unit,
        FINDING_WORDS[row.kind],
        row.at,
        row.reason,
        row.found_at,
        FINDING_STATE_WORDS[row.state],
        row.decided_at,
        row.decided_by,
        row.note,
    )

"""The columns of the day log's other sheets (reminders, surveys, journal, findings) and their lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.base.clock import local_minute
from app.base.people import THE_DESK
from app.base.table import Cell, Column, Kind
from app.desk.escalation.rows import EscalationRow
from app.desk.finding.rows import FindingRow
from app.desk.journal.rows import JournalRow
from app.desk.reminder.rows import ReminderRow
from app.desk.ticket.row import title_of
from app.desk.urge.rows import UrgeRow
from app.models.contact.records import AttemptOfTicket
from app.models.survey.records import SurveyRecord
from app.rules.contact.states import ATTEMPT_WORDS
from app.rules.escalation.states import ESCALATION_STATE_WORDS
from app.rules.escalation.texts import LEVEL_WORDS
from app.rules.finding.states import FINDING_STATE_WORDS, FINDING_WORDS
from app.rules.reminder import slots
from app.rules.reminder.states import REMINDER_STATE_WORDS
from app.rules.roster.shifts import Shift, shift_of
from app.rules.shared.masking import mask_phone, mask_text
from app.rules.survey.form import REASON_MARK
from app.rules.survey.states import CONTACTED_WORDS, SATISFIED_WORDS, SOLVED_WORDS
from app.rules.urge.states import URGE_ORIGIN_WORDS, URGE_STATE_WORDS
from app.rules.urge.steps import URGE_LEVEL_WORDS

REMINDERS = (
    Column("工单编号", width=20),
    Column("标题", Kind.LONG_TEXT, 26),
    Column("提醒", width=22),
    Column("计划时间", Kind.DUE, 19),
    Column("触发时间", Kind.TIME, 19),
    Column("状态", width=10),
    Column("确认/上报时间", Kind.TIME, 19),
    Column("确认/上报人", width=12),
    Column("说明", Kind.LONG_TEXT, 36),
)
SURVEYS = (
    Column("工单编号", width=20),
    Column("标题", Kind.LONG_TEXT, 26),
    Column("时间", Kind.TIME, 19),
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
URGES = (
    Column("时间", Kind.TIME, 19),
    Column("单位", width=20),
    Column("工单", Kind.LONG_TEXT, 40),
    Column("对象", width=12),
    Column("找谁", width=14),
    Column("方式", width=8),
    Column("发出时间", Kind.TIME, 19),
    Column("发出人", width=12),
    Column("状态", width=10),
    Column("答复时间", Kind.TIME, 19),
    Column("答复", Kind.LONG_TEXT, 40),
    Column("承诺时间", Kind.TIME, 19),
    Column("说明", Kind.LONG_TEXT, 30),
)
JOURNAL = (
    Column("序号", width=8),
    Column("时间", Kind.TIME, 19),
    Column("人员", width=10),
    Column("动作", Kind.LONG_TEXT, 14),
    Column("工单编号", width=20),
    Column("内容", Kind.LONG_TEXT, 50),
    Column("变更", Kind.LONG_TEXT, 60),
    Column("班次", width=10),
)
OFF_SHIFT = "不在班"
FINDINGS = (
    Column("工单编号", width=20),
    Column("标题", Kind.LONG_TEXT, 26),
    Column("承办单位", width=20),
    Column("类别", width=14),
    Column("发生时间", Kind.TIME, 19),
    Column("问题", Kind.LONG_TEXT, 44),
    Column("发现时间", Kind.TIME, 19),
    Column("状态", width=10),
    Column("核实时间", Kind.TIME, 19),
    Column("核实人", width=12),
    Column("说明", Kind.LONG_TEXT, 36),
)


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
    report = " ".join(part for part in (row.reported_to, row.channel, row.note) if part)
    return (
        row.ticket_number,
        row.ticket_title,
        f"到期上报（{LEVEL_WORDS[row.level]}）",
        row.deadline_at,
        row.raised_at,
        ESCALATION_STATE_WORDS[row.state],
        row.reported_at,
        row.reported_by,
        report,
    )


def urge_line(row: UrgeRow) -> tuple[Cell, ...]:
    """One round of urging of the day."""
    missed = f"未接通 {local_minute(row.not_reached_at)}" if row.not_reached_at is not None else ""
    return (
        row.slot,
        row.unit_words,
        "、".join(ticket.number for ticket in row.tickets),
        URGE_LEVEL_WORDS[row.level],
        row.to_name,
        row.channel,
        row.sent_at,
        row.sent_by,
        URGE_STATE_WORDS[row.state],
        row.answered_at,
        row.answer,
        row.promised_at,
        "；".join(filter(None, (URGE_ORIGIN_WORDS[row.origin], missed, row.note))),
    )


def survey_lines(attempts: Iterable[AttemptOfTicket], surveys: Iterable[SurveyRecord]) -> Iterator[tuple[Cell, ...]]:
    """Every call of the day, with its survey."""
    answered = {survey.attempt_id: survey for survey in surveys}
    for attempt in attempts:
        survey = answered.get(attempt.id)
        head = (
            attempt.ticket_number,
            mask_text(title_of(attempt)),
            attempt.at,
            attempt.who,
            mask_phone(attempt.number) if attempt.number else "",
            ATTEMPT_WORDS[attempt.outcome],
        )
        if survey is None:
            yield (*head, "", "", "", "", "", mask_text(attempt.note))
        else:
            yield (*head, *_answers(survey))


def _answers(survey: SurveyRecord) -> tuple[Cell, ...]:
    return (
        f"第 {survey.round} 次",
        "有效" if survey.valid else "无效",
        CONTACTED_WORDS[survey.contacted] if survey.contacted else "",
        SOLVED_WORDS[survey.solved] if survey.solved else "",
        SATISFIED_WORDS[survey.satisfied] if survey.satisfied else "",
        mask_text(REASON_MARK.join(filter(None, (survey.reason_codes, survey.reason)))),
    )


def journal_line(row: JournalRow, shifts: Sequence[Shift] = ()) -> tuple[Cell, ...]:
    """One line of the journal with the shift that its person was on."""
    changes = "；".join(f"{word}：{old or '（空）'} → {new or '（空）'}" for word, (old, new) in row.changes.items())
    return (str(row.id), row.at, row.who, row.verb.word, row.ticket_number, row.text, changes, _shift(row, shifts))


def _shift(row: JournalRow, shifts: Sequence[Shift]) -> str:
    """The shift of the person who acted; somebody who was on none is named so, which forbids nothing."""
    if row.who == THE_DESK.name:
        return ""
    found = shift_of(shifts, row.who, row.at)
    return OFF_SHIFT if found == "" else found or ""


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

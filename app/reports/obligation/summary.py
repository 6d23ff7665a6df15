"""The summary of a month's duties as a paper on the official page."""

from __future__ import annotations

from datetime import timedelta

from app.base.clock import local_day, local_minute
from app.desk.assessment.rows import AssessmentRow
from app.desk.obligation.rows import DutyBoard, DutyRow
from app.rules.assessment.kinds import warning_words
from app.rules.figures.fields import Caliber
from app.rules.figures.periods import PeriodKind, PeriodName, period_of
from app.rules.obligation.standing import DutyState, Matter
from app.rules.paper.kinds import PaperKind
from app.rules.paper.model import Paper, Paragraph, Section, Table
from app.rules.shared.time_left import clock_time

# So many findings of one duty stand in the summary; the workbook has every one.
_MOST = 8
ASIDE_WORDS = {"untimed": "时间未知", "in_outage": "平台故障内"}
_DUTY_HEAD = ("来源", "义务", "做到", "应做", "另列", "状态")
_FINDING_HEAD = ("义务", "工单或文件", "时限", "情况", "说明")
_ASSESSMENT_HEAD = ("日期", "类别", "事项", "扣罚", "文号", "异议")


def summary_paper(board: DutyBoard, assessments: tuple[AssessmentRow, ...], *, office: str, number: str) -> Paper:
    """The paper; `number` is that of the package, empty for a draft. `assessments` are those of the month."""
    month, now = board.month, board.now
    until = None if now >= month.end else now
    last = local_day(min(month.end, board.service.end) - timedelta(seconds=1))
    days = f"（{month.first_day} 至 {last}{'' if until is None else f'，截至 {local_minute(now)}'}）"
    sections = (
        Section("总体情况", 1, tuple(map(_paragraph, _overall(board)))),
        Section("各项义务", 1, (_duties(board),)),
        Section("未做到的事项", 1, _findings(board)),
        Section("情况说明", 1, _statements(board)),
        Section("履约登记", 1, _records(board)),
        Section("委托方书面考核", 1, _assessments(board, assessments)),
    )
    return Paper(
        kind=PaperKind.MONTHLY,
        period=period_of(PeriodName(PeriodKind.MONTH, month.year, month.month)),
        caliber=Caliber.GROSS,
        about=None,
        until=until,
        title=f"接诉即办服务{month.words}履约情况",
        subtitle="\u3000".join(filter(None, (number or "草稿", days))),
        office=office,
        made_at=now,
        catch_up=False,
        sections=sections,
        printed=(),
        frozen=(),
    )


def aside_words(row: DutyRow) -> str:
    """What stands beside the two counts: 时间未知 1，平台故障内 2; — for nothing."""
    found = [f"{ASIDE_WORDS[name]} {count:,}" for name, count in row.count.aside.items() if count]
    return "，".join(found) or "—"


def due_words(matter: Matter) -> str:
    """The end of a matter's clock; — where it has none."""
    return "—" if matter.due_at is None else clock_time(matter.due_at)


def _paragraph(text: str) -> Paragraph:
    return Paragraph((text,))


def _overall(board: DutyBoard) -> list[str]:
    counts = {state: board.count(state) for state in DutyState}
    owed = sum(1 for row in board.rows if row.count.of)
    found = sum(len(row.count.findings) for row in board.rows)
    told = sum(1 for row in board.rows for one in row.count.findings if row.statement_of(one.key) is not None)
    first = (
        f"本月共有 {owed} 项义务到期，守约 {counts[DutyState.KEPT]} 项，有风险 {counts[DutyState.AT_RISK]} 项，"
        f"违约 {counts[DutyState.BROKEN]} 项。未做到的事项 {found} 件，已有情况说明 {told} 件。"
    )
    service = board.service
    second = (
        f"服务期自 {service.first} 至 {service.last}。委托方书面扣罚整个服务期累计 {board.strikes} 次，"
        f"满 {service.limit} 次可终止合同。"
    )
    warning = warning_words(board.strikes, service.limit)
    third = "未做到的事项由本台自查得出，与报表、日志的数字同源；是否扣罚以委托方书面考核为准。"
    return [first, second, *([f"{warning}。"] if warning else []), third]


def _duties(board: DutyBoard) -> Table:
    lines = tuple(
        (row.duty.source, row.duty.title, row.count.done, row.count.of, aside_words(row), _state(row))
        for row in board.rows
    )
    return Table("各项义务完成情况", _DUTY_HEAD, lines, (9, 36, 12, 12, 22, 13))


def _state(row: DutyRow) -> str:
    return row.state.word if row.is_owed else "本月无"


def _findings(board: DutyBoard) -> tuple[Paragraph | Table, ...]:
    found = [(row, one) for row in board.rows for one in row.count.findings]
    if not found:
        return (_paragraph("本月没有未做到的事项。"),)
    shown = [(row, one) for row in board.rows for one in row.count.findings[:_MOST]]
    lines = tuple(
        (row.duty.title, one.name, due_words(one), one.reason, "已说明" if row.statement_of(one.key) else "待说明")
        for row, one in shown
    )
    table = Table("未做到的事项", _FINDING_HEAD, lines, (26, 30, 18, 26, 12))
    more = f"每项义务列出前 {_MOST} 件，其余 {len(found) - len(shown)} 件见随附工作簿。"
    return (table, *((_paragraph(more),) if len(found) > len(shown) else ()))


def _statements(board: DutyBoard) -> tuple[Paragraph, ...]:
    found = []
    for row in board.rows:
        for one in row.count.findings:
            said = row.statement_of(one.key)
            if said is not None:
                files = "；附：" + "、".join(name for _, name in said.files) if said.files else ""
                found.append(_paragraph(f"{row.duty.title}，{one.name}：{said.text.rstrip('。')}{files}。"))
    return tuple(found) or (_paragraph("本月没有情况说明。"),)


def _records(board: DutyBoard) -> tuple[Paragraph, ...]:
    found = [
        _paragraph(f"{row.duty.title}：{entry.title}，{'' if entry.done_at is None else local_minute(entry.done_at)}。")
        for row in board.rows
        for entry in row.records
    ]
    return tuple(found) or (_paragraph("本月没有履约登记。"),)


def _assessments(board: DutyBoard, rows: tuple[AssessmentRow, ...]) -> tuple[Paragraph | Table, ...]:
    if not rows:
        return (_paragraph("本月没有委托方的书面考核、通报或服务投诉。"),)
    lines = tuple(
        (row.day, row.kind.word, row.item, row.deduction or "—", row.paper or "—", row.objection.word) for row in rows
    )
    return (Table("委托方书面考核", _ASSESSMENT_HEAD, lines, (16, 14, 34, 16, 20, 14)),)

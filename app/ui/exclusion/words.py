"""The texts of the exclusion pages: columns, looks and facts of applications, rules and files."""

from __future__ import annotations

from datetime import datetime, timedelta
from operator import attrgetter

from app.desk.exclusion.rows import ExclusionFile, ExclusionRow
from app.rules.exclusion.check_facts import CheckReport, RuleLine, RuleResult
from app.rules.exclusion.moves import (
    EXCLUSION_STATE_WORDS,
    FLAG_WORDS,
    LEVEL_WORDS,
    WRITABLE,
    ExclusionState,
)
from app.ui.kit.table.columns import Amount, Cell, Column, ticket_cell
from app.ui.kit.table.values import aside, due, instant, integer, long_text, made, rank, text
from app.ui.kit.words import deadline, full, full_deadline, moment

STATE_LOOKS = {
    ExclusionState.DRAFT: ("neutral", "pencil"),
    ExclusionState.REVIEW: ("blue", "hourglass"),
    ExclusionState.SENT_BACK: ("amber", "undo-2"),
    ExclusionState.PASSED: ("green", "circle-check"),
    ExclusionState.REFUSED: ("red", "circle-alert"),
    ExclusionState.WITHDRAWN: ("neutral", "x"),
}
_NEAR = timedelta(days=2)


def state_words(row: ExclusionRow) -> str:
    """审核中 · 部门: under review with the level whose opinion is next."""
    words = EXCLUSION_STATE_WORDS[row.state]
    return f"{LEVEL_WORDS[row.level]}审核" if row.state is ExclusionState.REVIEW else words


def line_look(line: RuleLine) -> tuple[str, str, str]:
    """Tone, icon and word of a rule: red stops, amber warns or waits, green stands."""
    if line.result is RuleResult.PASS:
        return "green", "circle-check", "通过"
    if line.answer is not None:
        return "blue", "message-square", "已说明"
    if line.result is RuleResult.PERSON:
        return "amber", "user", "需人看"
    return ("red", "circle-alert", "不通过") if line.hard else ("amber", "triangle-alert", "提醒")


def report_words(report: CheckReport) -> str:
    """One sentence on the state of a dossier."""
    stopping = len(report.stopping)
    waiting = sum(line.result is RuleResult.PERSON and not line.settled for line in report.lines)
    parts = [f"{stopping} 项不通过" if stopping else "", f"{waiting} 项需人核对" if waiting else ""]
    return "，".join(part for part in parts if part) or "没有发现问题"


def deadline_words(row: ExclusionRow, now: datetime) -> str:
    """The time limit of the submission; empty without one or once submitted."""
    if row.deadline_at is None or row.state not in WRITABLE:
        return ""
    return "期限已过" if now >= row.deadline_at else f"{deadline(row.deadline_at, now)} 前提交"


def is_near(row: ExclusionRow, now: datetime) -> bool:
    """Whether its time limit is past or ends within two days."""
    return row.deadline_at is not None and row.state in WRITABLE and row.deadline_at - now <= _NEAR


def _ticket(row: ExclusionRow, _now: datetime) -> Cell:
    return ticket_cell(row.ticket_title, row.ticket_number, row.unit)


def _kind(row: ExclusionRow, _now: datetime) -> Cell:
    return Cell(row.minor, row.major)


def _state(row: ExclusionRow, _now: datetime) -> Cell:
    tone, icon = STATE_LOOKS[row.state]
    return Cell(state_words(row), tone=tone, icon=icon)


def _flags(row: ExclusionRow, _now: datetime) -> Cell:
    return Cell("、".join(FLAG_WORDS[flag] for flag in row.flags) or "—", f"{row.month} 目录")


def _when(row: ExclusionRow, now: datetime) -> Cell:
    limit = deadline_words(row, now)
    if limit and is_near(row, now):
        return Cell(limit, tone="red" if limit == "期限已过" else "amber", icon="clock")
    at = row.decided_at or row.submitted_at
    word = "结果" if row.decided_at else "提交" if row.submitted_at else "新建"
    return Cell(limit or f"{word} {moment(at or row.created_at, now)}", row.created_by)


def _flag_words(row: ExclusionRow) -> str:
    return "、".join(FLAG_WORDS[flag] for flag in row.flags)


def _next_step(row: ExclusionRow) -> datetime:
    """The submission limit, else when it was decided, submitted or created."""
    waits = row.deadline_at if row.state in WRITABLE else None
    return waits or row.decided_at or row.submitted_at or row.created_at


REGISTER_COLUMNS = (
    Column(
        "状态",
        _state,
        116,
        values=(made("状态", state_words),),
        sort_key=rank("state", list(ExclusionState)),
    ),
    Column(
        "工单",
        _ticket,
        200,
        grows=True,
        values=(
            long_text("标题", "ticket_title"),
            text("工单编号", "ticket_number", 24),
            aside(text("承办单位", "unit", 20)),
        ),
    ),
    Column("类型", _kind, 150, grows=True, values=(text("子类", "minor", 24), aside(text("大类", "major", 20)))),
    Column(
        "申请结果",
        _flags,
        120,
        leaves=2,
        values=(made("申请结果", _flag_words, width=20), text("目录月份", "month")),
    ),
    Column(
        "期限与经办",
        _when,
        160,
        leaves=1,
        values=(
            due("申请期限", "deadline_at"),
            instant("提交时间", "submitted_at"),
            instant("结果时间", "decided_at"),
            instant("新建时间", "created_at"),
            text("经办人", "created_by"),
        ),
        sort_key=_next_step,
    ),
)


def row_facts(row: ExclusionRow) -> list[tuple[str, str]]:
    """The lines of one application; empty ones are left out."""
    limit = full_deadline(row.deadline_at) if row.deadline_at is not None else ""
    lines = [
        ("类型", f"{row.major} / {row.minor}"),
        ("申请结果", "、".join(FLAG_WORDS[flag] for flag in row.flags)),
        ("平台名称", row.platform_name),
        ("目录月份", row.month),
        ("承办", row.unit or "尚未派单"),
        ("申请期限", limit),
        ("新建", f"{full(row.created_at)} · {row.created_by}"),
        ("提交", full(row.submitted_at) if row.submitted_at else ""),
        ("结果", f"{full(row.decided_at)} {row.result}".rstrip() if row.decided_at else ""),
        ("平台结果", row.platform_result),
    ]
    return [(word, value) for word, value in lines if value]


def _sum_of_sizes(total: float) -> str:
    return size_words(int(total))


def _file(file: ExclusionFile, _now: datetime) -> Cell:
    return Cell(f"{file.position}. {file.name}", file.kind or "还没有选材料名称", bold=True)


def _form(file: ExclusionFile, _now: datetime) -> Cell:
    pixels = f"{file.width}×{file.height}" if file.width and file.height else ""
    return Cell(file.format or "认不出", " · ".join(part for part in (size_words(file.size), pixels) if part))


def _taken(file: ExclusionFile, _now: datetime) -> Cell:
    at = full(file.taken_at) if file.taken_at is not None else ""
    stated = "（填写）" if file.stated else ""
    return Cell(f"{at}{stated}" if at else "没有时间", file.taken_place or "没有地点")


def size_words(size: int) -> str:
    """1.2 MB, 340 KB."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{max(1, size >> 10):,} KB"


FILE_COLUMNS = (
    Column(
        "材料",
        _file,
        170,
        grows=True,
        values=(integer("序号", "position"), text("文件", "name", 30), text("材料名称", "kind", 20)),
    ),
    Column(
        "格式与大小",
        _form,
        130,
        leaves=2,
        values=(text("格式", "format"), integer("字节", "size", 12)),
        sort_key=attrgetter("size"),
        amount=Amount("大小合计", attrgetter("size"), _sum_of_sizes),
    ),
    Column(
        "时间与地点", _taken, 150, leaves=1, values=(instant("拍摄时间", "taken_at"), text("地点", "taken_place", 24))
    ),
)

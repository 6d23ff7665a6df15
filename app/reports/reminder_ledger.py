"""The reminder ledger as text and as a workbook: when each reminder rang, where it was shown, who answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.people import Person
from app.base.table import Cell, Column, Kind, Table
from app.desk.figures import platform
from app.desk.figures.reads import Window
from app.desk.reminder import reads as reminder_reads
from app.desk.reminder.query import LedgerQuery
from app.desk.reminder.rows import ReminderRow
from app.desk.shared.context import Desk
from app.desk.shared.exports import Export, note_export, write_export
from app.reports.platform_days import days_table
from app.rules.law.clocks import CLOCK_WORDS
from app.rules.outage import LATE
from app.rules.reminder.completeness import Completeness
from app.rules.reminder.slots import row_title
from app.rules.reminder.states import REMINDER_STATE_WORDS, ReminderChannel

_COLUMNS = (
    Column("应提醒时间", Kind.DUE, 19),
    Column("工单编号", width=20),
    Column("标题", Kind.LONG_TEXT, 28),
    Column("提醒", Kind.LONG_TEXT, 22),
    Column("状态", width=7),
    Column("响铃时间", Kind.TIME, 19),
    Column("确认人", width=10),
    Column("确认时间", Kind.TIME, 19),
    Column("迟到", width=12),
    Column("取消、迟到或错过的原因", Kind.LONG_TEXT, 46),
    Column("时限", width=12),
    Column("弹出与送达", Kind.LONG_TEXT, 40),
    Column("响铃次数", Kind.INTEGER, 10),
    Column("多久后确认", width=12),
    Column("之后的办理", width=30),
    Column("催办", Kind.LONG_TEXT, 30),
)
# A printed page has room for so many of the first columns, at 9 points.
PRINTED = 7
HEADINGS = tuple(column.heading for column in _COLUMNS[:PRINTED])
WIDTHS = tuple(column.width for column in _COLUMNS[:PRINTED])
_ABOUT = (Column("项目", width=20), Column("内容", Kind.LONG_TEXT, 90))


def span_words(span: timedelta) -> str:
    """A duration in words: 8 秒, 3 分 05 秒, 9 小时 05 分, 2 天 3 小时."""
    seconds = int(span.total_seconds())
    if seconds < 60:
        return f"{seconds} 秒"
    if seconds < 3600:
        return f"{seconds // 60} 分 {seconds % 60:02} 秒"
    if seconds < 86_400:
        return f"{seconds // 3600} 小时 {seconds % 3600 // 60:02} 分"
    return f"{seconds // 86_400} 天 {seconds % 86_400 // 3600} 小时"


def late_words(row: ReminderRow) -> str:
    """How late the slot rang; empty when it was in time or never rang."""
    if row.raised_at is None or row.raised_at - row.planned_at <= LATE:
        return ""
    return span_words(row.raised_at - row.planned_at)


def shown_words(row: ReminderRow) -> str:
    """The channels it was shown on: "报警窗 ✓ · 桌面通知 ✗ 没有响应"; a channel counts once it has worked."""
    last: dict[str, str] = {}
    for receipt in row.receipts:
        if receipt.delivered:
            last[receipt.channel] = "✓"
        elif last.get(receipt.channel) != "✓":
            last[receipt.channel] = f"✗ {receipt.detail.removeprefix(receipt.channel)}".rstrip()
    if not last and row.shown_at is not None:
        last[ReminderChannel.WINDOW] = "✓"
    return " · ".join(f"{channel} {mark}" for channel, mark in last.items())


def answer_span(row: ReminderRow) -> str:
    """How long after it first rang it was answered."""
    if row.acknowledged_at is None or row.raised_at is None:
        return ""
    return span_words(max(timedelta(0), row.acknowledged_at - row.raised_at))


def done_words(row: ReminderRow) -> str:
    """What was done about the ticket after it rang, and by whom."""
    if row.done is None:
        return ""
    return f"{row.done.verb.word} {row.done.who}"


def why_words(row: ReminderRow) -> str:
    """Why it was cancelled, rang late or never."""
    return "；".join(filter(None, (row.reason, row.cause)))


def equation_words(equation: Completeness, acknowledged: int) -> str:
    """计划 12 = 触发 7（已确认 5，未确认 2） + 取消 3 + 错过 0 + 待提醒 2."""
    raised = f"触发 {equation.raised:,}（已确认 {acknowledged:,}，未确认 {equation.raised - acknowledged:,}）"
    lost = f"取消 {equation.cancelled:,} + 错过 {equation.missed:,}"
    return f"计划 {equation.planned:,} = {raised} + {lost} + 待提醒 {equation.to_come:,}"


def verdict_words(equation: Completeness) -> str:
    """Whether the equation holds, and if not, what is wrong."""
    if equation.holds:
        return "核对一致，未响的均已注明原因" if equation.missed else "核对一致"
    rest = (
        equation.planned - equation.raised - equation.cancelled - equation.missed - equation.to_come - equation.overdue
    )
    wrong = (
        (equation.overdue, "{} 条到时未响"),
        (equation.unexplained, "{} 条错过而没有原因"),
        (equation.unproven, "{} 条缺触发时间或确认人"),
        (rest, "{} 条状态不明"),
    )
    return "对不上：" + "，".join(words.format(f"{count:,}") for count, words in wrong if count)


def causes_words(causes: Mapping[str, int], most: int = 3) -> str:
    """The causes of what was missed, the most frequent first."""
    ordered = sorted(causes.items(), key=lambda item: (-item[1], item[0]))
    words = "；".join(f"{cause or '没有原因'} {count:,} 条" for cause, count in ordered[:most])
    return words + (f"；另有 {len(ordered) - most} 种原因" if len(ordered) > most else "")


def write_ledger(
    desk: Desk,
    *,
    person: Person,
    path: Path,
    query: LedgerQuery,
    about: str,
    replace: bool = False,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[int]:
    """Writes the slots of a query as a workbook with a heading sheet, and counts them again in the file.

    `about` names period, ticket and filters in words. The first sheet has them, who exported it and when, and the
    equation; the second has every slot.

    Raises:
        DeskError: as write_export.

    """

    def tables() -> list[Table]:
        sheets = [
            Table("说明", _ABOUT, about_lines(desk, person, query, about)),
            Table("提醒台账", _COLUMNS, (_line(row) for row in reminder_reads.stream(desk, query))),
        ]
        if platform_words(desk, query) and query.start is not None and query.end is not None:
            sheets.append(days_table(desk, Window(query.start, query.end)))
        return sheets

    export = Export(person, path, replace=replace, progress=progress, cancelled=cancelled)
    count = write_export(desk, export, tables, title="提醒台账", about=f"时段：{_span(query)}")["提醒台账"]
    note_export(desk, person=person, text=f"导出提醒台账 {about}：{path.name}，{count:,} 条")
    return Outcome(Change.JOURNAL, count, f"提醒台账已导出到 {path.name}：清点 {count:,} / {count:,} 条")


def about_lines(desk: Desk, person: Person, query: LedgerQuery, about: str) -> list[tuple[str, str]]:
    """The heading of an exported or printed ledger: range, who, when, number of rows, equation and causes."""
    page = reminder_reads.page(desk, query=query, limit=1)
    equation = page.equation
    lines = [
        ("范围", about),
        ("起止", _span(query)),
        ("导出人", person.name),
        ("导出时间", _instant(desk.now(), "")),
        ("条数", f"{page.total:,}"),
        ("提醒核对", equation_words(equation, page.acknowledged)),
        ("结论", verdict_words(equation)),
    ]
    if equation.causes:
        lines.append(("错过的原因", causes_words(equation.causes, most=99)))
    if equation.late_causes:
        lines.append(("迟到的原因", causes_words(equation.late_causes, most=99)))
    if beside := platform_words(desk, query):
        lines.append(("平台与催办", beside))
    return lines


def platform_words(desk: Desk, query: LedgerQuery) -> str:
    """Rounds, outages and urging of the ledger's period in one line; empty for one ticket and for all time."""
    if query.start is None or query.end is None or query.ticket_id is not None:
        return ""
    return platform.sum_words(platform.of_period(desk, window=Window(query.start, query.end)))


def _span(query: LedgerQuery) -> str:
    if query.start is None and query.end is None:
        return "全部"
    return f"{_instant(query.start, '最早')} 至 {_instant(query.end, '最近')}"


def _instant(at: datetime | None, otherwise: str) -> str:
    return otherwise if at is None else f"{to_local(at):%Y-%m-%d %H:%M:%S}"


def line_cells(desk: Desk, query: LedgerQuery) -> Iterator[tuple[Cell, ...]]:
    """The lines for a printed copy, with the columns that a page has room for."""
    return (_line(row)[:PRINTED] for row in reminder_reads.stream(desk, query))


def _line(row: ReminderRow) -> tuple[Cell, ...]:
    return (
        row.planned_at,
        row.ticket_number,
        row.ticket_title,
        row_title(row),
        REMINDER_STATE_WORDS[row.state],
        row.raised_at,
        row.acknowledged_by,
        row.acknowledged_at,
        late_words(row),
        why_words(row),
        CLOCK_WORDS[row.clock],
        shown_words(row),
        row.times_raised,
        answer_span(row),
        done_words(row),
        row.urged,
    )

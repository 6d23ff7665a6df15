"""The day log: a workbook of eight sheets, written to a temporary file, counted again and then renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.errors import FileRefused
from app.base.people import Person
from app.base.table import Cell, Column, Kind, Table
from app.desk import setting
from app.desk.figures import reads as figures_reads
from app.desk.figures.reads import PeriodFigures, Window
from app.desk.journal import reads as journal_reads
from app.desk.returns.reads import register_table
from app.desk.shared.access import Action, require
from app.desk.shared.context import Desk
from app.desk.shared.exports import note_export
from app.files.writers.counting import count_rows
from app.files.writers.tables import write_workbook
from app.models.journal.anchor import Anchor
from app.reports.day_log_columns import (
    FINDINGS,
    JOURNAL,
    REMINDERS,
    SURVEYS,
    escalation_line,
    finding_line,
    journal_line,
    reminder_line,
    survey_lines,
)
from app.reports.day_log_tickets import FLOW, SIGNED
from app.reports.periods import day_window
from app.rules.figures.rates import (
    resolution_rate,
    response_rate,
    satisfaction_rate,
    satisfied_words,
    score,
    show_rate,
    show_score,
    weights_words,
)
from app.rules.law.clock_rules import ClockRules
from app.rules.law.urgency import GENERAL
from app.rules.reminder.states import ReminderState
from app.rules.ticket.explanations import span_words


@dataclass(frozen=True, slots=True)
class DayLog:
    """A written log: the rows passed to the writer and the rows counted in the file, by sheet."""

    file: Path
    rows: Mapping[str, int]
    counted: Mapping[str, int]


def write_day_log(
    desk: Desk,
    *,
    person: Person,
    day: date,
    path: Path,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[DayLog]:
    """Writes the log of a day to `path` (.xlsx); numbers stay text, phones are masked, no row is cut.

    Raises:
        FileRefused: the rows counted in the written file are not those handed over; the file is removed.
        EnvironmentFault: the file cannot be written; no half file remains.

    """
    require(person, Action.EXPORT)
    window = day_window(day, setting.get(desk, "day_window"))
    head = journal_reads.head(desk)
    rows = write_workbook(path, tables(desk, day, window, head), progress=progress, cancelled=cancelled)
    counted = count_rows(path)
    if counted != rows:
        path.unlink(missing_ok=True)
        raise FileRefused(f"{path.name} 写入后清点不符，已删除", hint="请重试；若再次出现请联系维护人员")
    total, found = sum(rows.values()), sum(counted.values())
    text = f"当日日志 {day.isoformat()}：{path.name}，{found:,} / {total:,} 行；日志末条 {head.line:,} {head.hash}"
    note_export(desk, person=person, text=text)
    message = f"当日日志已导出到 {path.name}：清点 {found:,} / {total:,} 行"
    return Outcome(Change.JOURNAL, DayLog(path, rows, counted), message)


def tables(desk: Desk, day: date, window: Window, head: Anchor) -> list[Table]:
    """The eight sheets; long ones stream from the register. `head` is that of the journal when the log was begun."""
    return [
        Table("概况", _SUMMARY, _summary(desk, day, window, head)),
        Table(
            "工单流水", FLOW.columns, (FLOW.line(row, desk.levels) for row in figures_reads.ticket_flow(desk, window))
        ),
        Table("签收", SIGNED.columns, (SIGNED.line(row, desk.levels) for row in figures_reads.sign_flow(desk, window))),
        Table("提醒与升级", REMINDERS, _reminders(desk, window)),
        Table(
            "回访",
            SURVEYS,
            survey_lines(figures_reads.attempt_flow(desk, window), figures_reads.survey_flow(desk, window)),
        ),
        Table("联系核查", FINDINGS, (finding_line(row) for row in figures_reads.finding_flow(desk, window))),
        register_table(figures_reads.return_flow(desk, window), title="退单"),
        Table(
            "日志",
            JOURNAL,
            (journal_line(row) for row in journal_reads.between(desk, start=window.start, end=window.end)),
        ),
    ]


_SUMMARY = (Column("项目", width=24), Column("数值", width=40), Column("说明", Kind.LONG_TEXT, 60))


def _summary(desk: Desk, day: date, window: Window, head: Anchor) -> list[tuple[Cell, ...]]:
    figures = figures_reads.of_period(desk, window)
    span = f"{to_local(window.start):%Y-%m-%d %H:%M} 至 {to_local(window.end):%Y-%m-%d %H:%M}"
    return [
        ("日期", day.isoformat(), ""),
        ("统计时段", span, "北京时间，含起不含止"),
        ("派单", str(figures.dispatched), "按派单时间统计，不含补录历史"),
        *((f"其中{level.word}", str(count), "") for level, count in figures.by_level if level.code != GENERAL),
        ("签收", str(figures.signed), ""),
        ("按时签收", str(figures.signed - figures.signed_late), _sign_limits(desk, window)),
        ("超时签收", str(figures.signed_late), ""),
        ("办结", str(figures.closed), "按办结时间统计"),
        *_callback_lines(figures),
        *_duty_lines(figures),
        ("日志末条", f"{head.line:,}", f"校验值 {head.hash}，可与登记库核对"),
    ]


def _sign_limits(desk: Desk, window: Window) -> str:
    """The time limits for signing by level, under every version of the rules that began within the period."""
    later = [rules for rules in desk.rules.versions if window.start < rules.since < window.end]
    words = [_limits_of(desk.rules_for(window.start))]
    words += [f"{to_local(rules.since):%m-%d %H:%M} 起派单：{_limits_of(rules)}" for rules in later]
    return "；".join(words)


def _limits_of(rules: ClockRules) -> str:
    limits = (f"{level.level.word} {span_words(level.sign_limit)}" for level in rules.by_level.values())
    return f"{'、'.join(limits)}以内"


def _callback_lines(figures: PeriodFigures) -> list[tuple[Cell, ...]]:
    counts = figures.rates
    return [
        ("拨打次数", str(figures.attempts), ""),
        ("有效回访", str(counts.valid), "每件取最后一次有效回访"),
        ("响应率", show_rate(response_rate(counts)), f"已联系 {counts.contacted} / 有效回访 {counts.valid}"),
        ("解决率", show_rate(resolution_rate(counts)), f"已解决 {counts.solved} / 有效回访 {counts.valid}"),
        (
            "满意率",
            show_rate(satisfaction_rate(counts)),
            f"（{satisfied_words(counts)}）/ 有效回访 {counts.valid}",
        ),
        ("综合成绩", show_score(score(counts)), weights_words()),
    ]


def _duty_lines(figures: PeriodFigures) -> list[tuple[Cell, ...]]:
    planned = sum(figures.reminders.values())
    acknowledged = figures.reminders[ReminderState.ACKNOWLEDGED]
    cancelled = figures.reminders[ReminderState.CANCELLED]
    waiting = figures.reminders[ReminderState.RAISED] + figures.reminders[ReminderState.SHOWN]
    return [
        ("计划提醒", str(planned), "时段内应提醒的次数"),
        ("已确认", str(acknowledged), ""),
        ("已触发未确认", str(waiting), ""),
        ("已取消", str(cancelled), "工单已签收、办结或时限变更"),
        ("已错过", str(figures.reminders[ReminderState.MISSED]), "原因见“提醒与升级”的说明"),
        ("到期上报", str(figures.escalations), _escalation_words(figures)),
        (
            "登记退单",
            str(figures.returns_registered),
            f"同意 {figures.returns_accepted}，驳回 {figures.returns_refused}",
        ),
    ]


def _escalation_words(figures: PeriodFigures) -> str:
    words = f"其中已上报 {figures.escalations_reported}"
    if figures.escalations_second_level:
        words += f"，二级 {figures.escalations_second_level}"
    return words + (f"，撤销 {figures.escalations_cancelled}" if figures.escalations_cancelled else "")


def _reminders(desk: Desk, window: Window) -> Iterator[tuple[Cell, ...]]:
    for row in figures_reads.reminder_flow(desk, window):
        yield reminder_line(row)
    for expired in figures_reads.escalation_flow(desk, window):
        yield escalation_line(expired)

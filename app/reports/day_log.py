"""The day log: a workbook of ten sheets, written to a temporary file, counted again and then renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from app.base.changes import Change, Outcome
from app.base.clock import to_local
from app.base.people import Person
from app.base.table import Cell, Column, Figure, Kind, Table
from app.desk import setting
from app.desk.duty_log import reads as duty_reads
from app.desk.figures import reads as figures_reads
from app.desk.figures.asked import Asked, figures, running
from app.desk.figures.reads import PeriodFigures, Window
from app.desk.journal import reads as journal_reads
from app.desk.returns.reads import register_table
from app.desk.shared.context import Desk
from app.desk.shared.exports import Export, note_export, write_export
from app.desk.urge import reads as urge_reads
from app.desk.watch import reads as watch_reads
from app.desk.watch.rows import OutageRecord
from app.models.journal.anchor import Anchor
from app.reports.day_log_columns import (
    FINDINGS,
    JOURNAL,
    REMINDERS,
    SURVEYS,
    URGES,
    escalation_line,
    finding_line,
    journal_line,
    reminder_line,
    survey_lines,
    urge_line,
)
from app.reports.day_log_duty import ENTRIES, entry_line, task_lines
from app.reports.day_log_tickets import FLOW, SIGNED, with_outage
from app.reports.day_log_watch import watch_lines
from app.reports.periods import day_window, window_words
from app.rules.figures.events import Event
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.period_text import period_words
from app.rules.figures.periods import PeriodKind
from app.rules.figures.rates import satisfied_words, weights_words
from app.rules.figures.rows import Row
from app.rules.law.clock_rules import ClockRules
from app.rules.law.urgency import GENERAL
from app.rules.reminder.states import ReminderState
from app.rules.ticket.explanations import span_words


@dataclass(frozen=True, slots=True)
class DayLog:
    """A written log: the rows passed to the writer and the rows counted in the file, by sheet; both are equal."""

    file: Path
    rows: Mapping[str, int]
    counted: Mapping[str, int]


def write_day_log(
    desk: Desk,
    *,
    person: Person,
    day: date,
    path: Path,
    replace: bool = False,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[DayLog]:
    """Writes the log of a day to `path` (.xlsx); numbers stay text, phones are masked, no row is cut.

    Raises:
        DeskError: as write_export.

    """
    window = day_window(day, setting.get(desk, "day_window"))
    head = journal_reads.head(desk)
    export = Export(person, path, replace=replace, progress=progress, cancelled=cancelled)
    title, about = f"当日日志　{day.isoformat()}", f"时段：{window_words(window)}"
    counted = write_export(desk, export, lambda: tables(desk, day, window, head), title=title, about=about)
    total = sum(counted.values())
    proof = f"{total:,} / {total:,} 行；日志末条 {head.line:,} {head.hash}"
    note_export(desk, person=person, text=f"当日日志 {day.isoformat()}：{path.name}，{proof}")
    message = f"当日日志已导出到 {path.name}：清点 {total:,} / {total:,} 行"
    return Outcome(Change.JOURNAL, DayLog(path, counted, counted), message)


def tables(desk: Desk, day: date, window: Window, head: Anchor) -> list[Table]:
    """The ten sheets; long ones stream from the register. `head` is that of the journal when the log was begun."""
    return [
        Table("概况", _SUMMARY, _summary(desk, day, window, head)),
        Table(
            "工单流水", FLOW.columns, (FLOW.line(row, desk.levels) for row in figures_reads.ticket_flow(desk, window))
        ),
        Table("签收", SIGNED.columns, _signed(desk, window)),
        Table("提醒与升级", REMINDERS, _reminders(desk, window)),
        Table("催办", URGES, (urge_line(row) for row in urge_reads.rounds(desk, start=window.start, end=window.end))),
        Table(
            "回访",
            SURVEYS,
            survey_lines(figures_reads.attempt_flow(desk, window), figures_reads.survey_flow(desk, window)),
        ),
        Table("联系核查", FINDINGS, (finding_line(row) for row in figures_reads.finding_flow(desk, window))),
        register_table(figures_reads.return_flow(desk, window), title="退单"),
        Table(
            "值班日志", ENTRIES, map(entry_line, duty_reads.entries_between(desk, start=window.start, end=window.end))
        ),
        Table(
            "日志",
            JOURNAL,
            (journal_line(row) for row in journal_reads.between(desk, start=window.start, end=window.end)),
        ),
    ]


def _signed(desk: Desk, window: Window) -> Iterator[tuple[Cell, ...]]:
    """The sign-fors; a late one whose limit ran out while the platform was down says so."""
    outages: list[OutageRecord] = watch_reads.listing(desk, count=_OUTAGES_AT_MOST)
    spans = [(one.since, one.until) for one in outages]
    for row in figures_reads.sign_flow(desk, window):
        yield with_outage(row, SIGNED.line(row, desk.levels), spans)


_OUTAGES_AT_MOST = 1000
_SUMMARY = (Column("项目", width=24), Column("数值", width=40), Column("说明", Kind.LONG_TEXT, 60))


def _summary(desk: Desk, day: date, window: Window, head: Anchor) -> list[tuple[Cell, ...]]:
    figures = figures_reads.of_period(desk, window)
    events = figures.events
    return [
        ("日期", day.isoformat(), ""),
        ("统计时段", window_words(window), "北京时间，含起不含止"),
        ("派单", _count(figures.dispatched), "按派单时间统计，不含补录历史"),
        *((f"其中{level.word}", _count(count), "") for level, count in figures.by_level if level.code != GENERAL),
        ("签收", _count(events.signed), "按签收时间统计"),
        ("按时签收", _count(events.count(Event.SIGNED_IN_TIME)), _sign_limits(desk, window)),
        ("超时签收", _count(events.count(Event.SIGNED_LATE)), "平台告知签收时间的，以平台时间为准"),
        ("平台故障内超时", _count(events.count(Event.IN_OUTAGE)), "签收到时在平台故障期间，单独统计，不计入超时签收"),
        (
            "签收时间未知",
            _count(events.count(Event.SIGNED_UNTIMED)),
            "时段内派单、已在平台签收但未告知时间，不计按时也不计超时",
        ),
        ("办结", _count(figures.closed), "按办结时间统计"),
        *_callback_lines(figures),
        *_assessed_lines(desk, window),
        *_duty_lines(figures),
        *watch_lines(desk, window),
        _urge_figures(desk, window),
        *task_lines(desk, window),
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
    """The callbacks made in the period, whenever their tickets were received: the work of the desk."""
    row, counted = figures.rates, figures.rates.counted
    return [
        ("拨打次数", _count(figures.attempts), "按拨打时间计"),
        ("有效回访", _count(counted.valid), "按回访时间计，不是考核口径；每件取最后一次有效回访"),
        ("响应率", _rate(row, Field.RESPONSE), f"已联系 {counted.contacted} / 有效回访 {counted.valid}"),
        ("解决率", _rate(row, Field.RESOLUTION), f"已解决 {counted.solved} / 有效回访 {counted.valid}"),
        (
            "满意率",
            _rate(row, Field.SATISFACTION),
            f"（{satisfied_words(counted.satisfied, counted.mostly, row.weights)}）/ 有效回访 {counted.valid}",
        ),
        ("综合成绩", _score(row), weights_words(row.weights)),
    ]


def _assessed_lines(desk: Desk, window: Window) -> list[tuple[Cell, ...]]:
    """The assessment period up to the end of the log, by receipt, as the district counts it."""
    last = window.end - timedelta.resolution
    found = figures(desk, Asked(running(desk, PeriodKind.ASSESSMENT, last), caliber=Caliber.NET, until=window.end))
    row, counted = found.total.now, found.total.now.counted
    about = f"{period_words(found.period.name)}至本日，按受理时间计，不含剔除，平台回访结果"
    return [
        ("本考核期受理量", _count(counted.received), about),
        ("本考核期有效回访", _count(counted.valid), ""),
        ("本考核期响应率", _rate(row, Field.RESPONSE), f"已联系 {counted.contacted} / 有效回访 {counted.valid}"),
        ("本考核期解决率", _rate(row, Field.RESOLUTION), f"已解决 {counted.solved} / 有效回访 {counted.valid}"),
        ("本考核期满意率", _rate(row, Field.SATISFACTION), ""),
        ("本考核期综合成绩", _score(row), weights_words(row.weights)),
    ]


def _duty_lines(figures: PeriodFigures) -> list[tuple[Cell, ...]]:
    planned = sum(figures.reminders.values())
    acknowledged = figures.reminders[ReminderState.ACKNOWLEDGED]
    cancelled = figures.reminders[ReminderState.CANCELLED]
    waiting = figures.reminders[ReminderState.RAISED] + figures.reminders[ReminderState.SHOWN]
    return [
        ("计划提醒", _count(planned), "时段内应提醒的次数"),
        ("已确认", _count(acknowledged), ""),
        ("已触发未确认", _count(waiting), ""),
        ("已取消", _count(cancelled), "工单已签收、办结或时限变更"),
        ("已错过", _count(figures.reminders[ReminderState.MISSED]), "原因见“提醒与升级”的说明"),
        ("到期上报", _count(figures.events.count(Event.ESCALATIONS)), _escalation_words(figures)),
        (
            "登记退单",
            _count(figures.events.count(Event.RETURNS_REGISTERED)),
            f"同意 {figures.events.count(Event.RETURNS_ACCEPTED)}，驳回 {figures.events.count(Event.RETURNS_REFUSED)}",
        ),
    ]


def _urge_figures(desk: Desk, window: Window) -> tuple[Cell, ...]:
    """How many rounds of urging there were, and what came of them."""
    units = urge_reads.figures(desk, start=window.start, end=window.end)
    sent, answered = sum(unit.sent for unit in units), sum(unit.answered for unit in units)
    broken = sum(unit.broken for unit in units)
    words = f"已发 {sent}，有效（有答复）{answered}，承诺未兑现 {broken}"
    return ("催办轮次", _count(sum(unit.rounds for unit in units)), words)


def _count(number: int) -> Cell:
    return Figure(number, Kind.INTEGER)


def _rate(row: Row, field: Field) -> Cell:
    rate = row.exact(field)
    return "—" if rate is None else Figure(float(rate), Kind.PERCENT)


def _score(row: Row) -> Cell:
    points = row.printed(Field.SCORE)
    return "—" if points is None else Figure(float(points), Kind.DECIMAL)


def _escalation_words(figures: PeriodFigures) -> str:
    words = f"其中已上报 {figures.events.count(Event.ESCALATIONS_REPORTED)}"
    if figures.escalations_second_level:
        words += f"，二级 {figures.escalations_second_level}"
    cancelled = figures.events.count(Event.ESCALATIONS_CANCELLED)
    return words + (f"，撤销 {cancelled}" if cancelled else "")


def _reminders(desk: Desk, window: Window) -> Iterator[tuple[Cell, ...]]:
    for row in figures_reads.reminder_flow(desk, window):
        yield reminder_line(row)
    for expired in figures_reads.escalation_flow(desk, window):
        yield escalation_line(expired)

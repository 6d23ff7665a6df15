"""The texts of the board of duties: columns of duties and of what was not done, facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.desk.obligation.rows import DutyRow
from app.rules.obligation.service import Month
from app.rules.obligation.standing import DutyState, Ended, Matter
from app.ui.kit.table.columns import Cell, Column
from app.ui.kit.table.values import made
from app.ui.kit.words import deadline, full, moment

STATE_LOOKS: Mapping[DutyState, tuple[str, str]] = {
    DutyState.KEPT: ("green", "circle-check"),
    DutyState.AT_RISK: ("amber", "triangle-alert"),
    DutyState.BROKEN: ("red", "x"),
}
ENDED_LOOKS: Mapping[Ended, tuple[str, str]] = {
    Ended.LATE: ("red", "clock"),
    Ended.MISSED: ("red", "x"),
    Ended.OPEN: ("blue", "hourglass"),
}
_SIGNS = {DutyState.KEPT: "✓", DutyState.AT_RISK: "△", DutyState.BROKEN: "✕", None: "—"}
_ASIDE = {"untimed": "时间未知", "in_outage": "故障内"}
NOT_OWED = "本月无"
# So many months stand beside each duty.
MONTHS_SHOWN = 6
# So many of them stand in the upper line.
_MONTHS_ABOVE = 3
EMPTY = ("还没有要履行的义务", "服务期在设置里填写；义务随台账自动统计。")
NOTHING_OPEN = ("没有未做到的事项", "到期的都已做到；待办的事项临近时限会列在这里。")


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty on the page, with its state in the last months."""

    row: DutyRow
    months: tuple[tuple[Month, DutyState | None], ...] = ()

    @property
    def key(self) -> str:
        """The identity of the line."""
        return self.row.key


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One thing that was not done or is still open, with its duty."""

    row: DutyRow
    matter: Matter

    @property
    def key(self) -> str:
        """The identity of the line."""
        return self.matter.key

    @property
    def told(self) -> str:
        """The statement about it; empty without one."""
        said = self.row.statement_of(self.matter.key)
        return "" if said is None else said.text


def weight(line: DutyLine) -> tuple[int, int]:
    """The order of the board: broken, at risk, kept, not owed; within them as in the contract."""
    order = {DutyState.BROKEN: 0, DutyState.AT_RISK: 1, DutyState.KEPT: 2}
    return (order[line.row.state] if line.row.is_owed else 3), 0


def aside_words(row: DutyRow) -> str:
    """时间未知 1 · 故障内 2; empty for nothing."""
    return " · ".join(f"{_ASIDE[name]} {count:,}" for name, count in row.count.aside.items() if count)


def _duty(line: DutyLine, _now: datetime) -> Cell:
    return Cell(line.row.duty.title, f"{line.row.duty.source} · {line.row.duty.clock}", bold=True)


def _done(line: DutyLine, _now: datetime) -> Cell:
    count = line.row.count
    return Cell(f"{count.done:,} / {count.of:,}", aside_words(line.row), bold=True)


def _next(line: DutyLine, now: datetime) -> Cell:
    count = line.row.count
    at = count.next_at
    missed = f"未做到 {len(count.findings):,} 件" if count.findings else ""
    return Cell(deadline(at, now) if at is not None else "—", missed)


def _state(line: DutyLine, _now: datetime) -> Cell:
    if not line.row.is_owed:
        return Cell(NOT_OWED, tone="neutral")
    tone, icon = STATE_LOOKS[line.row.state]
    return Cell(line.row.state.word, tone=tone, icon=icon)


def _months(line: DutyLine, _now: datetime) -> Cell:
    signs = [f"{month.month}{_SIGNS[state]}" for month, state in line.months]
    return Cell("  ".join(signs[:_MONTHS_ABOVE]) or "…", "  ".join(signs[_MONTHS_ABOVE:]))


def _title(line: DutyLine) -> str:
    return line.row.duty.title


def _source(line: DutyLine) -> str:
    return line.row.duty.source


def _done_count(line: DutyLine) -> int:
    return line.row.count.done


def _of_count(line: DutyLine) -> int:
    return line.row.count.of


def _state_word(line: DutyLine) -> str:
    return line.row.state.word if line.row.is_owed else NOT_OWED


def _next_words(line: DutyLine) -> str:
    return full(line.row.count.next_at) if line.row.count.next_at is not None else ""


def _months_words(line: DutyLine) -> str:
    return "、".join(f"{month.month} 月{'无' if state is None else state.word}" for month, state in line.months)


COLUMNS = (
    Column("义务", _duty, 190, grows=True, values=(made("义务", _title, width=30), made("来源", _source, width=8))),
    Column("做到 / 应做", _done, 134, values=(made("做到", _done_count), made("应做", _of_count)), right=True),
    Column("下一时限", _next, 128, leaves=1, values=(made("下一时限", _next_words, width=20),)),
    Column("状态", _state, 96, values=(made("状态", _state_word, width=10),), sort_key=weight),
    Column("近几个月", _months, 118, leaves=2, values=(made("近几个月", _months_words, width=40),)),
)


def _matter(line: MatterLine, _now: datetime) -> Cell:
    return Cell(line.matter.name, line.matter.reason, bold=True)


def _due(line: MatterLine, now: datetime) -> Cell:
    at = line.matter.due_at
    return Cell("—" if at is None else deadline(at, now))


def _ended(line: MatterLine, _now: datetime) -> Cell:
    tone, icon = ENDED_LOOKS[line.matter.ended]
    return Cell(line.matter.ended.word, tone=tone, icon=icon)


def _told(line: MatterLine, _now: datetime) -> Cell:
    if line.matter.ended is Ended.OPEN:
        return Cell("")
    return Cell("已说明", tone="green", icon="check") if line.told else Cell("待说明", tone="amber", icon="pencil")


def _matter_name(line: MatterLine) -> str:
    return line.matter.name


def _matter_reason(line: MatterLine) -> str:
    return line.matter.reason


def _matter_due(line: MatterLine) -> str:
    return full(line.matter.due_at) if line.matter.due_at is not None else ""


def _matter_told(line: MatterLine) -> str:
    return line.told


def _matter_ended(line: MatterLine) -> str:
    return line.matter.ended.word


MATTER_COLUMNS = (
    Column(
        "工单或文件",
        _matter,
        150,
        grows=True,
        values=(made("工单或文件", _matter_name, width=30), made("情况", _matter_reason, width=30)),
    ),
    Column("时限", _due, 104, leaves=2, values=(made("时限", _matter_due, width=20),)),
    Column("结果", _ended, 86, leaves=1, values=(made("结果", _matter_ended, width=10),)),
    Column("说明", _told, 86, values=(made("情况说明", _matter_told, width=60),)),
)


def facts(line: DutyLine, matter: MatterLine | None, now: datetime) -> list[tuple[str, str]]:
    """The lines beside a duty: what is counted, and about the chosen matter its statement; empty ones are left out."""
    row = line.row
    said = None if matter is None else row.statement_of(matter.matter.key)
    files = () if said is None else said.files
    records = "；".join(f"{one.title}（{moment(one.done_at, now)}）" for one in row.records if one.done_at is not None)
    lines = [
        ("说明", "" if said is None else f"{said.text}（{said.made_by}，{moment(said.made_at, now)}）"),
        ("附件", "、".join(name for _, name in files)),
        ("已登记", records),
        ("做到", row.duty.done),
        ("应做", row.duty.of),
        ("时限", row.duty.clock),
        ("凭据", "、".join(row.count.proof) or row.duty.proof),
        ("另列", aside_words(row)),
        ("守约线", f"{row.duty.least}%"),
        ("违约金额", "" if row.cost is None else f"{row.cost:,} 元（设置）"),
    ]
    return [(word, value) for word, value in lines if value]

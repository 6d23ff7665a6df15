"""风险预警: the warnings raised in the period by level, the share of false ones, and a table of the higher ones."""

from __future__ import annotations

from collections.abc import Sequence

from app.desk.paper.source import Source
from app.models.warning.records import WarningRecord
from app.rules.paper.model import Block, Paragraph, Run, Table, TableCell
from app.rules.paper.words import DASH, short_moment
from app.rules.shared.masking import mask_text
from app.rules.warning.states import LEVEL_WORDS, STATE_WORDS, WarningLevel, WarningState

NONE = "本期没有达到预警线的情况。"
_LISTED = 20
_HEAD = ("级别", "对象", "工单", "诉求人", "依据", "预警时间", "状态")


def warning_blocks(source: Source) -> tuple[Block, ...]:
    """A sentence with the numbers by level, and those above blue, the highest first."""
    with source.desk.register.reading() as stores:
        raised = stores.warnings.raised_between(source.period.start, source.period.end)
    if not raised:
        return (Paragraph((NONE,)),)
    runs: list[Run] = ["本期预警", source.counted("warnings_raised", len(raised)), "起"]
    for level in reversed(WarningLevel):
        count = sum(row.level is level for row in raised)
        runs += ["，其中" if level is WarningLevel.RED else "、", LEVEL_WORDS[level]]
        runs += [source.counted(f"warnings_{level}", count), "起"]
    noise = sum(row.state is WarningState.NOISE for row in raised)
    runs += ["；核实为误报", source.counted("warnings_noise", noise), "起。"]
    listed = sorted((row for row in raised if row.level.rank), key=lambda row: (-row.level.rank, row.raised_at, row.id))
    sentence = Paragraph(tuple(runs))
    return (sentence, _table(source, listed[:_LISTED])) if listed else (sentence,)


def _table(source: Source, rows: Sequence[WarningRecord]) -> Table:
    lines: list[tuple[TableCell, ...]] = []
    for row in rows:
        rule = row.why.rule.partition("：")[2] or row.why.rule
        lines.append(
            (
                LEVEL_WORDS[row.level],
                mask_text(row.name),
                source.counted(f"warning_{row.id}.tickets", len(row.ticket_ids)),
                source.counted(f"warning_{row.id}.callers", row.callers),
                rule or DASH,
                short_moment(row.raised_at, source.period.end),
                STATE_WORDS[row.state],
            )
        )
    return Table("本期黄色及以上预警", _HEAD, tuple(lines), (14, 40, 12, 14, 46, 24, 20))

"""办理质量: the three rates, overdue tickets, returns, exclusion and parking, the same problem before and after."""

from __future__ import annotations

from datetime import timedelta

from app.base.clock import local_day
from app.desk.figures.reads import Window, return_flow
from app.desk.kind_measure import reads as kind_measures
from app.desk.paper.sections.overall import measured
from app.desk.paper.sections.tables import mean_sentence, rates_table
from app.desk.paper.source import Rows, Source, label
from app.rules.figures.fields import Caliber, Field
from app.rules.paper.kinds import PaperKind
from app.rules.paper.model import Block, Paragraph, Run, Section, Table, TableCell
from app.rules.paper.words import DASH, NOT_ANALYSED
from app.rules.returns.states import RETURN_GROUND_WORDS, ReturnDirection, ReturnState
from app.rules.shared.masking import mask_text

_COMPARED = (PaperKind.HALF_YEAR, PaperKind.ANNUAL)
_SHOWN_UNITS = 3


def quality_sections(source: Source) -> list[Section]:
    """The parts of 办理质量, each under a heading of level 2."""
    sections = [
        Section("三率情况", 2, tuple(rates_blocks(source))),
        Section("超期情况", 2, overdue_blocks(source)),
        Section("退单情况", 2, tuple(return_blocks(source))),
        Section("剔除与挂账情况", 2, mark_blocks(source)),
    ]
    if source.kind in _COMPARED:
        sections.append(Section("同类问题前后对比", 2, compared_blocks(source)))
    return sections


def rates_blocks(source: Source) -> list[Block]:
    """Which units stand first and last, the table of the three rates without the excluded, and the mean."""
    units, total = source.rows("unit", Caliber.NET), source.total(Caliber.NET)
    table = rates_table(source, units, total, "“三率”统计表（不含剔除诉求）")
    return [*standing_blocks(source, units), table, mean_sentence(source, units)]


def standing_blocks(source: Source, units: Rows) -> list[Block]:
    """The units in front and at the end, by score; nothing where fewer than two are ranked."""
    placed = [row for row in units.rows if row.place is not None]
    if len(placed) < 2:
        return []
    most = min(_SHOWN_UNITS, len(placed) // 2)
    runs: list[Run] = []
    for words, rows in (("综合成绩靠前的单位：", placed[:most]), ("；靠后的单位：", placed[-most:])):
        runs.append(words)
        for place, row in enumerate(rows):
            runs += ["、" if place else "", f"{label(row)}（", source.printed(units.found, row, Field.SCORE), "分）"]
    return [Paragraph((*(run for run in runs if run != ""), "。"))]


def overdue_blocks(source: Source) -> tuple[Block, ...]:
    """The whole in a sentence, and the units with overdue tickets in a table."""
    total, units = source.total(), source.rows("unit")
    found, row = total.found, total.rows[0]
    sentence = Paragraph(
        (
            "按期办结",
            source.printed(found, row, Field.CLOSED_IN_TIME),
            "件，超期办结",
            source.printed(found, row, Field.CLOSED_LATE),
            "件，按期办结率",
            *measured(source.printed(found, row, Field.IN_TIME_RATE), "%"),
            "；期末在办",
            source.printed(found, row, Field.OPEN_AT_END),
            "件，其中超期未办",
            source.printed(found, row, Field.OVERDUE_OPEN),
            "件。",
        )
    )
    late = [one for one in units.rows if one.now.counted.closed_late or one.now.counted.overdue_open]
    late.sort(key=lambda one: (-one.now.counted.overdue_open, -one.now.counted.closed_late, one.key))
    if not late:
        return (sentence,)
    source.keep(units, late)
    fields = (Field.CLOSED, Field.CLOSED_LATE, Field.IN_TIME_RATE, Field.OPEN_AT_END, Field.OVERDUE_OPEN)
    lines: list[tuple[TableCell, ...]] = []
    for one in late:
        lines.append((label(one), *(source.printed(units.found, one, name) for name in fields)))
    head = ("承办单位", "办结量", "超期办结", "按期办结率(%)", "期末在办", "超期未办")
    return sentence, Table("超期工单分单位情况", head, tuple(lines), (36, 16, 18, 24, 18, 18))


def return_blocks(source: Source) -> list[Block]:
    """Our returns that were registered or decided in the period, by ground."""
    if source.about is not None:
        return []
    start, end = source.period.start, source.period.end
    ours = [row for row in return_flow(source.desk, Window(start, end)) if row.direction is ReturnDirection.OURS]
    registered = [row for row in ours if start <= row.created_at < end]
    decided = [row for row in ours if row.decided_at is not None and start <= row.decided_at < end]
    agreed = [row for row in decided if row.state is ReturnState.ACCEPTED]
    refused = [row for row in decided if row.state in {ReturnState.REFUSED, ReturnState.FINAL}]
    parts = (("returns_registered", registered), ("returns_accepted", agreed), ("returns_refused", refused))
    numbers = [source.counted(name, len(rows)) for name, rows in parts]
    text = Paragraph(
        ("登记退单", numbers[0], "件，同意", numbers[1], "件，驳回", numbers[2], "件（按登记和决定的时间计）。")
    )
    lines: list[tuple[TableCell, ...]] = []
    for ground, words in RETURN_GROUND_WORDS.items():
        counts = [sum(row.ground is ground for row in rows) for _name, rows in parts]
        if any(counts):
            cells = (source.counted(f"{name}.{ground}", count) for (name, _), count in zip(parts, counts, strict=True))
            lines.append((words, *cells))
    if not lines:
        return [text]
    return [text, Table("退单分理由情况（件）", ("退单理由", "登记", "同意", "驳回"), tuple(lines), (50, 20, 20, 20))]


def compared_blocks(source: Source) -> tuple[Block, ...]:
    """Each kind with a measure: what came in before and since, weekday and season taken out, up to the period's end."""
    last = local_day(source.period.end - timedelta(microseconds=1))
    rows = [row for row in kind_measures.listing(source.desk, last=last) if row.since <= last]
    if not rows or source.about is not None:
        return (Paragraph((NOT_ANALYSED,)),)
    lines: list[tuple[TableCell, ...]] = []
    for row in rows:
        found = row.compared
        counts: tuple[TableCell, ...] = (DASH, DASH)
        if found is not None:
            counts = (
                source.counted(f"kind_before.{row.id}", found.before.tickets),
                source.counted(f"kind_since.{row.id}", found.after.tickets),
            )
        season = "已扣除" if found is not None and found.seasonal else "未扣除"
        lines.append((mask_text(row.kind), row.text, f"{row.since:%Y.%m.%d}", *counts, season, row.words))
    head = ("诉求类型", "措施", "自何日起", "之前(件)", "之后(件)", "季节", "每日受理量的变化")
    text = "措施前后各取相同天数，扣除星期和节假日的影响；去年同期有数据的，再扣除季节因素。括号内为95%的区间。"
    return Paragraph((text,)), Table("同类问题前后对比", head, tuple(lines), (20, 30, 27, 14, 14, 16, 40))


def mark_blocks(source: Source) -> tuple[Block, ...]:
    """The marks in a sentence, the units with any in a table, and what leaving out the excluded does to the score."""
    total, units, net = source.total(Caliber.GROSS), source.rows("unit", Caliber.GROSS), source.total(Caliber.NET)
    found, row = total.found, total.rows[0]
    names = (Field.EXCLUDED, Field.PARKED, Field.OFF_VOLUME)
    runs: list[Run] = ["受理的诉求中，剔除", source.printed(found, row, names[0]), "件，挂账"]
    runs += [source.printed(found, row, names[1]), "件，不计入诉求总量", source.printed(found, row, names[2]), "件。"]
    runs += ["综合成绩全口径", source.printed(found, row, Field.SCORE), "分，不含剔除"]
    runs += [source.printed(net.found, net.rows[0], Field.SCORE), "分。"]
    marked = [one for one in units.rows if any(one.now.printed(name) for name in names)]
    if not marked:
        return (Paragraph(tuple(runs)),)
    marked.sort(key=lambda one: (-one.now.counted.excluded, one.key))
    source.keep(units, marked)
    lines: list[tuple[TableCell, ...]] = []
    for one in marked:
        lines.append((label(one), *(source.printed(units.found, one, name) for name in (Field.RECEIVED, *names))))
    head = ("承办单位", "受理量", "剔除", "挂账", "不计入诉求总量")
    return Paragraph(tuple(runs)), Table("剔除、挂账分单位情况（件）", head, tuple(lines), (40, 18, 18, 18, 26))

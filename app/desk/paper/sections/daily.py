"""日报: the day, the assessment period to its end, kinds, merchants, what is overdue and what falls due today."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.base.clock import local_midnight
from app.desk.figures.asked import ids_behind, running
from app.desk.paper.sections.analysis import merchant_blocks, top_blocks
from app.desk.paper.sections.cases import unit_words
from app.desk.paper.sections.official import official_blocks
from app.desk.paper.sections.overall import marks_sentence, overall_sentences, three_rates
from app.desk.paper.sections.quality import standing_blocks
from app.desk.paper.sections.tables import mean_sentence, rates_table
from app.desk.paper.source import Rows, Source
from app.models.figures.paper_tickets import PaperTicket
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.periods import PeriodKind
from app.rules.paper.kinds import FORMS
from app.rules.paper.model import Block, Paragraph, Run, Section, Table, TableCell
from app.rules.paper.words import DASH, moment_words, short_moment
from app.rules.shared.masking import mask_text

_MERCHANTS = 5


def daily(source: Source) -> list[Section]:
    """The sections of a daily paper."""
    headings = FORMS[source.kind].headings
    return [
        Section(headings[0], 1, (overall_sentences(source), marks_sentence(source))),
        Section(headings[1], 1, tuple(_assessment(source))),
        Section(headings[2], 1, top_blocks(source)),
        Section(headings[3], 1, merchant_blocks(source, _MERCHANTS)),
        Section(headings[4], 1, tuple(_due_blocks(source))),
    ]


def _assessment(source: Source) -> list[Block]:
    """The three rates of the assessment period up to the end of the day, without the excluded."""
    end = source.period.end
    text = running(source.desk, PeriodKind.ASSESSMENT, end - timedelta(seconds=1))
    units = source.figures(("unit",), Caliber.NET, period=text, until=end)
    # A paper of the last day of a period that runs to midnight is not cut.
    rows, total = Rows(units, units.rows), Rows(units, (units.total,))
    found, row = units, units.total
    runs: list[Run] = [
        f"考核期截至{moment_words(end)}（不含剔除），受理诉求",
        source.printed(found, row, Field.RECEIVED),
    ]
    runs += ["件，有效回访", source.printed(found, row, Field.VALID), "件，响应率、解决率、满意率分别为"]
    runs += [*three_rates(source, found, row), "，综合成绩", source.printed(found, row, Field.SCORE), "分。"]
    table = rates_table(source, rows, total, "考核期“三率”统计表（不含剔除诉求）")
    standing = [*official_blocks(source, text), *standing_blocks(source, rows)]
    return [Paragraph(tuple(runs)), *standing, table, mean_sentence(source, rows)]


def _due_blocks(source: Source) -> list[Block]:
    """What is overdue at the end of the day, and what falls due on its date."""
    end = source.period.end
    _first, last = source.period.name.days
    midnight = local_midnight(last)
    total = source.total()
    found, row = total.found, total.rows[0]
    late = source.tickets(ids_behind(source.desk, source.asked(), Field.OVERDUE_OPEN))
    late.sort(key=lambda ticket: (ticket.deadline_at or end, ticket.id))
    with source.desk.register.reading() as stores:
        # A deadline of 24:00 is the midnight that follows the day, and belongs to it.
        due = stores.paper_tickets.due_between(midnight, local_midnight(last + timedelta(days=1)), end)
    today = source.tickets(due)
    runs: tuple[Run, ...] = ("超期未办", source.printed(found, row, Field.OVERDUE_OPEN), "件，今日到期")
    blocks: list[Block] = [Paragraph((*runs, source.counted("due_today", len(today)), "件（期末未办结的）。"))]
    if late:
        blocks.append(_tickets_table("超期未办工单", late, end))
    if today:
        blocks.append(_tickets_table("今日到期工单", today, end))
    return blocks


def _tickets_table(caption: str, tickets: list[PaperTicket], end: datetime) -> Table:
    lines: list[tuple[TableCell, ...]] = []
    for place, ticket in enumerate(tickets, start=1):
        late = (end - ticket.deadline_at).days if ticket.deadline_at is not None else 0
        kind = mask_text(ticket.category_2 or ticket.category_1) or DASH
        due = short_moment(ticket.deadline_at, end) if ticket.deadline_at is not None else DASH
        over = f"{late}天" if ticket.deadline_at is not None and ticket.deadline_at < end and late else ""
        lines.append((place, ticket.number, unit_words(ticket), kind, due, over or DASH))
    head = ("序号", "工单编号", "承办单位", "诉求类型", "截止时间", "超期")
    return Table(caption, head, tuple(lines), (11, 36, 34, 26, 29, 13))

"""问题与对策建议: ranking, changes of the demands, problems with every ticket that cost points, tickets of others."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from fractions import Fraction

from app.desk.exclusion.catalogue import in_force_of, versions_in
from app.desk.figures.behind import losing_ids
from app.desk.figures.reads import Window, return_flow
from app.desk.paper.cases import last_answers, unit_words
from app.desk.paper.overall import rates_sentence
from app.desk.paper.problems import find_problems, measure_blocks, problem_blocks
from app.desk.paper.quality import rates_blocks
from app.desk.paper.source import Source, label
from app.desk.paper.tables import most_received
from app.models.figures.paper_tickets import PaperTicket
from app.rules.exclusion.catalogue import Catalogue
from app.rules.exclusion.check import deadline_of
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.rates import one_decimal
from app.rules.paper.kinds import FORMS
from app.rules.paper.lost import Standing, lost_points, remedies, why_lost
from app.rules.paper.model import Block, Paragraph, Run, Section, Table, TableCell
from app.rules.paper.words import DASH
from app.rules.returns.states import RETURN_GROUND_WORDS, RETURN_STATE_WORDS, ReturnDirection, ReturnGround
from app.rules.shared.masking import mask_text

_KINDS = 10
MOST_RETURNS = 2


def countermeasures(source: Source) -> list[Section]:
    """The sections of the paper."""
    find_problems(source)
    headings = FORMS[source.kind].headings
    sentences: list[Run] = rates_sentence(source, Caliber.NET, "不含剔除", changes=True)
    sentences += rates_sentence(source, Caliber.GROSS, "全口径含剔除", changes=True)
    return [
        Section(headings[0], 1, (Paragraph(tuple(sentences)), *rates_blocks(source))),
        Section(headings[1], 1, tuple(_changes(source))),
        Section(headings[2], 1),
        Section("主要问题", 2, problem_blocks(source)),
        Section("失分工单", 2, tuple(_lost_blocks(source))),
        Section(headings[3], 1, tuple(_returned(source))),
        Section(headings[4], 1, measure_blocks(source)),
    ]


def _changes(source: Source) -> list[Block]:
    """The kinds of demand with the most tickets beside the period before and the year before."""
    total = source.total(Caliber.GROSS)
    kinds = most_received(source.rows("category2", Caliber.GROSS), _KINDS)
    source.keep(kinds)
    source.keep(total)
    lines: list[tuple[TableCell, ...]] = []
    for found, row in [*((kinds.found, row) for row in kinds.rows), (total.found, total.rows[0])]:
        cells: list[TableCell] = [label(row), source.printed(found, row, Field.RECEIVED)]
        for base in ("previous", "last_year"):
            cells.append(source.before(found, row, Field.RECEIVED, base))
            cells.append(source.changed(found, row, Field.RECEIVED, base))
        lines.append(tuple(cells))
    head = ("诉求类型", "本期", "上期", "环比(%)", "去年同期", "同比(%)")
    return [Table("主要诉求类型变化情况（件）", head, tuple(lines), (36, 14, 16, 24, 18, 28))]


def _lost_blocks(source: Source) -> list[Block]:
    """Every ticket of V that cost points: how many, why, and what can still be done; the costliest first."""
    total = source.total(Caliber.NET)
    whole = total.rows[0].now
    tickets = source.tickets(losing_ids(source.desk, source.asked((), Caliber.NET)))
    told = [(lost_points(last_answers(ticket), whole.counted.valid, whole.weights), ticket) for ticket in tickets]
    told.sort(key=lambda pair: (-pair[0], pair[1].number))
    summed = sum((lost for lost, _ticket in told), Fraction())
    text = Paragraph(
        (
            "不含剔除口径的有效回访",
            source.printed(total.found, total.rows[0], Field.VALID),
            "件，其中失分工单",
            source.counted("lost_tickets", len(told)),
            "件，合计失分",
            source.counted("lost_points", one_decimal(summed)),
            "分。",
        )
    )
    if not told:
        return [text]
    reasons = Counter(why_lost(last_answers(ticket)) for _lost, ticket in told)
    spoken = "；".join(f"{why}{count}件" for why, count in sorted(reasons.items(), key=lambda one: (-one[1], one[0])))
    chances = _Chances(source, tickets)
    lines = tuple(
        (
            place,
            ticket.number,
            unit_words(ticket),
            mask_text(ticket.category_2 or ticket.category_1) or DASH,
            _points(lost),
            why_lost(last_answers(ticket)),
            chances.of(ticket),
        )
        for place, (lost, ticket) in enumerate(told, start=1)
    )
    head = ("序号", "工单编号", "承办单位", "诉求类型", "失分", "原因", "还可以")
    table = Table("失分工单明细", head, lines, (9, 38, 34, 28, 12, 32, 34))
    return [text, Paragraph((f"按原因分：{spoken}。",)), table]


def _points(lost: Fraction) -> str:
    """Points with two decimals: single tickets cost little."""
    hundredths = int(lost * 100 + Fraction(1, 2))
    return f"{hundredths // 100}.{hundredths % 100:02}"


class _Chances:
    """What can still be done about tickets, by the register as it stands."""

    def __init__(self, source: Source, tickets: list[PaperTicket]) -> None:
        self._now = source.now
        with source.desk.register.reading() as stores:
            self._applied = stores.paper_tickets.applied([ticket.id for ticket in tickets])
            self._rounds = stores.paper_tickets.return_rounds()
            known = versions_in(stores)
        month = f"{max(known, key=lambda one: one.month).month}" if known else ""
        self._catalogue: Catalogue | None = in_force_of(known, month).catalogue if known else None

    def of(self, ticket: PaperTicket) -> str:
        """二次办理、剔除、退单."""
        standing = Standing(
            closed_at=ticket.closed_at,
            applied=ticket.id in self._applied,
            exclusion_until=self._until(ticket.closed_at),
            returns=self._rounds.get(ticket.id, 0),
            most_returns=MOST_RETURNS,
        )
        return "、".join(remedies(standing, self._now))

    def _until(self, closed_at: datetime | None) -> datetime | None:
        """The latest moment at which any type of the catalogue still takes an application."""
        kinds = () if self._catalogue is None else self._catalogue.types
        ends = [deadline_of(kind, closed_at) for kind in kinds]
        return None if None in ends else max((end for end in ends if end is not None), default=None)


def _returned(source: Source) -> list[Block]:
    """The tickets that we asked to go elsewhere in the period because they are not ours."""
    start, end = source.period.start, source.period.end
    rows = [
        row
        for row in return_flow(source.desk, Window(start, end))
        if row.direction is ReturnDirection.OURS
        and row.ground in {ReturnGround.NOT_OUR_REMIT, ReturnGround.NOT_OUR_DISTRICT}
        and start <= row.created_at < end
    ]
    text = Paragraph(("本期登记的不属本部门、本区职责的工单", source.counted("not_ours", len(rows)), "件。"))
    if not rows:
        return [text]
    lines = tuple(
        (
            place,
            row.ticket_number,
            row.ticket_title,
            RETURN_GROUND_WORDS[row.ground],
            row.suggested_unit or DASH,
            RETURN_STATE_WORDS[row.state],
        )
        for place, row in enumerate(rows, start=1)
    )
    head = ("序号", "工单编号", "标题", "理由", "建议单位", "状态")
    return [text, Table("不属本部门职责的工单", head, lines, (10, 34, 40, 28, 26, 18))]

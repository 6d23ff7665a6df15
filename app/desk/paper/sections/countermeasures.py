"""问题与对策建议: ranking, changes of the demands, problems with every ticket that cost points, tickets of others."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from app.desk.figures.counterfactual import lost_tickets
from app.desk.figures.reads import Window, return_flow
from app.desk.paper.sections.costs import problems_by
from app.desk.paper.sections.official import official_blocks
from app.desk.paper.sections.overall import rates_sentence
from app.desk.paper.sections.problems import find_problems, measure_blocks, problem_blocks
from app.desk.paper.sections.quality import rates_blocks
from app.desk.paper.sections.tables import most_received
from app.desk.paper.source import Source, label
from app.rules.figures.counterfactual import Standing, effect_words, open_words, points_words
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.rates import one_decimal
from app.rules.paper.kinds import FORMS
from app.rules.paper.model import Block, Paragraph, Run, Section, Table, TableCell
from app.rules.paper.words import DASH
from app.rules.returns.states import RETURN_GROUND_WORDS, RETURN_STATE_WORDS, ReturnDirection, ReturnGround
from app.rules.shared.folding import fold
from app.rules.shared.masking import mask_text
from app.rules.ticket.categories import SHOWN_BETWEEN

_KINDS, _SAID = 10, 3


def countermeasures(source: Source) -> list[Section]:
    """The sections of the paper."""
    find_problems(source)
    headings = FORMS[source.kind].headings
    sentences: list[Run] = rates_sentence(source, Caliber.NET, "不含剔除", changes=True)
    sentences += rates_sentence(source, Caliber.GROSS, "全口径含剔除", changes=True)
    return [
        Section(
            headings[0], 1, (Paragraph(tuple(sentences)), *official_blocks(source, source.text), *rates_blocks(source))
        ),
        Section(headings[1], 1, tuple(_changes(source))),
        Section(headings[2], 1),
        Section("主要问题", 2, problem_blocks(source)),
        Section("失分问题", 2, tuple(_lost_kinds(source))),
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
    return [Table("主要诉求类型变化情况（件）", head, tuple(lines), (28, 12, 14, 41, 20, 41))]


def _lost_kinds(source: Source) -> list[Block]:
    """The kinds of demand by the points that they cost, and where the score would stand otherwise."""
    found = problems_by(source, "category2")
    shown = [one for one in found.problems if one.effect.lost][:_KINDS]
    if not shown:
        return [Paragraph(("本期没有失分问题。",))]
    said = [effect_words(mask_text(one.name), len(one.ticket_ids), found.before, one.effect.without) for one in shown]
    lines = tuple(
        (
            place,
            mask_text(one.name),
            source.counted(f"lost_tickets.{one.name}", len(one.ticket_ids)),
            source.counted(f"lost_points.{one.name}", points_words(one.effect.lost)),
            _standing_words(one.effect.without),
            _standing_words(one.effect.turned),
        )
        for place, one in enumerate(shown, start=1)
    )
    head = ("序号", "诉求类型", "失分工单", "失分", "不计这些工单", "全部解决且满意")
    whole = _standing_words(found.before)
    table = Table(f"失分问题（不含剔除，现综合成绩{whole}）", head, lines, (10, 40, 18, 16, 30, 30))
    return [Paragraph((f"{'；'.join(said[:_SAID])}。",)), table]


def _standing_words(standing: Standing) -> str:
    place = "" if standing.place is None else f"，第{standing.place}位"
    return f"{standing.score or DASH}{place}"


def _lost_blocks(source: Source) -> list[Block]:
    """Every ticket of V that cost points: how many, why, and what can still be done; the costliest first."""
    total = source.total(Caliber.NET)
    told = lost_tickets(source.desk, source.asked((), Caliber.NET))
    summed = sum((one.lost for one in told), Fraction())
    text = Paragraph(
        (
            "不含剔除口径的有效回访",
            source.printed(total.found, total.rows[0], Field.VALID),
            "件，其中失分工单",
            source.counted("lost_tickets", len(told)),
            "件，合计失分",
            source.counted("lost_points", one_decimal(summed, total.found.weights.rounding)),
            "分。",
        )
    )
    if not told:
        return [text]
    reasons = Counter("、".join(one.why) for one in told)
    spoken = "；".join(f"{why}{count}件" for why, count in sorted(reasons.items(), key=lambda one: (-one[1], one[0])))
    lines = tuple(
        (
            place,
            one.number,
            mask_text(fold(one.unit)) or "（未派单）",
            _kind(one.category),
            points_words(one.lost),
            "、".join(one.why),
            open_words(one.remedies),
        )
        for place, one in enumerate(told, start=1)
    )
    head = ("序号", "工单编号", "承办单位", "诉求类型", "失分", "原因", "还可以")
    table = Table("失分工单明细", head, lines, (12, 36, 34, 27, 12, 34, 32))
    return [text, Paragraph((f"按原因分：{spoken}。",)), table]


def _kind(category: str) -> str:
    """The second level of a category, else the first."""
    levels = [level for level in category.split(SHOWN_BETWEEN) if level]
    return mask_text(levels[min(1, len(levels) - 1)]) if levels else DASH


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
    return [text, Table("不属本部门职责的工单", head, lines, (11, 38, 32, 33, 28, 18))]

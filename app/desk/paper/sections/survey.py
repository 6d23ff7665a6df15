"""满意度调查分析: who was called and reached, what was answered first and last, why callers are not satisfied."""

from __future__ import annotations

from collections import Counter, defaultdict

from app.desk.figures.asked import Figures
from app.desk.paper.sections.cases import case_blocks
from app.desk.paper.sections.overall import THREE_RATES, overall_sentences, three_rates
from app.desk.paper.sections.problems import find_problems, measure_blocks
from app.desk.paper.sections.tables import MEASURED
from app.desk.paper.source import Source
from app.models.figures.paper_tickets import CalledTicket
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.rows import BLANK_KEY
from app.rules.paper.findings import Finding, FindingRule
from app.rules.paper.kinds import FORMS
from app.rules.paper.model import Block, Chart, ChartForm, Paragraph, Run, Section, Series, Table, TableCell
from app.rules.paper.words import DASH, share_words
from app.rules.shared.folding import fold
from app.rules.shared.masking import mask_text
from app.rules.survey.form import REASON_MARK

_OF_SURVEYS = {FindingRule.NO_CONTACT, FindingRule.KIND_UNSOLVED, FindingRule.UNIT_BEHIND}
_REASONS_SAID = 3


def survey(source: Source) -> list[Section]:
    """The sections of the paper; all of it counts the tickets received in the period."""
    with source.desk.register.reading() as stores:
        called = stores.paper_tickets.called(source.period.start, source.period.end)
    reasons = Counter(mask_text(code) for ticket in called for code in filter(None, ticket.reasons.split(REASON_MARK)))
    find_problems(source)
    kept = [one for one in source.findings if one.rule in _OF_SURVEYS]
    named = sorted(reasons.items(), key=lambda one: (-one[1], one[0]))[:_REASONS_SAID]
    source.findings[:] = [*kept, *(Finding(FindingRule.REASON, word) for word, _count in named)]
    headings = FORMS[source.kind].headings
    return [
        Section(headings[0], 1, (overall_sentences(source), *_units(source, called))),
        Section(headings[1], 1, tuple(_contacts(source, called))),
        Section(headings[2], 1, tuple(_answers(source))),
        Section(headings[3], 1, tuple(_reasons(source, reasons))),
        Section(headings[4], 1, case_blocks(source)),
        Section(headings[5], 1, measure_blocks(source)),
    ]


def _units(source: Source, called: list[CalledTicket]) -> list[Block]:
    """By unit: called, reached, exhausted by rule, valid, and the three rates of this desk's own surveys."""
    asked = source.figures(("unit",), Caliber.GROSS, answers="desk")
    rows = {row.key[0]: row for row in asked.rows}
    tickets: defaultdict[str, list[CalledTicket]] = defaultdict(list)
    for ticket in called:
        tickets[fold(ticket.unit) or BLANK_KEY].append(ticket)
    lines: list[tuple[TableCell, ...]] = []
    for name in sorted(tickets, key=lambda one: (-len(tickets[one]), one)):
        row = rows.get(name)
        own = [source.printed(asked, row, field) for field in (Field.VALID, *THREE_RATES)] if row else [DASH] * 4
        lines.append((mask_text(name), *_called_cells(source, name, tickets[name]), *own))
    whole = [source.printed(asked, asked.total, field) for field in (Field.VALID, *THREE_RATES)]
    lines.append(("汇总", *_called_cells(source, "", called), *whole))
    head = (
        "承办单位",
        "应回访",
        "已拨打",
        "已接通",
        "按规定无法联系",
        "有效回访",
        "响应率(%)",
        "解决率(%)",
        "满意率(%)",
    )
    note = Paragraph(("按本期受理、未退单的工单统计，三率取本台最后一次有效回访。",))
    return [note, Table("本台回访分单位情况", head, tuple(lines), (30, 14, 14, 14, 18, 14, 16, 16, 16))]


def _called_cells(source: Source, name: str, tickets: list[CalledTicket]) -> list[TableCell]:
    counts = {
        "to_call": len(tickets),
        "called": sum(ticket.called for ticket in tickets),
        "reached": sum(ticket.reached for ticket in tickets),
        "exhausted": sum(ticket.exhausted for ticket in tickets),
    }
    return [source.counted(f"{word}.{name}" if name else word, count) for word, count in counts.items()]


def _contacts(source: Source, called: list[CalledTicket]) -> list[Block]:
    cells = _called_cells(source, "", called)
    rang = sum(ticket.called for ticket in called)
    share = source.counted("called_share", share_words(rang, len(called)))
    left = source.counted("not_called", len(called) - rang)
    runs: list[Run] = ["应回访工单", _run(cells[0]), "件，已拨打", _run(cells[1]), "件，占", share]
    runs += ["%" if share.text != DASH else "", "；接通", _run(cells[2]), "件，按规定认定无法联系", _run(cells[3])]
    runs += ["件，尚未拨打", left, "件。"]
    return [Paragraph(tuple(run for run in runs if run != ""))]


def _run(cell: TableCell) -> Run:
    return str(cell) if isinstance(cell, int) else cell


def _answers(source: Source) -> list[Block]:
    """The platform's first answers against its last ones, and this desk's own."""
    asked: tuple[tuple[str, Figures], ...] = (
        ("平台首次回访", source.figures((), Caliber.GROSS, which="first")),
        ("平台最终回访", source.figures((), Caliber.GROSS)),
        ("本台回访", source.figures((), Caliber.GROSS, answers="desk")),
    )
    lines: list[tuple[TableCell, ...]] = []
    for words, found in asked:
        names = (Field.VALID, Field.CONTACTED, Field.SOLVED, Field.SATISFIED, Field.MOSTLY, *MEASURED)
        lines.append((words, *(source.printed(found, found.total, name) for name in names)))
    head = (
        "回访",
        "有效回访",
        "联系数",
        "解决数",
        "满意数",
        "基本满意",
        "响应率(%)",
        "解决率(%)",
        "满意率(%)",
        "综合成绩",
    )
    last = asked[1][1]
    runs: list[Run] = ["平台最终回访响应率、解决率、满意率分别为", *three_rates(source, last, last.total), "。"]
    return [
        Paragraph(tuple(runs)),
        Table("首次与最终回访对比（全口径）", head, tuple(lines), (26, *[14] * 5, *[15] * 4)),
    ]


def _reasons(source: Source, reasons: Counter[str]) -> list[Block]:
    """The coded reasons of the last valid surveys with their share."""
    whole = reasons.total()
    if not whole:
        return [Paragraph(("本期回访没有登记不满意原因。",))]
    ordered = sorted(reasons.items(), key=lambda one: (-one[1], one[0]))
    lines: list[tuple[TableCell, ...]] = []
    for place, (word, count) in enumerate(ordered, start=1):
        share = source.counted(f"reason_share.{word}", share_words(count, whole), f"{share_words(count, whole)}%")
        lines.append((place, word, source.counted(f"reason.{word}", count), share))
    names, counts = tuple(word for word, _ in ordered), tuple(float(count) for _, count in ordered)
    return [
        Table("不满意原因（一件可有多项）", ("序号", "原因", "次数", "占比"), tuple(lines), (10, 50, 20, 20)),
        Chart("不满意原因", ChartForm.BARS, names, (Series("次数", counts),), "次"),
    ]

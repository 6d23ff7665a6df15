"""The week's, month's, quarter's, half-year's and year's analysis, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction

from app.base.clock import local_day
from app.desk.figures.behind import repeated_callers
from app.desk.paper.sections.cases import case_blocks, unit_words
from app.desk.paper.sections.overall import THREE_RATES, marks_sentence, overall_sentences
from app.desk.paper.sections.problems import find_problems, measure_blocks, problem_blocks
from app.desk.paper.sections.quality import quality_sections
from app.desk.paper.sections.tables import counted_table, most_received, streets_table, top_chart, top_kinds, top_table
from app.desk.paper.sections.warnings import warning_blocks
from app.desk.paper.source import Rows, Source, label
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.rates import one_decimal
from app.rules.paper.kinds import FORMS, PaperKind
from app.rules.paper.model import Aspect, Block, Chart, ChartForm, Paragraph, Run, Section, Series, Table, TableCell
from app.rules.paper.words import DASH
from app.rules.shared.masking import mask_phone, mask_text

_WITH_MONTHS = (PaperKind.HALF_YEAR, PaperKind.ANNUAL)
_MERCHANTS, _CALLERS = 10, 10
_MERCHANT_FIELDS = (("受理量", Field.RECEIVED), ("有效回访", Field.VALID), ("解决率(%)", Field.RESOLUTION))


def analysis(source: Source) -> list[Section]:
    """The sections of a monthly, quarterly, half-year or annual paper."""
    find_problems(source)
    headings = FORMS[source.kind].headings
    overall: list[Block] = [overall_sentences(source), marks_sentence(source)]
    if source.kind in _WITH_MONTHS:
        overall += month_blocks(source)
    sections = [Section(headings[0], 1, tuple(overall)), Section(headings[1], 1), *feature_sections(source)]
    sections += [Section(headings[2], 1), *quality_sections(source)]
    sections += [
        Section(headings[3], 1, warning_blocks(source)),
        Section(headings[4], 1, case_blocks(source)),
        Section(headings[5], 1, problem_blocks(source)),
        Section(headings[6], 1, measure_blocks(source)),
    ]
    return sections


def weekly(source: Source) -> list[Section]:
    """The sections of a weekly paper."""
    find_problems(source)
    headings = FORMS[source.kind].headings
    return [
        Section(headings[0], 1, (overall_sentences(source), marks_sentence(source))),
        Section(headings[1], 1, (*top_blocks(source), *day_blocks(source))),
        Section(headings[2], 1),
        *quality_sections(source),
        Section(headings[3], 1, warning_blocks(source)),
        Section(headings[4], 1, (*next_week(source), *(measure_blocks(source) if source.findings else ()))),
    ]


def feature_sections(source: Source) -> list[Section]:
    """诉求特点: kinds, streets, merchants, repeated callers."""
    streets, merchants = streets_table(source), merchant_blocks(source, _MERCHANTS)
    return [
        Section("诉求类型", 2, top_blocks(source)),
        Section("区域分布", 2, (streets,) if streets else (Paragraph(("本期没有受理诉求。",)),)),
        Section("主要商户", 2, merchants),
        Section("重复来电", 2, repeat_blocks(source)),
    ]


def top_blocks(source: Source) -> tuple[Block, ...]:
    """The most frequent kinds: in words, as a table and, with two or more, as a chart."""
    top = top_kinds(source)
    table = top_table(source, top)
    if not top.rows:
        return Paragraph(("本期没有受理诉求。",)), table
    runs: list[Run] = ["诉求主要集中在"]
    for place, (row, line) in enumerate(zip(top.rows[:3], table.lines, strict=False)):
        runs += ["、" if place else "", f"“{label(row)}”（", _run(line[2]), "件，占", _run(line[3]), "）"]
    sentence = Paragraph((*(run for run in runs if run != ""), "。"))
    return (sentence, table, top_chart(top)) if len(top.rows) > 1 else (sentence, table)


def _run(cell: TableCell) -> Run:
    return str(cell) if isinstance(cell, int) else cell


def merchant_blocks(source: Source, most: int) -> tuple[Block, ...]:
    """The merchants with the most tickets; one with a single ticket is not listed."""
    named = most_received(source.rows("merchant"), most)
    shown = Rows(named.found, tuple(row for row in named.rows if row.now.counted.received > 1))
    if not shown.rows:
        return (Paragraph(("本期没有涉及2件及以上工单的商户。",)),)
    table = counted_table(source, shown, "诉求较多的商户", "商户", _MERCHANT_FIELDS, 60)
    return Paragraph(("商户按企业名称合并计数，未填写企业名称的不列入。",)), table


def repeat_blocks(source: Source) -> tuple[Block, ...]:
    """Repeated callers in a sentence and, masked, those with the most tickets."""
    total = source.total()
    found, row = total.found, total.rows[0]
    runs: tuple[Run, ...] = ("重复来电人", source.printed(found, row, Field.REPEAT_CALLERS), "人，涉及工单")
    sentence = Paragraph((*runs, source.printed(found, row, Field.REPEAT_TICKETS), "件。"))
    callers = [] if source.about else repeated_callers(source.desk, source.asked(), _CALLERS)
    if not callers:
        return (sentence,)
    lines: list[tuple[TableCell, ...]] = []
    for place, ids in enumerate(callers, start=1):
        tickets = source.tickets(ids)
        kinds = list(dict.fromkeys(ticket.category_2 or ticket.category_1 for ticket in tickets))
        phone = mask_phone(tickets[0].phones.partition(" ")[0]) if tickets else DASH
        count = source.counted(f"caller_{place}", len(ids))
        lines.append((place, phone, count, mask_text("、".join(filter(None, kinds[:3]))) or DASH))
    head = ("序号", "来电号码", "工单数", "主要诉求类型")
    return sentence, Table("重复来电较多的来电人", head, tuple(lines), (10, 36, 16, 60))


def day_blocks(source: Source) -> list[Block]:
    """Each day of the period with what came in and what was closed."""
    lines: list[tuple[TableCell, ...]] = []
    days, received, closed = [], [], []
    start = source.period.start
    while start < source.period.end:
        day = local_day(start)
        until = source.until if source.until and source.until < start + timedelta(days=1) else None
        rows = source.total(period=f"date:{day}", until=until)
        source.keep(rows)
        names = (Field.RECEIVED, Field.CLOSED)
        words = f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"
        lines.append((words, *(source.printed(rows.found, rows.rows[0], name) for name in names)))
        days.append(f"{day.month}.{day.day}")
        received.append(float(rows.rows[0].now.counted.received))
        closed.append(float(rows.rows[0].now.counted.closed))
        start += timedelta(days=1)
    chart = Chart(
        "每日受理和办结", ChartForm.COLUMNS, tuple(days), (_series("受理量", received), _series("办结量", closed)), "件"
    )
    return [Table("每日受理和办结情况（件）", ("日期", "受理量", "办结量"), tuple(lines), (40, 20, 20)), chart]


def _series(name: str, values: Sequence[float | None]) -> Series:
    return Series(name, tuple(values))


def months_of(source: Source) -> list[Rows]:
    """The total row of each calendar month in the period, up to its cut."""
    found = []
    day = local_day(source.period.start)
    while day <= local_day(source.period.end - timedelta(seconds=1)):
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        ends = source.until is not None and local_day(source.until - timedelta(seconds=1)) < following
        found.append(source.total(period=f"month:{day:%Y-%m}", until=source.until if ends else None))
        day = following
    return found


def month_blocks(source: Source) -> list[Block]:
    """Each month with 同比, the monthly mean, and the curves of volume and of the three rates."""
    months = months_of(source)
    lines: list[tuple[TableCell, ...]] = []
    for rows in months:
        source.keep(rows)
        found, row = rows.found, rows.rows[0]
        year = source.changed(found, row, Field.RECEIVED, "last_year")
        cells = (source.printed(found, row, name) for name in (Field.CLOSED, Field.VALID, *THREE_RATES, Field.SCORE))
        words = f"{found.period.name.number}月"
        lines.append((words, source.printed(found, row, Field.RECEIVED), year, *cells))
    lines.append(_mean_line(source, months))
    head = ("月份", "受理量", "同比(%)", "办结量", "有效回访", "响应率(%)", "解决率(%)", "满意率(%)", "综合成绩")
    table = Table("分月情况", head, tuple(lines), (12, 13, 36, 13, 17, 15, 15, 15, 17))
    names = tuple(f"{rows.found.period.name.number}月" for rows in months)
    volume = [float(rows.rows[0].now.counted.received) for rows in months]
    rates = [
        _series(words, [_number(rows.rows[0].now.printed(name)) for rows in months])
        for words, name in zip(("响应率", "解决率", "满意率"), THREE_RATES, strict=True)
    ]
    return [
        table,
        Chart("分月受理量", ChartForm.COLUMNS, names, (_series("受理量", volume),), "件"),
        Chart("分月三率", ChartForm.LINES, names, tuple(rates), "%"),
    ]


def _number(value: int | str | None) -> float | None:
    return None if value is None else float(value)


def _mean_line(source: Source, months: Sequence[Rows]) -> tuple[TableCell, ...]:
    """月均: what came in and was closed in a month on average, one decimal."""
    total = source.total()
    cells = []
    for name in (Field.RECEIVED, Field.CLOSED, Field.VALID):
        whole = sum(int(rows.rows[0].now.printed(name) or 0) for rows in months)
        text = one_decimal(Fraction(whole, len(months)))
        cells.append(source.derived(total.found, total.rows[0], name, Aspect.MEAN, text))
    return ("月均", cells[0], "", cells[1], cells[2], "", "", "", "")


def next_week(source: Source) -> tuple[Block, ...]:
    """What falls due in the seven days after the period, by unit."""
    end = source.period.end
    with source.desk.register.reading() as stores:
        ids = stores.paper_tickets.due_between(end, end + timedelta(days=7), end)
    due = source.tickets(ids)
    total = source.total(Caliber.GROSS)
    overdue = source.printed(total.found, total.rows[0], Field.OVERDUE_OPEN)
    text = Paragraph(("下周到期", source.counted("due_next_week", len(due)), "件，上周结转超期", overdue, "件。"))
    if not due:
        return (text,)
    units: dict[str, int] = {}
    for ticket in due:
        name = unit_words(ticket)
        units[name] = units.get(name, 0) + 1
    lines = tuple(
        (name, source.counted(f"due_next_week.{name}", count))
        for name, count in sorted(units.items(), key=lambda item: (-item[1], item[0]))
    )
    return text, Table("下周到期工单分单位情况（件）", ("承办单位", "到期"), lines, (60, 20))

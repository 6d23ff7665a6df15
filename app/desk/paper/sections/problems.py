"""存在问题 and 对策建议: what the figures show by rule, and the phrases that the library has for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from app.desk.figures.asked import FigureRow
from app.desk.paper.sections.costs import cost_words, lost_by
from app.desk.paper.sections.overall import measured
from app.desk.paper.source import Rows, Source
from app.rules.figures.fields import Caliber, Field
from app.rules.figures.rates import one_decimal
from app.rules.figures.rows import Row, mean, print_exact
from app.rules.paper.findings import (
    Finding,
    FindingRule,
    Grown,
    in_order,
    kinds_unsolved,
    kinds_up,
    of_the_whole,
    overdue_part,
    units_behind,
)
from app.rules.paper.library import Measure, measure_for
from app.rules.paper.model import Aspect, Block, Paragraph, Run
from app.rules.paper.words import share_words
from app.rules.shared.masking import mask_text

NO_FINDINGS = "本期各项数据未达到提示标准，没有列出问题。"
NO_MEASURES = "没有列出问题，本期不提对策。"
_SUBJECTS: Mapping[FindingRule, str] = {
    FindingRule.UNIT_BEHIND: "{}成绩偏低",
    FindingRule.KIND_UP: "“{}”诉求上升",
    FindingRule.OVERDUE: "超期办理",
    FindingRule.NO_CONTACT: "未联系诉求人",
    FindingRule.KIND_UNSOLVED: "“{}”诉求解决率偏低",
    FindingRule.REPEAT: "重复来电",
    FindingRule.REASON: "不满意原因“{}”",
    FindingRule.MATERIAL: "材料问题“{}”",
}


def find_problems(source: Source) -> None:
    """Looks for findings in the figures of the period and leaves them in the source, the costliest first."""
    units, kinds = source.rows("unit", Caliber.NET), source.rows("category2", Caliber.GROSS)
    rated = source.rows("category2", Caliber.NET)
    whole, net = source.total(Caliber.GROSS).rows[0].now, source.total(Caliber.NET).rows[0].now
    middle = _mean_score(units)
    found = [
        *units_behind((_named(row) for row in units.rows), None if middle is None else Fraction(middle)),
        *kinds_up(Grown(_named(row), row.changed["previous"][Field.RECEIVED]) for row in kinds.rows),
        *kinds_unsolved((_named(row) for row in rated.rows), net),
        *of_the_whole(whole),
    ]
    source.findings.extend(in_order([(finding, lost_by(source, finding)) for finding in found]))


def _mean_score(units: Rows) -> str | None:
    """各行平均 of the score, printed."""
    exact = mean(row.now for row in units.rows)[Field.SCORE]
    return print_exact(Field.SCORE, exact, units.found.weights.rounding)


def _named(row: FigureRow) -> Row:
    """The row under the last part of its key."""
    return Row(row.key[-1], row.now.counted, row.now.weights)


def _row(rows: Rows, name: str) -> FigureRow:
    return next(row for row in rows.rows if row.key[-1] == name)


def problem_blocks(source: Source) -> tuple[Block, ...]:
    """A paragraph for each finding with its figures."""
    if not source.findings:
        return (Paragraph((NO_FINDINGS,)),)
    return tuple(
        Paragraph((f"{place}.", *_SAID[finding.rule](source, finding)))
        for place, finding in enumerate(source.findings, start=1)
    )


def measure_blocks(source: Source) -> tuple[Block, ...]:
    """A paragraph for each entry of the library that answers findings."""
    blocks = list(_measures(source))
    return tuple(blocks) or (Paragraph((NO_MEASURES,)),)


def _measures(source: Source) -> Iterator[Block]:
    answered: dict[Measure, list[Finding]] = {}
    for finding in source.findings:
        if (measure := measure_for(source.library, finding)) is not None:
            answered.setdefault(measure, []).append(finding)
    for place, (measure, findings) in enumerate(answered.items(), start=1):
        phrases = measure.said_of([finding.name for finding in findings])
        text = f"{place}.针对{'、'.join(map(subject, findings))}：{'；'.join(phrases)}。"
        text += f"责任单位：{measure.who}。" if measure.who else ""
        text += f"依据：{measure.law}。" if measure.law else ""
        yield Paragraph((mask_text(text),))


def subject(finding: Finding) -> str:
    """What a finding is about, in few words."""
    return _SUBJECTS[finding.rule].format(finding.name)


def _unit_behind(source: Source, finding: Finding) -> list[Run]:
    units = source.rows("unit", Caliber.NET)
    row = _row(units, finding.name)
    source.keep(units, [row])
    middle = _mean_score(units) or "0"
    below = one_decimal(Fraction(middle) - Fraction(row.now.printed(Field.SCORE) or 0))
    return [
        f"{mask_text(finding.name)}成绩偏低。有效回访",
        source.printed(units.found, row, Field.VALID),
        "件，解决率",
        *measured(source.printed(units.found, row, Field.RESOLUTION), "%"),
        "，满意率",
        *measured(source.printed(units.found, row, Field.SATISFACTION), "%"),
        "，综合成绩",
        source.printed(units.found, row, Field.SCORE),
        "分，比各单位平均低",
        source.derived(units.found, row, Field.SCORE, Aspect.BELOW, below),
        "分",
        *_said_cost(source, finding),
    ]


def _said_cost(source: Source, finding: Finding, *, net: bool = False) -> list[Run]:
    """What a finding cost, behind its figures; `net` says that these count the excluded, and the cost does not."""
    words = cost_words(source, finding)
    return ["，不含剔除口径" if net else "，", *words, "。"] if words else ["。"]


def _kind_up(source: Source, finding: Finding) -> list[Run]:
    kinds = source.rows("category2", Caliber.GROSS)
    row = _row(kinds, finding.name)
    source.keep(kinds, [row])
    runs: list[Run] = [f"“{mask_text(finding.name)}”诉求上升。受理"]
    runs += [source.printed(kinds.found, row, Field.RECEIVED), "件，环比"]
    runs += measured(source.changed(kinds.found, row, Field.RECEIVED), "%")
    return [*runs, *_said_cost(source, finding, net=True)]


def _kind_unsolved(source: Source, finding: Finding) -> list[Run]:
    kinds, total = source.rows("category2", Caliber.NET), source.total(Caliber.NET)
    row = _row(kinds, finding.name)
    source.keep(kinds, [row])
    whole = Fraction(total.rows[0].now.printed(Field.RESOLUTION) or 0)
    below = one_decimal(whole - Fraction(row.now.printed(Field.RESOLUTION) or 0))
    return [
        f"“{mask_text(finding.name)}”诉求解决率偏低。有效回访",
        source.printed(kinds.found, row, Field.VALID),
        "件，解决",
        source.printed(kinds.found, row, Field.SOLVED),
        "件，解决率",
        *measured(source.printed(kinds.found, row, Field.RESOLUTION), "%"),
        "，比全局低",
        source.derived(kinds.found, row, Field.RESOLUTION, Aspect.BELOW, below),
        "个百分点",
        *_said_cost(source, finding),
    ]


def _overdue(source: Source, finding: Finding) -> list[Run]:
    total = source.total(Caliber.GROSS)
    found, row = total.found, total.rows[0]
    late, done = overdue_part(row.now)
    return [
        "超期办理较多。超期办结",
        source.printed(found, row, Field.CLOSED_LATE),
        "件，期末超期未办",
        source.printed(found, row, Field.OVERDUE_OPEN),
        "件，占办结与超期未办工单的",
        source.derived(found, row, Field.CLOSED_LATE, Aspect.SHARE, f"{share_words(late, done)}%"),
        *_said_cost(source, finding, net=True),
    ]


def _no_contact(source: Source, finding: Finding) -> list[Run]:
    total = source.total(Caliber.GROSS)
    found, row = total.found, total.rows[0]
    missed = row.now.counted.valid - row.now.counted.contacted
    return [
        "有诉求人反映未联系。有效回访",
        source.printed(found, row, Field.VALID),
        "件中，",
        source.derived(found, row, Field.CONTACTED, Aspect.BELOW, str(missed)),
        "件未联系，响应率",
        *measured(source.printed(found, row, Field.RESPONSE), "%"),
        *_said_cost(source, finding, net=True),
    ]


def _repeat(source: Source, finding: Finding) -> list[Run]:
    total = source.total(Caliber.GROSS)
    found, row = total.found, total.rows[0]
    share = share_words(row.now.counted.repeat_tickets, row.now.counted.received)
    return [
        "重复来电较多。重复来电人",
        source.printed(found, row, Field.REPEAT_CALLERS),
        "人，涉及工单",
        source.printed(found, row, Field.REPEAT_TICKETS),
        "件，占受理量的",
        source.derived(found, row, Field.REPEAT_TICKETS, Aspect.SHARE, f"{share}%"),
        *_said_cost(source, finding, net=True),
    ]


def _named_only(_source: Source, finding: Finding) -> list[Run]:
    return [f"{subject(finding)}。"]


_SAID: Mapping[FindingRule, Callable[[Source, Finding], list[Run]]] = {
    FindingRule.UNIT_BEHIND: _unit_behind,
    FindingRule.KIND_UP: _kind_up,
    FindingRule.OVERDUE: _overdue,
    FindingRule.NO_CONTACT: _no_contact,
    FindingRule.KIND_UNSOLVED: _kind_unsolved,
    FindingRule.REPEAT: _repeat,
    FindingRule.REASON: _named_only,
    FindingRule.MATERIAL: _named_only,
}

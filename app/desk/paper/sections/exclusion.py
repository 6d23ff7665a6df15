"""不纳入考核复核情况: the month's rules, applications and results, why they came back, what their papers lack."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.clock import to_local
from app.desk.exclusion import catalogue
from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion.rows import ExclusionDetail
from app.desk.paper.sections.overall import overall_sentences
from app.desk.paper.sections.problems import measure_blocks
from app.desk.paper.sections.tables import MEASURED
from app.desk.paper.source import Source
from app.rules.exclusion.catalogue import FIELD_WORDS
from app.rules.exclusion.catalogue_changes import DIFFERENCE_WORDS, Difference
from app.rules.exclusion.check_facts import RuleResult
from app.rules.exclusion.figures import reasons
from app.rules.exclusion.moves import EXCLUSION_VERB_WORDS, LEVEL_WORDS, WRITABLE, ExclusionState, ExclusionVerb
from app.rules.figures.fields import CALIBER_WORDS, Caliber, Field
from app.rules.figures.period_text import period_words, read_period
from app.rules.figures.periods import ANY_CYCLE
from app.rules.paper.findings import Finding, FindingRule
from app.rules.paper.kinds import FORMS
from app.rules.paper.model import Block, Paragraph, Section, Table, TableCell
from app.rules.paper.words import DASH, short_moment
from app.rules.shared.masking import mask_text

_BACK = (ExclusionVerb.REFUSE, ExclusionVerb.SEND_BACK)
_LONGEST = 60
_MATERIALS_SAID = 3
_COUNTED = ("申请", "通过", "未通过", "退回补正", "审核中")


@dataclass(frozen=True, slots=True)
class _Reviewed:
    """The applications of the period with what was checked, and the months of the rules."""

    details: Sequence[ExclusionDetail]
    month: str
    before: str


def exclusion(source: Source) -> list[Section]:
    """The sections of the paper; applications count in the period in which they were begun, withdrawn ones nowhere."""
    start, end = source.period.start, source.period.end
    rows = [
        row
        for row in exclusion_reads.listing(source.desk)
        if start <= row.created_at < end and row.state is not ExclusionState.WITHDRAWN
    ]
    details = [exclusion_reads.detail(source.desk, exclusion_id=row.id) for row in reversed(rows)]
    month = f"{to_local(end - (end - start) / 1000):%Y-%m}"
    reviewed = _Reviewed(details, month, _month_before(month))
    materials = _material_counts(reviewed)
    source.findings[:] = [Finding(FindingRule.MATERIAL, word) for word, _count in materials[:_MATERIALS_SAID]]
    headings = FORMS[source.kind].headings
    return [
        Section(headings[0], 1, tuple(_rule_changes(source, reviewed))),
        Section(headings[1], 1, (overall_sentences(source), *_results(source, reviewed))),
        Section(headings[2], 1, tuple(_reasons(source, reviewed))),
        Section(headings[3], 1, tuple(_materials(source, materials))),
        Section(headings[4], 1, tuple(_guidance(source, reviewed))),
        Section(headings[5], 1, tuple(_hints(source, reviewed))),
    ]


def _month_words(month: str) -> str:
    """2026-11 → 2026年11月."""
    return period_words(read_period(f"month:{month}", ANY_CYCLE))


def _month_before(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{year - (number == 1)}-{12 if number == 1 else number - 1:02}"


def _rule_changes(source: Source, reviewed: _Reviewed) -> list[Block]:
    months = catalogue.months(source.desk)
    if not any(month <= reviewed.before for month in months):
        return [Paragraph((f"{_month_words(reviewed.before)}没有不纳入考核目录，无法比较规则变化。",))]
    found = catalogue.differences(source.desk, before=reviewed.before, after=reviewed.month)
    compared = f"{_month_words(reviewed.month)}的不纳入考核目录与{_month_words(reviewed.before)}"
    if not found:
        return [Paragraph((f"{compared}相同，没有变化。",))]
    lines: list[tuple[TableCell, ...]] = [(place, *_difference_cells(one)) for place, one in enumerate(found, start=1)]
    text = Paragraph(
        (
            f"{compared}相比，有",
            source.counted("rule_changes", len(found)),
            "处变化。",
        )
    )
    return [
        text,
        Table("规则变化", ("序号", "变化", "类型", "项目", "原来", "现在"), tuple(lines), (10, 14, 30, 22, 36, 36)),
    ]


def _difference_cells(one: Difference) -> tuple[str, ...]:
    name = FIELD_WORDS.get(one.field, "适用条件")
    kind = f"{one.major} / {one.minor}"
    return (DIFFERENCE_WORDS[one.kind], kind, name, _short(one.was), _short(one.becomes))


def _short(text: str) -> str:
    masked = mask_text(text)
    return (masked if len(masked) <= _LONGEST else f"{masked[:_LONGEST]}……") or DASH


def _results(source: Source, reviewed: _Reviewed) -> list[Block]:
    """By type and by unit, and what leaving out the excluded does to the rates."""
    tables: list[Block] = [
        _shares(
            source, reviewed, "申请与结果（按类型）", "类型", "kind", lambda one: f"{one.row.major} / {one.row.minor}"
        ),
        _shares(source, reviewed, "申请与结果（按单位）", "承办单位", "unit", lambda one: one.row.unit or "（未派单）"),
    ]
    lines: list[tuple[TableCell, ...]] = []
    for caliber in Caliber:
        total = source.total(caliber)
        cells = (source.printed(total.found, total.rows[0], name) for name in (Field.VALID, *MEASURED))
        lines.append((CALIBER_WORDS[caliber], *cells))
    head = ("口径", "有效回访", "响应率(%)", "解决率(%)", "满意率(%)", "综合成绩")
    return [*tables, Table("对三率的影响", head, tuple(lines), (36, 18, 18, 18, 18, 18))]


def _shares(
    source: Source, reviewed: _Reviewed, caption: str, name: str, by: str, key: Callable[[ExclusionDetail], str]
) -> Table:
    grouped: defaultdict[str, list[ExclusionState]] = defaultdict(list)
    for one in reviewed.details:
        grouped[mask_text(key(one))].append(one.row.state)
    lines: list[tuple[TableCell, ...]] = []
    for word, states in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])):
        lines.append((word, *_state_cells(source, f".{by}.{word}", states)))
    lines.append(("合计", *_state_cells(source, "", [one.row.state for one in reviewed.details])))
    return Table(caption, (name, *_COUNTED), tuple(lines), (50, 16, 16, 16, 20, 16))


def _state_cells(source: Source, suffix: str, states: Sequence[ExclusionState]) -> list[TableCell]:
    count = Counter(states)
    numbers = {
        "applied": len(states),
        "passed": count[ExclusionState.PASSED],
        "refused": count[ExclusionState.REFUSED],
        "sent_back": count[ExclusionState.SENT_BACK],
        "in_check": count[ExclusionState.REVIEW] + count[ExclusionState.DRAFT],
    }
    return [source.counted(f"{name}{suffix}", number) for name, number in numbers.items()]


def _reasons(source: Source, reviewed: _Reviewed) -> list[Block]:
    opinions = [
        (one.row.ticket_id, mask_text(step.opinion))
        for one in reviewed.details
        for step in one.steps
        if step.verb in _BACK
    ]
    found = reasons(opinions)
    if not found:
        return [Paragraph(("本期申请没有被退回或未通过的意见。",))]
    lines = tuple(
        (place, word, source.counted(f"refusal.{word}", len(ids))) for place, (word, ids) in enumerate(found, start=1)
    )
    return [Table("退回和未通过的原因", ("序号", "原因", "工单数"), lines, (10, 80, 20))]


def _material_counts(reviewed: _Reviewed) -> list[tuple[str, int]]:
    """The rules of the check that applications fail, by how many fail them."""
    failing = Counter(
        line.title for one in reviewed.details for line in one.report.lines if line.result is RuleResult.FAIL
    )
    return sorted(failing.items(), key=lambda item: (-item[1], item[0]))


def _materials(source: Source, materials: Sequence[tuple[str, int]]) -> list[Block]:
    if not materials:
        return [Paragraph(("本期申请的材料核验没有不通过的项目。",))]
    lines = tuple(
        (place, mask_text(word), source.counted(f"material.{word}", count))
        for place, (word, count) in enumerate(materials, start=1)
    )
    return [Table("材料核验不通过的项目", ("序号", "项目", "申请数"), lines, (10, 80, 20)), *measure_blocks(source)]


def _guidance(source: Source, reviewed: _Reviewed) -> list[Block]:
    """What was told to the units, and what became of it."""
    back = [one for one in reviewed.details if any(step.verb is ExclusionVerb.SEND_BACK for step in one.steps)]
    again = [one for one in back if sum(step.verb is ExclusionVerb.SUBMIT for step in one.steps) > 1]
    passed = [one for one in again if one.row.state is ExclusionState.PASSED]
    numbers = [
        source.counted(name, len(rows)) for name, rows in (("guided", back), ("again", again), ("again_passed", passed))
    ]
    runs = (
        "退回补正并写明意见的申请",
        numbers[0],
        "件，补正后再次提交",
        numbers[1],
        "件，其中已通过",
        numbers[2],
        "件。",
    )
    given = [(one.row.ticket_number, step) for one in reviewed.details for step in one.steps if step.verb in _BACK]
    if not given:
        return [Paragraph(runs)]
    lines = tuple(
        (number, LEVEL_WORDS[step.level], EXCLUSION_VERB_WORDS[step.verb], _short(step.opinion), short_moment(step.at))
        for number, step in given
    )
    return [
        Paragraph(runs),
        Table("指导意见", ("工单编号", "级别", "处理", "意见", "时间"), lines, (36, 16, 20, 56, 28)),
    ]


def _hints(source: Source, reviewed: _Reviewed) -> list[Block]:
    """Applications that still have to be handed in, with the end of their time, and the rules of the month after."""
    waiting = [one.row for one in reviewed.details if one.row.state in WRITABLE]
    blocks: list[Block] = [Paragraph(("待提交或待补正的申请", source.counted("to_submit", len(waiting)), "件。"))]
    if waiting:
        waiting.sort(key=lambda row: (row.deadline_at is None, row.deadline_at or row.created_at, row.id))
        lines = tuple(
            (row.ticket_number, row.unit or "（未派单）", f"{row.major} / {row.minor}", _until(row.deadline_at))
            for row in waiting
        )
        blocks.append(Table("待提交的申请", ("工单编号", "承办单位", "类型", "提交期限"), lines, (34, 34, 50, 26)))
    later = [month for month in catalogue.months(source.desk) if month > reviewed.month]
    text = (
        f"{_month_words(later[0])}有新的不纳入考核目录，提交前请核对。" if later else "下月如有新目录，以新目录为准。"
    )
    return [*blocks, Paragraph((text,))]


def _until(at: datetime | None) -> str:
    return "不限" if at is None else short_moment(at)

"""The lists of a month's evidence package as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.table import Cell, Column, Kind, Table
from app.desk.assessment.rows import AssessmentRow
from app.desk.obligation.reads import SignedFor
from app.desk.obligation.rows import DutyBoard, PaperFile
from app.reports.obligation.summary import aside_words
from app.rules.figures.events import SignEnd

_DUTIES = (
    Column("来源", width=8), Column("义务", width=30), Column("做到", Kind.INTEGER, 10),
    Column("应做", Kind.INTEGER, 10), Column("另列", width=24), Column("状态", width=10),
    Column("违约金额（元）", Kind.INTEGER, 14), Column("做到计什么", Kind.LONG_TEXT, 40),
    Column("应做计什么", Kind.LONG_TEXT, 46), Column("时限", Kind.LONG_TEXT, 26), Column("凭据", Kind.LONG_TEXT, 30),
    Column("本月凭据", Kind.LONG_TEXT, 50),
)  # fmt: skip
_FINDINGS = (
    Column("义务", width=30), Column("工单或文件", width=36), Column("结果", width=10),
    Column("时限", Kind.TIME, 20), Column("情况", Kind.LONG_TEXT, 36), Column("情况说明", Kind.LONG_TEXT, 60),
    Column("说明人", width=12), Column("说明时间", Kind.TIME, 20), Column("附件", Kind.LONG_TEXT, 40),
)  # fmt: skip
_SIGNED = (
    Column("工单编号", width=26), Column("派单时间", Kind.TIME, 20), Column("签收时限", Kind.TIME, 20),
    Column("签收时间", Kind.TIME, 20), Column("结果", width=16),
)  # fmt: skip
_RECORDS = (
    Column("义务", width=26), Column("名称", Kind.LONG_TEXT, 40), Column("完成时间", Kind.TIME, 20),
    Column("说明", Kind.LONG_TEXT, 60), Column("附件", Kind.LONG_TEXT, 40), Column("登记人", width=12),
)  # fmt: skip
_ASSESSMENTS = (
    Column("日期", width=12), Column("类别", width=12), Column("事项", Kind.LONG_TEXT, 40), Column("扣罚", width=16),
    Column("文号", width=24), Column("状态", width=10), Column("异议期限", Kind.DUE, 20), Column("异议", width=12),
    Column("异议说明", Kind.LONG_TEXT, 40), Column("附件", Kind.LONG_TEXT, 40),
)  # fmt: skip
_PAPERS = (
    Column("编号", width=24), Column("报表", width=36), Column("报送时限", Kind.DUE, 20),
    Column("签发时间", Kind.TIME, 20), Column("签发人", width=12), Column("包内文件", width=40),
    Column("SHA-256", width=68),
)  # fmt: skip
SIGN_WORDS = {
    SignEnd.IN_TIME: "按时", SignEnd.LATE: "超时", SignEnd.UNSIGNED: "过时限未签收", SignEnd.IN_OUTAGE: "平台故障内",
    SignEnd.UNTIMED: "时间未知", SignEnd.WAITING: "待签收",
}  # fmt: skip


def tables_of(
    board: DutyBoard,
    signed: Sequence[SignedFor],
    assessments: Sequence[AssessmentRow],
    papers: Sequence[tuple[str, PaperFile]],
) -> tuple[Table, ...]:
    """The sheets; `papers` are the members of the package with their records."""
    return (
        Table("各项义务", _DUTIES, _duty_lines(board)),
        Table("未做到的事项", _FINDINGS, _finding_lines(board)),
        Table("签收明细", _SIGNED, [(*one[1:5], SIGN_WORDS[one.ended]) for one in signed]),
        Table("履约登记", _RECORDS, _record_lines(board)),
        Table("委托方考核", _ASSESSMENTS, [_assessment_line(row) for row in assessments]),
        Table("已签发报表", _PAPERS, [_paper_line(name, one) for name, one in papers]),
    )


def _duty_lines(board: DutyBoard) -> list[tuple[Cell, ...]]:
    return [
        (
            row.duty.source, row.duty.title, row.count.done, row.count.of, aside_words(row), row.state.word, row.cost,
            row.duty.done, row.duty.of, row.duty.clock, row.duty.proof, "、".join(row.count.proof),
        )
        for row in board.rows
    ]  # fmt: skip


def _finding_lines(board: DutyBoard) -> list[tuple[Cell, ...]]:
    lines: list[tuple[Cell, ...]] = []
    for row in board.rows:
        for one in row.count.findings:
            said = row.statement_of(one.key)
            told: tuple[Cell, ...] = ("", "", None, "")
            if said is not None:
                told = (said.text, said.made_by, said.made_at, _names(said.files))
            lines.append((row.duty.title, one.name, one.ended.word, one.due_at, one.reason, *told))
    return lines


def _record_lines(board: DutyBoard) -> list[tuple[Cell, ...]]:
    return [
        (row.duty.title, one.title, one.done_at, one.text, _names(one.files), one.made_by)
        for row in board.rows
        for one in row.records
    ]


def _assessment_line(row: AssessmentRow) -> tuple[Cell, ...]:
    return (
        row.day, row.kind.word, row.item, row.deduction, row.paper, row.state.word, row.objection_until,
        row.objection.word, row.objection_text, _names(row.files),
    )  # fmt: skip


def _paper_line(name: str, one: PaperFile) -> tuple[Cell, ...]:
    return (one.number, one.words, one.due_at, one.issued_at, one.issued_by, name, one.sha256)


def _names(files: Sequence[tuple[str, str]]) -> str:
    return "、".join(name for _, name in files)

"""Word forms as Word makes them: content controls, group labels, tables in cells, tables that list tickets."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.table import Table

from app.files.intake.drafts import read_drafts
from app.rules.intake.drafts import RowProblem, TicketDraft

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
PAIRS = [
    ("工单编号", "热线-261120-000001"),
    ("来电人", "示例人"),
    ("标题", "退费"),
    ("主要内容", "市民反映示例健身馆不退费"),
    ("承办单位", "示例局"),
]
VALUES = {"caller": "示例人", "title": "退费", "content": "市民反映示例健身馆不退费", "unit": "示例局"}


def items(document: Document, path: Path) -> list[TicketDraft | RowProblem]:
    document.save(str(path / "a.docx"))
    return list(read_drafts(path / "a.docx", now=NOW))


def only(document: Document, path: Path) -> TicketDraft:
    [draft] = items(document, path)
    assert isinstance(draft, TicketDraft)
    assert draft.number == "热线-261120-000001"
    return draft


def fill(table: Table, rows: Sequence[Sequence[str]]) -> Table:
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


def wrap(element: Any) -> None:
    """Puts an element into a content control."""
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    element.addprevious(control)
    control.append(content)
    content.append(element)


def has_values(draft: TicketDraft) -> bool:
    return {name: draft.values.get(name) for name in VALUES} == VALUES


@pytest.mark.parametrize("what", ["cells", "rows", "table", "twice"])
def test_content_controls_around_cells_rows_and_tables_are_looked_through(tmp_path: Path, what: str) -> None:
    document = docx.Document()
    table = fill(document.add_table(0, 2), PAIRS)
    for row in table.rows:
        if what in ("cells", "twice"):
            wrap(row.cells[1]._tc)
        if what in ("rows", "twice"):
            wrap(row._tr)
    if what == "table":
        wrap(table._tbl)
    assert has_values(only(document, tmp_path))


@pytest.mark.parametrize("first", [0, 1, 2])
@pytest.mark.parametrize("group", ["诉求信息", "诉\n求\n信\n息", "办理情况"])
def test_a_group_label_beside_several_rows_is_no_label_of_a_value(tmp_path: Path, first: int, group: str) -> None:
    document = docx.Document()
    pairs = [*PAIRS, ("示例级别", "一级"), ("示例批次", "第二批")]
    table = fill(document.add_table(0, 3), [("", *pair) for pair in pairs])
    for at in range(first):
        table.cell(at, 0).merge(table.cell(at, 1)).text = pairs[at][0]
    table.cell(first, 0).merge(table.cell(len(pairs) - 1, 0)).text = group
    draft = only(document, tmp_path)
    assert has_values(draft)
    assert draft.extra == {"示例级别": "一级", "示例批次": "第二批"}


def test_groups_on_both_sides_and_a_value_merged_over_two_labels(tmp_path: Path) -> None:
    document = docx.Document()
    rows = [
        ("诉求", "工单编号", "热线-261120-000001", "办理", "承办单位", "示例局"),
        ("", "标题", "退费", "", "派单时间", "2026-11-20 10:00:00"),
        ("", "来电人", "示例人", "", "来电时间", ""),
        ("", "主要内容", "市民反映示例健身馆不退费", "", "来源", "市直派"),
    ]
    table = fill(document.add_table(0, 6), rows)
    for column in (0, 3):
        table.cell(0, column).merge(table.cell(3, column))
    table.cell(1, 5).merge(table.cell(2, 5))
    draft = only(document, tmp_path)
    assert has_values(draft)
    assert draft.values["called_at"] == draft.values["dispatched_at"]
    assert draft.values["dispatched_basis"] == ""


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_a_form_in_a_cell_of_a_table_is_read(tmp_path: Path, depth: int) -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    for _ in range(depth - 1):
        cell = cell.add_table(1, 1).cell(0, 0)
    fill(cell.add_table(0, 2), PAIRS)
    assert has_values(only(document, tmp_path))


def test_a_small_table_inside_a_value_is_part_of_the_value(tmp_path: Path) -> None:
    document = docx.Document()
    table = fill(document.add_table(0, 2), PAIRS)
    fill(table.cell(3, 1).add_table(0, 2), [("日期", "金额"), ("三月", "300 元")])
    assert "300 元" in only(document, tmp_path).values["content"]


def test_a_table_that_lists_tickets_gives_one_for_each_row(tmp_path: Path) -> None:
    document = docx.Document()
    labels = [label for label, _ in PAIRS]
    second = ["热线-261120-000002", "另一人", "噪音", "空调外机", ""]
    table = fill(
        document.add_table(0, 5), [labels, [value for _, value in PAIRS], second, ["合计", "2 件", "", "", ""]]
    )
    table.cell(1, 4).merge(table.cell(2, 4))
    document.add_paragraph("附：")
    document.element.body.append(copy.deepcopy(table._tbl))
    first, other, *again = items(document, tmp_path)
    assert isinstance(first, TicketDraft)
    assert isinstance(other, TicketDraft)
    assert has_values(first)
    assert (other.number, other.row, other.values["title"], other.values["unit"]) == (second[0], 3, "噪音", "示例局")
    assert [one.number for one in again] == [first.number, other.number]


def test_a_form_with_three_pairs_in_a_row_is_no_list(tmp_path: Path) -> None:
    document = docx.Document()
    fill(document.add_table(0, 6), [[text for pair in PAIRS[:3] for text in pair]])
    fill(document.add_table(0, 4), [[text for pair in PAIRS[3:] for text in pair]])
    assert has_values(only(document, tmp_path))

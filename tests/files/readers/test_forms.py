from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document

from app.files.intake.drafts import read_drafts, read_text_drafts
from app.files.readers.forms import Labels, row_pairs
from app.files.readers.sheets import open_sheets
from app.rules.intake.drafts import RowProblem, TicketDraft
from tests.corpus import writers
from tests.corpus.headers import D, number, row_of

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def drafts(path: Path) -> list[TicketDraft | RowProblem]:
    return list(read_drafts(path, now=NOW))


def saved(document: Document, path: Path) -> Path:
    document.save(str(path))
    return path


def test_a_printed_form_gives_every_field_of_each_ticket(tmp_path: Path) -> None:
    tickets = [[(label, str(value)) for label, value in zip(D, row_of(D, number(at)), strict=True)] for at in range(5)]
    found = drafts(writers.forms(tmp_path / "打印.docx", tickets))
    assert [item.number for item in found] == [number(at) for at in range(5)]
    assert [item.row for item in found] == [1, 2, 3, 4, 5]
    first = found[0]
    assert isinstance(first, TicketDraft)
    assert first.values["content"] == "市民反映在示例健身馆办卡后退费难。"
    assert first.values["phones"] == "13800000001 13900000002"
    assert first.values["unit"] == "示例商务局"
    assert first.values["street"] == "沙河镇"
    assert first.values["dispatched_basis"] == ""
    assert first.extra["热线号码"] == "12345"


def test_a_label_merged_downwards_owns_all_cells_beside_it(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=2)
    for at, (label, value) in enumerate(
        [("工单编号", "SL1"), ("主要内容", "第一段"), ("", "第二段"), ("来电人", "甲")]
    ):
        table.cell(at, 0).text, table.cell(at, 1).text = label, value
    table.cell(1, 0).merge(table.cell(2, 0))
    found = drafts(saved(document, tmp_path / "v.docx"))
    assert isinstance(found[0], TicketDraft)
    assert found[0].values["content"] == "第一段\n第二段"
    assert found[0].values["caller"] == "甲"


def test_several_tickets_in_one_table_and_numbers_above_tables_are_told_apart(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for at in (1, 2):
        for pairs in (("工单编号", f"SL{at}", "来电人", "甲"), ("标题", f"第{at}件", "来电号码", "13800000001")):
            for cell, text in zip(table.add_row().cells, pairs, strict=True):
                cell.text = text
    for at in (3, 4):
        document.add_paragraph(f"工单编号：SL{at}    来电时间：2026-11-20 08:00:00")
        table = document.add_table(rows=1, cols=4)
        for cell, text in zip(table.rows[0].cells, ("标题", f"第{at}件", "来电人", "甲"), strict=True):
            cell.text = text
    found = drafts(saved(document, tmp_path / "s.docx"))
    assert [item.number for item in found] == ["SL1", "SL2", "SL3", "SL4"]
    assert [item.values["title"] for item in found if isinstance(item, TicketDraft)] == [
        f"第{n}件" for n in (1, 2, 3, 4)
    ]


def test_an_empty_value_cell_does_not_shift_the_next_label(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=4)
    rows = [("工单编号", "SL1", "来电人", ""), ("来电号码", "", "承办单位", "示例局"), ("标题", "甲", "", "")]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    found = drafts(saved(document, tmp_path / "e.docx"))
    assert isinstance(found[0], TicketDraft)
    assert found[0].values["unit"] == "示例局"
    assert "caller" not in found[0].values
    assert "phones" not in found[0].values


def test_a_value_under_its_label_over_the_whole_width_is_found(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=4, cols=2)
    for cell, text in zip(table.rows[0].cells, ("工单编号", "SL1"), strict=True):
        cell.text = text
    for cell, text in zip(table.rows[1].cells, ("来电人", "甲"), strict=True):
        cell.text = text
    for at, text in ((2, "主要内容"), (3, "市民反映：退费难。")):
        table.cell(at, 0).merge(table.cell(at, 1)).text = text
    found = drafts(saved(document, tmp_path / "w.docx"))
    assert isinstance(found[0], TicketDraft)
    assert found[0].values["content"] == "市民反映：退费难。"


def test_a_form_with_a_ruined_number_is_a_problem_at_its_place(tmp_path: Path) -> None:
    forms = [[("工单编号", text), ("来电人", "甲"), ("标题", "乙")] for text in ("SL1", "1.2E+17", "SL3")]
    found = drafts(writers.forms(tmp_path / "p.docx", forms))
    assert [isinstance(item, RowProblem) for item in found] == [False, True, False]
    assert found[1].row == 2


def test_a_word_file_without_tickets_gives_no_rows(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("会议纪要：今天没有工单。")
    path = saved(document, tmp_path / "n.docx")
    assert [list(sheet.rows) for sheet in open_sheets(path)] == [[]]


@pytest.mark.parametrize("between", ["：", ":", "\t", "： "])
def test_a_pasted_ticket_page_is_read_with_every_separator(between: str) -> None:
    text = f"工单编号{between}SL1\r\n来电人{between}甲\r\n承办科室{between}市场科\r\n标题{between}乙"
    found = list(read_text_drafts(text, now=NOW))
    assert isinstance(found[0], TicketDraft)
    assert found[0].number == "SL1"
    assert (found[0].values["caller"], found[0].values["office"]) == ("甲", "市场科")


def test_labels_and_values_on_lines_of_their_own_are_paired() -> None:
    found = list(read_text_drafts("工单编号\nSL1\n标题\n甲\n主要内容\n第一行\n第二行", now=NOW))
    assert isinstance(found[0], TicketDraft)
    assert (found[0].values["title"], found[0].values["content"]) == ("甲", "第一行\n第二行")


def test_an_unknown_label_of_a_pasted_page_is_kept_under_its_name() -> None:
    found = list(read_text_drafts("工单编号：SL1\n标题：甲\n办理层级：区级\n来电人：乙", now=NOW))
    assert isinstance(found[0], TicketDraft)
    assert found[0].extra == {"办理层级": "区级"}
    assert found[0].values["title"] == "甲"


def test_a_label_that_ends_with_a_colon_has_its_value_in_the_next_cell() -> None:
    cells = ["工单编号：", "A-7", "承办单位: ", "商务科", "来电人：", "标题：退卡", "派单时间：", ""]
    assert row_pairs([cell for cell in cells if cell], Labels()) == [
        ("工单编号", "A-7"),
        ("承办单位", "商务科"),
        ("来电人", ""),
        ("标题", "退卡"),
        ("派单时间", ""),
    ]

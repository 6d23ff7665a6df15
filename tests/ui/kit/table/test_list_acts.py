"""Every list is sorted, exported and printed by the same actions, as it is shown."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from app.base.changes import Change
from app.desk.journal import reads as journal_reads
from app.desk.returns import acts as returns_acts
from app.rules.returns.states import ReturnGround
from app.ui.kit.printing import preview
from app.ui.kit.printing.pdf import PdfFile
from app.ui.kit.printing.target import PrinterTarget
from app.ui.kit.table import list_print
from app.ui.kit.table.list_export import ListExport
from app.ui.kit.table.list_print import paper_of
from app.ui.kit.table.order import Order
from app.ui.kit.table.printing import Paper
from app.ui.kit.table.view import RowsView
from tests.support.workbooks import head_of, table_of
from tests.ui.conftest import OPERATOR


@pytest.fixture
def register(opened: Any, take_in: Any, desk: Any) -> RowsView:
    """The return register with three returns."""
    for number, ground in (
        ("甲", ReturnGround.NOT_OUR_DISTRICT),
        ("乙", ReturnGround.DUPLICATE),
        ("丙", ReturnGround.DUPLICATE),
    ):
        ticket = take_in(number, title=f"{number}的诉求，电话13800000001")
        returns_acts.register(
            desk, person=OPERATOR, ticket_id=ticket, ground=ground, basis="目录", suggested_unit="某局"
        )
    opened.gateway.announce(Change.EVERYTHING)
    opened.shell.open_page("returns")
    view: RowsView = opened.window.current_page().view
    return view


def written(path: Path) -> list[list[Any]]:
    return [list(row) for row in table_of(openpyxl.load_workbook(path).worksheets[0])]


def exported(opened: Any, path: Path, qtbot: Any) -> ListExport:
    opened.shell.commands.run("list-export")
    form: ListExport = opened.shell.last_form
    form.fields["path"].setText(str(path))  # type: ignore[union-attr]  # a line
    form.submit()
    qtbot.waitUntil(lambda: form.written is not None)
    return form


def test_what_is_shown_is_exported_in_its_order_masked_and_journalled(
    register: RowsView, opened: Any, desk: Any, tmp_path: Path, qtbot: Any
) -> None:
    register.columns.show_column(1, False)
    register.columns.move(2, -1)
    register.sort_by(Order(0))
    path = tmp_path / "所列.xlsx"
    form = exported(opened, path, qtbot)
    rows = written(path)
    assert rows[0][:4] == ["理由", "标题", "工单编号", "第几次"]
    assert rows[0][-1] == "依据"  # a printed page can do without it
    assert [row[2] for row in rows[1:]] == ["丙", "乙", "甲"]
    assert "13800000001" not in str(rows)
    assert form.ending.isVisibleTo(form)
    now = desk.now()
    lines = [line.text for line in journal_reads.between(desk, start=now, end=now + timedelta(seconds=1))]
    assert lines[-1:] == [f"导出列表“退单登记簿”（3 条 · 等待答复 0 条，按“诉求与编号”升序）：{path.name}，3 行"]


def test_the_workbook_says_what_it_is(register: RowsView, opened: Any, tmp_path: Path, qtbot: Any) -> None:
    path = tmp_path / "所列.xlsx"
    exported(opened, path, qtbot)
    head = head_of(openpyxl.load_workbook(path).worksheets[0])
    assert [line.partition("：")[0] for line in head] == ["退单登记簿", "单位", "范围与次序", "导出"]


def test_a_page_without_rows_says_that_there_is_nothing_to_export(opened: Any) -> None:
    opened.shell.open_page("returns")
    opened.shell.commands.run("list-export")
    assert opened.shell.last_form is None
    assert "列表里还没有内容" in opened.window.messages.text


def test_a_page_without_a_list_says_so(opened: Any) -> None:
    opened.shell.open_page("rules")
    opened.shell.commands.run("list-columns")
    assert "这一页没有列表" in opened.window.messages.text


def test_the_sort_and_column_actions_open_the_menus_of_the_list_in_front(register: RowsView, opened: Any) -> None:
    for name, words in (("list-sort", "按本页次序"), ("list-columns", "恢复默认")):
        opened.shell.commands.run(name)
        menu = register.menus.menu
        assert menu is not None
        assert words in menu.words()
        menu.close()


def test_the_paper_shows_the_cells_as_the_screen_does(register: RowsView, desk: Any) -> None:
    register.sort_by(Order(0))
    paper = paper_of(desk, sheet=register.sheet(), who="值班员甲")
    assert paper.title == "退单登记簿"
    assert paper.headings == tuple(register.shown_headings())
    assert [row[0].splitlines()[1] for row in paper.rows] == [f"{number} · 第 1 次退单" for number in "丙乙甲"]
    assert dict(paper.facts)["打印"] == "值班员甲 2026-11-23 02:41"


def test_a_long_list_prints_its_first_rows_and_says_so(
    register: RowsView, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_print, "PRINT_ROWS", 2)
    paper = paper_of(desk, sheet=register.sheet(), who="值班员甲")
    assert len(paper.rows) == 2
    assert dict(paper.facts)["说明"].startswith("只印前 2 行")


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_pages_hold_whole_rows_and_as_many_as_are_needed(qapp: object, tmp_path: Path) -> None:
    rows = tuple((f"第 {number} 行", "很长的说明" * 40) for number in range(120))
    paper = Paper("长列表", (("范围", "全部"),), ("行", "说明"), (1, 3), rows)
    path = tmp_path / "paper.pdf"
    pages = sum(paper.steps(PrinterTarget(pdf_printer(path))))
    assert pages > 2
    assert path.read_bytes().count(b"/Type /Page\n") == pages


def test_a_list_is_previewed_page_by_page_and_then_printed(
    register: RowsView, opened: Any, tmp_path: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.pdf"
    monkeypatch.setattr(preview, "ask_printer", lambda _parent, _paper: pdf_printer(path))
    opened.shell.commands.run("list-print")
    shown = opened.shell.last_form
    qtbot.waitUntil(lambda: shown.count.text() == "共 1 页，A4")
    assert [page.accessibleName() for page in shown.pages] == ["第 1 页"]
    QTest.keyClick(shown, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "退单登记簿已送打印机，共 1 页" in opened.window.messages.text)
    assert path.stat().st_size > 0


def test_nothing_is_printed_when_the_person_thinks_better_of_it(
    register: RowsView, opened: Any, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def no_printer(_parent: object, paper: Paper) -> None:
        asked.append(paper.title)

    monkeypatch.setattr(preview, "ask_printer", no_printer)
    opened.shell.commands.run("list-print")
    shown = opened.shell.last_form
    qtbot.waitUntil(shown.send.isEnabled)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert asked == ["退单登记簿"]
    assert shown.isVisible()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf", "propagateSizeHints", "raise")
def test_a_printer_that_takes_no_page_is_said(
    register: RowsView, opened: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        preview, "ask_printer", lambda _parent, _paper: pdf_printer(tmp_path / "no-folder" / "list.pdf")
    )
    opened.shell.commands.run("list-print")
    shown = opened.shell.last_form
    qtbot.waitUntil(shown.send.isEnabled)
    QTest.keyClick(shown, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "退单登记簿没有打印完" in opened.window.messages.text)


@pytest.mark.qt_log_ignore("propagateSizeHints", "raise")
def test_without_a_printer_the_paper_becomes_a_pdf_and_says_so(
    register: RowsView, opened: Any, desk: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(preview, "reaches_printers", lambda: False)
    monkeypatch.setattr(preview.QDesktopServices, "openUrl", lambda url: bool(seen.append(url.toLocalFile())))
    opened.shell.commands.run("list-print")
    shown = opened.shell.last_form
    qtbot.waitUntil(shown.send.isEnabled)
    assert shown.send.accessibleName() == "存为 PDF"
    assert shown.count.text() == "共 1 页，A4。本程序不直接连接打印机：存为 PDF，再从阅读器打印"
    shown.save_as(str(desk.folder.root / "列表.pdf"))
    qtbot.waitUntil(lambda: "不能把文件写在里面" in shown.count.text())
    path = tmp_path / "列表.pdf"
    shown.save_as(str(path))
    qtbot.waitUntil(lambda: "退单登记簿已存为 PDF，共 1 页" in opened.window.messages.text)
    assert seen == [str(path)]
    assert path.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.glob(".*.part")) == []


@pytest.mark.parametrize("content", [b"%PDF-1.4 and then the disk was full", b"", None])
def test_half_a_pdf_takes_no_name_and_leaves_nothing(content: bytes | None, qapp: object, tmp_path: Path) -> None:
    (tmp_path / "list.pdf").write_bytes(b"the older one")
    file = PdfFile(tmp_path / "list.pdf", QPrinter())
    if content is not None:
        (tmp_path / ".list.pdf.part").write_bytes(content)
    assert not file.keep()
    assert [path.name for path in tmp_path.glob("*") if path.is_file()] == ["list.pdf"]
    assert (tmp_path / "list.pdf").read_bytes() == b"the older one"

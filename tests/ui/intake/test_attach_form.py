"""The import dialog with columns to decide about, and the form that attaches a table without numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from pytestqt.qtbot import QtBot

from app.base.people import Person
from app.desk.intake import acts
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.ui.frame.shell import Shell
from app.ui.intake.attach_form import AttachForm
from app.ui.intake.dialog import ImportDialog
from app.ui.intake.items import ItemState
from app.ui.intake.preview_pane import UNCHOSEN

_TWICE = "来电人称南口镇某超市销售过期牛奶"
TEXTS = ("市民反映在沙河镇某健身馆办年卡后门店停业", _TWICE, _TWICE)
PERSON = Person("甲")


@pytest.fixture
def dialog(shell: Shell, qtbot: QtBot) -> ImportDialog:
    made = ImportDialog(shell)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def guessed(tmp_path: Path) -> Path:
    header = "工单编号,标题,主要内容,区下派时间,网格备注,空栏"
    return write(tmp_path / "猜.csv", header, f"SL1,甲,{TEXTS[0]},2026-11-20 09:30:00,打 13800000021,")


@pytest.fixture
def table(desk: Desk, tmp_path: Path) -> Path:
    """A table without numbers: a sure row, one of two tickets, and one of none."""
    known = [f"SL{at},第{at}件,{text},2026-11-20 0{at + 1}:00:00" for at, text in enumerate(TEXTS)]
    acts.import_file(desk, person=PERSON, path=write(tmp_path / "已有.csv", "工单编号,标题,主要内容,来电时间", *known))
    rows = [
        f"2026-11-20 01:00:00,{TEXTS[0]},已退",
        f"2026-11-20 08:00:00,{TEXTS[1]},已查",
        "2026-11-20,建议增设座椅路灯,已复",
    ]
    return write(tmp_path / "分析表.csv", "创建时间,主要内容,处理结果", *rows)


def result_of(desk: Desk, number: str) -> str:
    return ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number=number)).ticket.result


def test_unused_columns_stand_first_with_what_fills_them_masked(dialog: ImportDialog, guessed: Path) -> None:
    dialog.add_files([guessed])
    pane = dialog.face.preview
    assert list(pane.combos) == ["网格备注", "区下派时间", "空栏"]
    assert pane.combos["网格备注"].currentText() == UNCHOSEN
    assert pane.combos["区下派时间"].currentText() == "按识别：派单时间"
    words = " ".join(one.text() for one in pane.findChildren(type(dialog.face.guide)))
    assert "有 1 栏有内容但没有用上" in words
    assert "识别为派单时间（确定）；1 行有内容" in words
    assert "138****0021" in words
    assert "13800000021" not in words


@pytest.mark.parametrize(("choice", "kept"), [("原样保留", True), ("不导入", False)])
def test_a_column_can_be_kept_or_left_out_for_good(
    dialog: ImportDialog, guessed: Path, desk: Desk, choice: str, kept: bool
) -> None:
    dialog.add_files([guessed])
    combo = dialog.face.preview.combos["网格备注"]
    combo.setCurrentIndex(combo.findText(choice))
    dialog.start()
    assert dialog.items[0].result is not None
    assert dialog.items[0].result.unused == ()
    found = ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number="SL1")).ticket
    assert ("网格备注" in found.extra) is kept
    again = acts.import_file(desk, person=PERSON, path=guessed).result
    assert again.unused == ()


def test_a_remembered_choice_can_be_taken_back(dialog: ImportDialog, guessed: Path, desk: Desk) -> None:
    acts.import_file(desk, person=PERSON, path=guessed, aliases={"网格备注": "office"})
    dialog.add_files([guessed])
    combo = dialog.face.preview.combos["网格备注"]
    assert combo.currentText() == "科室 / 专班"
    combo.setCurrentIndex(0)
    dialog.start()
    assert [one.header for one in acts.import_file(desk, person=PERSON, path=guessed).result.unused] == ["网格备注"]


def test_pasted_rows_name_what_is_not_used_too(dialog: ImportDialog, guessed: Path) -> None:
    dialog.add_text(guessed.read_text(encoding="utf-8").replace(",", "\t"))
    words = " ".join(one.text() for one in dialog.face.preview.findChildren(type(dialog.face.guide)))
    assert "没有用上、原样保留的栏目：网格备注" in words
    assert dialog.face.preview.combos == {}


def test_the_result_names_what_was_not_used(dialog: ImportDialog, guessed: Path) -> None:
    dialog.add_files([guessed])
    dialog.start()
    assert "没有用上、原样保留的栏目：网格备注（1 行）" in dialog.face.result.sentence.text()


def test_a_table_without_numbers_is_attached_from_the_preview_by_keyboard(
    dialog: ImportDialog, table: Path, desk: Desk
) -> None:
    dialog.add_files([table])
    assert dialog.items[0].state is ItemState.UNREADABLE
    assert dialog.face.preview.attach is not None
    next(key for key in dialog.findChildren(QShortcut) if key.key().toString() == "Alt+M").activated.emit()
    form = dialog._shell.last_form
    assert isinstance(form, AttachForm)
    assert form.counts.text() == "共 3 行：请选择 1，可能 0，确定 1，没有对应 1"
    assert [form.table.item(row, 0).text() for row in range(3)] == ["3", "2", "4"]
    assert {place: combo.currentData() for place, combo in form.combos.items()} == {"3": "", "2": "SL0"}
    form.combos["3"].setCurrentIndex(2)
    form.submit()
    assert (result_of(desk, "SL0"), result_of(desk, "SL1"), result_of(desk, "SL2")) == ("已退", "已查", "")
    assert dialog.items[0].state is ItemState.DONE
    assert dialog.face.result.counts.text() == "共 2 行 = 新增 0 + 更新 2 + 未变 0 + 退回 0"


def test_a_table_that_nothing_corresponds_to_stores_nothing(dialog: ImportDialog, tmp_path: Path) -> None:
    path = write(tmp_path / "别.csv", "创建时间,主要内容,处理结果", "2026-11-20,建议增设公园座椅与路灯,已复")
    dialog.add_files([path])
    dialog.attach()
    form = dialog._shell.last_form
    assert isinstance(form, AttachForm)
    assert not form.main.isEnabled()
    assert form.table.item(0, 4).text() == "没有对应的工单，不存入"

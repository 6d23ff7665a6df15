"""The import dialog: looks first, refuses one file without stopping the others, leaves nothing half done."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.base.clock import StillClock
from app.base.people import Person
from app.desk.queue import reads as queue_reads
from app.desk.queue.rows import QueueQuery
from app.desk.shared.context import Desk
from app.desk.ticket import reads as ticket_reads
from app.ui.frame.gateway import Gateway
from app.ui.frame.runners import ThreadRunner
from app.ui.frame.shell import Shell
from app.ui.intake.dialog import ImportDialog
from app.ui.intake.items import ItemState, OldRows
from app.ui.look.theme import Theme

HEADER = "工单编号,标题,主要内容,派单时间,街乡镇,网格长"


def rows(first: int, count: int) -> str:
    return "\n".join(
        f"热线-261122-{number:06d},健身房闭店,要求退费,2026-11-22 10:00:00,回龙观街道,李某某"
        for number in range(first, first + count)
    )


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write(tmp_path, "热线1122.csv", f"{HEADER}\n{rows(1, 3)}\n")


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    bad = "2.61122E+11,坏编号,内容,2026-11-22 10:00:00,回龙观街道,李某某"
    return write(tmp_path, "有问题.csv", f"{HEADER}\n{rows(3, 2)}\n{bad}\n")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return write(tmp_path, "不是工单.xlsx", "")


@pytest.fixture
def dialog(shell: Shell, qtbot: QtBot) -> ImportDialog:
    made = ImportDialog(shell)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def total(desk: Desk) -> int:
    return len(queue_reads.page_ids(desk, query=QueueQuery()))


def test_a_file_is_looked_into_before_anything_is_stored(dialog: ImportDialog, good: Path, desk: Desk) -> None:
    dialog.add_files([good])
    assert dialog.items[0].state is ItemState.READY
    assert dialog.face.pages.currentIndex() == 2
    assert list(dialog.face.preview.combos) == ["网格长"]
    assert total(desk) == 0


def test_the_counts_add_up_and_the_problems_stand_in_a_table(
    dialog: ImportDialog, good: Path, mixed: Path, desk: Desk
) -> None:
    dialog.add_files([good, mixed])
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.face.result.counts.text() == "共 3 行 = 新增 1 + 更新 0 + 未变 1 + 退回 1"
    table = dialog.face.result.table
    cells = [table.item(0, at).text() for at in range(table.columnCount())]
    assert cells[0].splitlines()[0].endswith("第 4 行")
    assert cells[1].splitlines()[0] == "工单编号"
    assert "编号" in cells[2]
    assert Path(dialog.items[1].result.problems_file).exists()  # type: ignore[union-attr]  # was just taken in
    assert dialog.face.result.open_file.isVisible()
    assert "共 6 行 = 新增 4 + 更新 0 + 未变 1 + 退回 1" in dialog.face.status.text()
    assert total(desk) == 4


def test_a_file_refused_whole_stands_with_one_sentence_and_the_others_go_on(
    dialog: ImportDialog, good: Path, wrong: Path, desk: Desk
) -> None:
    dialog.add_files([wrong, good])
    assert dialog.items[0].state is ItemState.UNREADABLE
    assert dialog.face.result.sentence.text() == dialog.items[0].error != ""
    dialog.start()
    assert total(desk) == 3
    assert "1 个文件未导入" in dialog.face.status.text()


def test_a_file_that_goes_bad_after_the_look_is_refused_and_the_next_is_taken_in(
    dialog: ImportDialog, good: Path, mixed: Path, desk: Desk
) -> None:
    dialog.add_files([mixed, good])
    mixed.write_text("", encoding="utf-8")
    dialog.start()
    assert dialog.items[0].state is ItemState.REFUSED
    assert dialog.items[1].state is ItemState.DONE
    assert dialog.face.result.counts.text() == "未导入，没有存入任何内容"
    assert total(desk) == 3


def test_a_named_column_is_used_and_remembered_for_files_of_that_kind(
    dialog: ImportDialog, good: Path, mixed: Path, desk: Desk
) -> None:
    dialog.add_files([good, mixed])
    combo = dialog.face.preview.combos["网格长"]
    combo.setCurrentIndex(combo.findText("科室 / 专班"))
    assert dialog.items[1].named == {"网格长": "office"}
    assert dialog.face.preview.combos["网格长"].currentText() == "科室 / 专班"
    dialog.start()
    found = ticket_reads.find(desk, number="热线-261122-000001")
    assert ticket_reads.detail(desk, ticket_id=found).ticket.office == "李某某"
    again = ImportDialog(dialog._shell)
    again.add_files([good])
    assert again.face.preview.combos["网格长"].currentText() == "科室 / 专班"
    again.deleteLater()


def test_a_column_that_stays_as_it_is_is_kept_with_the_ticket(dialog: ImportDialog, good: Path, desk: Desk) -> None:
    dialog.add_files([good])
    dialog.start()
    found = ticket_reads.find(desk, number="热线-261122-000001")
    assert ticket_reads.detail(desk, ticket_id=found).ticket.extra == {"网格长": "李某某"}


def test_a_file_without_a_number_column_waits_until_it_is_named(
    dialog: ImportDialog, tmp_path: Path, desk: Desk
) -> None:
    text = f"{HEADER}\n{rows(1, 2)}\n".replace("工单编号", "流水")
    dialog.add_files([write(tmp_path, "无编号.csv", text)])
    assert not dialog.face.start.isEnabled()
    combo = dialog.face.preview.combos["流水"]
    combo.setCurrentIndex(combo.findText("工单编号"))
    assert dialog.face.start.isEnabled()
    dialog.start()
    assert total(desk) == 2


def test_backlog_brings_tickets_in_without_reminders(dialog: ImportDialog, good: Path, desk: Desk) -> None:
    dialog.add_files([good])
    dialog.face.old_rows.setCurrentText(OldRows.ALL_BACKLOG.value)
    dialog.start()
    found = ticket_reads.find(desk, number="热线-261122-000001")
    assert ticket_reads.detail(desk, ticket_id=found).row.backlog


def test_old_rows_are_counted_in_the_preview_and_come_in_as_backlog_unless_chosen_otherwise(
    dialog: ImportDialog, tmp_path: Path, desk: Desk
) -> None:
    def old(number: int) -> str:
        return f"工单编号,标题,派单时间,状态\n旧{number},退费,2026-09-01 10:00:00,办理中\n"

    dialog.add_files([write(tmp_path, "旧.csv", old(1))])
    assert dialog.face.ages.text() == "1 行中旧件 1 行：办结 7 天以上 0，超期 7 天以上未结 1"
    assert dialog.face.guide.isVisibleTo(dialog)
    dialog.start()
    dialog.add_files([write(tmp_path, "新.csv", old(2))])
    assert not dialog.face.guide.isVisibleTo(dialog)
    dialog.face.old_rows.setCurrentText(OldRows.AS_NEW.value)
    dialog.start()
    found = [ticket_reads.detail(desk, ticket_id=ticket_reads.find(desk, number=n)).row.backlog for n in ("旧1", "旧2")]
    assert found == [True, False]


def test_pasted_text_is_taken_in_as_a_file(dialog: ImportDialog, desk: Desk) -> None:
    dialog.add_text(f"{HEADER}\n{rows(1, 2)}\n".replace(",", "\t"))
    assert dialog.items[0].name == "粘贴的内容"
    dialog.start()
    assert total(desk) == 2


def test_the_same_file_stands_in_the_list_once(dialog: ImportDialog, good: Path) -> None:
    dialog.add_files([good, good])
    assert len(dialog.items) == 1


def test_the_next_file_is_shown_by_its_button(dialog: ImportDialog, good: Path, mixed: Path) -> None:
    dialog.add_files([good, mixed])
    dialog.face.next.click()
    assert dialog.face.files.currentRow() == 1
    dialog.face.next.click()
    assert dialog.face.files.currentRow() == 0


def test_escape_closes_when_nothing_runs(dialog: ImportDialog, good: Path) -> None:
    dialog.add_files([good])
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.fixture
def threaded(qapp: object, desk: Desk, still: StillClock, qtbot: QtBot) -> Iterator[ImportDialog]:
    gateway = Gateway(desk, ThreadRunner(), Person("值班员甲"))
    made = ImportDialog(Shell(gateway, Theme(), still))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    yield made
    gateway.close()


def test_stopping_leaves_nothing_half_done_and_says_so(
    threaded: ImportDialog, tmp_path: Path, desk: Desk, qtbot: QtBot
) -> None:
    big = write(tmp_path, "大.csv", f"{HEADER}\n{rows(1, 3000)}\n")
    other = write(tmp_path, "另一个.csv", f"{HEADER}\n{rows(5000, 1)}\n")
    threaded.add_files([big, other])
    qtbot.waitUntil(lambda: all(item.state is ItemState.READY for item in threaded.items))
    with desk.register.writing():  # the desk thread waits until the stop has been asked for
        threaded.start()
        QTest.keyClick(threaded, Qt.Key.Key_Escape)
        assert threaded.isVisible()
        assert threaded.question.isVisible()
        QTest.keyClick(threaded.question, Qt.Key.Key_Escape)
        assert (threaded.question.isVisible(), threaded.run.stopping) == (False, False)
        QTest.keyClick(threaded, Qt.Key.Key_Escape)
        threaded.question.stop.click()
    qtbot.waitUntil(lambda: not threaded.run.running)
    assert [item.state for item in threaded.items] == [ItemState.CANCELLED, ItemState.READY]
    assert total(desk) == 0
    assert "没有留下任何内容" in threaded.face.status.text()


def test_progress_arrives_on_the_gui_thread(threaded: ImportDialog, tmp_path: Path, desk: Desk, qtbot: QtBot) -> None:
    threaded.add_files([write(tmp_path, "大.csv", f"{HEADER}\n{rows(1, 1200)}\n")])
    qtbot.waitUntil(lambda: threaded.items[0].state is ItemState.READY)
    seen: list[tuple[int, int, bool]] = []
    threaded.run.progressed.connect(
        lambda done, of: seen.append((done, of, threading.current_thread() is threading.main_thread()))
    )
    shown: list[str] = []
    threaded.run.progressed.connect(lambda _done, _of: shown.append(threaded.face.status.text()))
    qtbot.waitUntil(lambda: threaded.items[0].total == 1200)
    threaded.start()
    qtbot.waitUntil(lambda: threaded.items[0].state is ItemState.DONE)
    assert seen[0] == (20, 0, True)  # the first batch that the reading process sends
    assert "已读取 20 / 1,200 行" in shown[0]
    assert threaded.face.progress.maximum() == 2400
    assert total(desk) == 1200


def test_a_bug_during_an_import_does_not_hold_the_dialog(
    dialog: ImportDialog, good: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    crashes: list[Exception] = []
    dialog._shell.gateway.crashed.connect(crashes.append)

    def fail(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr("app.desk.intake.acts.import_file", fail)
    dialog.add_files([good])
    dialog.start()
    assert [str(error) for error in crashes] == ["made up"]
    assert (dialog.run.running, dialog.items[0].state) == (False, ItemState.REFUSED)


def test_what_was_left_out_of_a_row_stands_below_what_came_back(dialog: ImportDialog, tmp_path: Path) -> None:
    header = "工单编号,标题,派单时间,紧急程度,办结时间"
    noted = "热线-261122-000031,退卡,2026-11-22 10:00:00,看着办,2026-11-21 10:00:00"
    bad = "2.61122E+11,退卡,2026-11-22 10:00:00,紧急,"
    dialog.add_files([write(tmp_path, "提示.csv", f"{header}\n{noted}\n{bad}\n")])
    dialog.start()
    table, sentence = dialog.face.result.table, dialog.face.result.sentence.text()
    reasons = [table.item(row, 2).text() for row in range(table.rowCount())]
    assert [reason.startswith("提示（已入库）：") for reason in reasons] == [False, True, True]
    assert [table.item(row, 1).text().splitlines()[0] for row in (1, 2)] == ["办结时间", "紧急程度"]
    assert "2 处没有录入或无法识别" in sentence
    assert dialog.face.result.counts.text() == "共 2 行 = 新增 1 + 更新 0 + 未变 0 + 退回 1"

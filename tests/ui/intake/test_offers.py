"""Copied tickets and new exports are offered in the foot, taken in by one key, and wait for calls and dialogs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from app.base.clock import StillClock
from app.base.people import Person
from app.desk.intake import acts as intake_acts
from app.desk.queue import reads as queue_reads
from app.desk.shared.context import Desk
from app.desk.watch import reads as watch_reads
from app.rules.queue.names import QueueName
from app.ui.frame.application import OpenWindow
from app.ui.intake.attach_form import AttachForm
from app.ui.intake.clipboard import ClipboardWatch, text_of
from app.ui.intake.dialog import ImportDialog
from app.ui.intake.offers import Offers, offers_of

OPERATOR = Person("值班员甲")
HEAD = "工单编号\t标题\t主要内容\t派单时间\t工单状态"


def rows(*numbers: int, state: str = "待签收") -> str:
    lines = (f"热线-261123-{number:06d}\t退费\t要求退费\t2026-11-23 02:00:00\t{state}" for number in numbers)
    return "\n".join([HEAD, *lines])


def count(desk: Desk) -> int:
    return queue_reads.counters(desk).by_queue.get(QueueName.ALL, 0)


@pytest.fixture
def offers(opened: OpenWindow) -> Offers:
    found = offers_of(opened.shell)
    assert found is not None
    return found


def test_copied_tickets_stand_in_the_foot_and_one_key_takes_them_in(
    opened: OpenWindow, offers: Offers, desk: Desk
) -> None:
    offer = opened.window.foot.offer
    assert offer.isHidden()
    offers.look_at_text(rows(1, 2, 3))
    assert offer.text() == "⬇ 识别到 3 件：3 新增，按 Shift+F3 收入"
    assert offer.toolTip().startswith("剪贴板：识别到 3 件：3 新增")
    assert count(desk) == 0
    opened.shell.commands.action("offer-take").trigger()
    assert count(desk) == 3
    assert offer.isHidden()
    assert offers.kept == []


def test_the_button_takes_in_too(opened: OpenWindow, offers: Offers, desk: Desk) -> None:
    offers.look_at_text(rows(1))
    opened.window.foot.offer.click()
    assert count(desk) == 1


def test_what_is_no_ticket_changes_nothing(opened: OpenWindow, offers: Offers) -> None:
    offers.look_at_text("晚上几点吃饭？")
    assert offers.kept == []
    assert opened.window.foot.offer.isHidden()
    assert opened.window.messages.text == ""
    assert offers.why_not().startswith("没有识别到可收入的工单")


def test_known_tickets_meet_the_round_and_are_not_offered(
    opened: OpenWindow, offers: Offers, desk: Desk, still: StillClock
) -> None:
    intake_acts.import_text(desk, person=OPERATOR, text=rows(1, 2))
    said: list[str] = []
    opened.gateway.succeeded.connect(lambda text, _undo: said.append(text))
    offers.look_at_text(rows(1, 2))
    offers.look_at_text(rows(1, 2))  # announced again within a minute
    assert offers.kept == []
    assert said == ["识别到 2 件均已登记，无新增，已计一轮巡查"]
    assert watch_reads.view(desk).look.text == "剪贴板识别 2 件均已登记，无新增"
    still.advance(timedelta(minutes=5))
    offers.look_at_text(rows(1, 2))
    assert len(said) == 2


def test_a_known_ticket_in_another_state_is_a_look_and_an_offer(opened: OpenWindow, offers: Offers, desk: Desk) -> None:
    intake_acts.import_text(desk, person=OPERATOR, text=rows(1))
    offers.look_at_text(rows(1, state="已办结"))
    assert opened.window.foot.offer.text() == "⬇ 识别到 1 件：1 状态变化，按 Shift+F3 收入"
    assert watch_reads.view(desk).look.seen == 1


def test_during_a_call_and_under_a_dialog_it_waits(
    opened: OpenWindow, offers: Offers, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    foot = opened.window.foot
    opened.shell.calling.toggle()
    offers.look_at_text(rows(1))
    assert foot.offer.isHidden()
    assert offers.why_not() == "通话中，结束后再收入"
    opened.shell.calling.toggle()
    assert not foot.offer.isHidden()
    dialog = QDialog(opened.window)
    dialog.setModal(True)
    dialog.show()
    offers.look_at_text(rows(1, 2))
    assert foot.offer.isHidden()
    dialog.close()
    offers.show_offer()
    assert "2 件" in foot.offer.text()


def test_an_offer_can_be_left_or_looked_at_first(opened: OpenWindow, offers: Offers) -> None:
    offers.look_at_text(rows(1))
    offers.look_at_text(rows(2, 3))
    assert "另有 1 份" in opened.window.foot.offer.toolTip()
    opened.shell.commands.action("offer-leave").trigger()
    assert "1 件" in opened.window.foot.offer.text()
    opened.shell.commands.action("offer-view").trigger()
    dialog = opened.window.findChild(ImportDialog)
    assert [item.text for item in dialog.items] == [rows(1)]
    dialog.close()


def test_what_came_in_another_way_is_no_longer_offered(opened: OpenWindow, offers: Offers, desk: Desk) -> None:
    offers.look_at_text(rows(1))
    opened.gateway.submit(intake_acts.import_text, person=OPERATOR, text=rows(1, 2))
    assert offers.kept == []
    assert opened.window.foot.offer.isHidden()


def test_a_new_export_is_offered_with_what_changed(
    opened: OpenWindow, offers: Offers, desk: Desk, tmp_path: Path
) -> None:
    for name, numbers in (("一.csv", (1, 2, 3)), ("二.csv", (2, 3, 4))):
        path = tmp_path / name
        path.write_text(rows(*numbers).replace("\t", ","), encoding="utf-8-sig")
        offers.look_at_file(path)
        if name == "一.csv":
            opened.shell.commands.action("offer-take").trigger()
    assert opened.window.foot.offer.text() == "⬇ 识别到 3 件：1 新增 · 1 少了，按 Shift+F3 收入"
    opened.shell.commands.action("offer-take").trigger()
    assert count(desk) == 4
    offers.look_at_file(path)
    assert offers.kept == []


def test_a_file_is_offered_once_by_its_content(opened: OpenWindow, offers: Offers, tmp_path: Path) -> None:
    for name in ("一.csv", "一(1).csv"):
        (tmp_path / name).write_text(rows(1).replace("\t", ","), encoding="utf-8-sig")
        offers.look_at_file(tmp_path / name)
        assert len(offers.kept) == 1
    opened.shell.commands.action("offer-leave").trigger()
    offers.look_at_file(tmp_path / "一.csv")
    assert offers.kept == []


def test_rows_without_numbers_open_the_form_that_attaches_them(
    opened: OpenWindow, offers: Offers, take_in: Callable[..., int], desk: Desk
) -> None:
    take_in("热线-261123-000001", called_at=desk.now())
    content = "市民反映某健身中心张贴停业通知，要求退费。"
    offers.look_at_text(f"1\t2026-11-23 02:41\t市场管理\t\t\t{content}\t回龙观街道\t\t\t已退费\t\t是\t是\t是\t是")
    assert opened.window.foot.offer.text() == "⬇ 识别到 1 行，没有编号，按 Shift+F3 对到已有工单"
    opened.shell.commands.action("offer-take").trigger()
    form = opened.shell.last_form
    assert isinstance(form, AttachForm)
    form.submit()
    assert offers.kept == []


class Watching(ClipboardWatch):
    """A watch that says for itself whose the clipboard is: offscreen nobody owns it."""

    own = False

    def is_own(self) -> bool:
        return self.own


def test_texts_of_other_programs_are_read_and_own_ones_files_and_secrets_are_not(qtbot, qapp) -> None:
    wanted = [True]
    watch, seen = Watching(lambda: wanted[0], qapp), []
    watch.copied.connect(seen.append)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("一")
    qtbot.waitUntil(lambda: seen == ["一"])
    watch.own = True
    watch.look()
    watch.own, wanted[0] = False, False
    watch.look()
    assert seen == ["一"]
    watch.stop()
    clipboard.clear()
    watch.deleteLater()


def test_only_a_text_of_bounded_length_is_copied_out() -> None:
    data = QMimeData()
    assert text_of(data) == ""
    data.setText("一" * 1_000_001)
    assert text_of(data) == ""
    data.setText("一")
    assert text_of(data) == "一"
    data.setData("x-kde-passwordManagerHint", b"secret")
    assert text_of(data) == ""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/a.xlsx")])
    files.setText("a")
    assert text_of(files) == ""
    assert text_of(None) == ""

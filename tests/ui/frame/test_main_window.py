"""The window stands whole at its smallest screen, and everything in it has a name and a key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QWidget

from app.base.changes import Change
from app.base.errors import EnvironmentFault, Refused
from app.base.people import Person, Role
from app.desk.queue.rows import Counters
from app.rules.queue.names import QueueName
from app.ui.frame.main_window import MainWindow
from app.ui.frame.pages import Badge, Page, PageGroup, PageSpec
from app.ui.frame.session.crash_dialog import CrashDialog
from app.ui.look.theme import ThemeMode
from tests.support.levels import URGENT


class Registers(Page):
    shows = Change.RETURNS

    def __init__(self, shell) -> None:
        super().__init__(shell)
        self.read = 0

    def refresh(self) -> None:
        self.read += 1


SPEC = PageSpec(
    "returns-test", "退单登记簿", PageGroup.REGISTERS, "undo-2", Registers, lambda c: Badge(c.returns_open, "plain")
)


@pytest.fixture
def framed(shell, qtbot):
    """A window with one further page."""
    window = MainWindow(shell, [SPEC])
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    yield window
    window.pulse.stop()


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
@pytest.mark.parametrize("scale", [100, 125, 150])
def test_nothing_is_wider_or_higher_than_1366_by_768(opened, take_in, scale, mode, desk) -> None:
    take_in("热线-261123-004417", urgency=URGENT)
    opened.shell.theme.choose(mode=mode, scale=scale, now=desk.now())
    opened.gateway.announce(Change.TICKETS)
    hint = opened.window.minimumSizeHint()
    assert hint.width() <= 1366
    assert hint.height() <= 768
    assert (opened.window.width(), opened.window.height()) == (1366, 768)


@pytest.mark.parametrize("scale", [100, 150])
def test_no_label_of_the_window_is_cut(opened, take_in, scale, desk, qtbot) -> None:
    take_in("热线-261123-004417", urgency=URGENT, merchant="北京某某健身有限公司昌平第三分公司")
    opened.shell.theme.choose(mode=ThemeMode.LIGHT, scale=scale, now=desk.now())
    opened.gateway.announce(Change.TICKETS)
    qtbot.waitUntil(lambda: not [w for w in _texts(opened.window) if _is_cut(w)])
    cut = [widget.text() for widget in _texts(opened.window) if _is_cut(widget)]
    assert cut == []


def _texts(window: QWidget) -> list[QWidget]:
    found = [widget for kind in (QAbstractButton, QLabel) for widget in window.findChildren(kind)]
    return [w for w in found if w.isVisible() and w.text() and type(w).__name__ != "ElidedLabel"]


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return bool(widget.heightForWidth(widget.width()) > widget.height() + 1)
    return bool(widget.minimumSizeHint().width() > widget.width() + 1)


def test_every_control_has_an_accessible_name(opened, take_in) -> None:
    take_in()
    opened.gateway.announce(Change.TICKETS)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()}"
        for kind in (QAbstractButton, QLineEdit)
        for widget in opened.window.findChildren(kind)
        if widget.isVisible() and not (widget.accessibleName() or getattr(widget, "text", str)())
        and type(widget).__name__ not in {"QToolButton"}
    ]  # fmt: skip
    assert nameless == []


def test_a_page_is_built_at_its_first_visit_and_refreshes_once_when_shown(framed, shell) -> None:
    assert framed._built == {}
    shell.open_page("returns-test")
    page = framed.current_page()
    assert page.read == 1
    assert not framed.panel.isVisible()
    shell.gateway.changed.emit(Change.TICKETS)
    assert page.read == 1
    framed.show_page("tickets")
    shell.gateway.changed.emit(Change.RETURNS)
    shell.gateway.changed.emit(Change.RETURNS)
    assert page.read == 1
    shell.open_page("returns-test")
    assert page.read == 2


def test_pages_are_in_the_navigation_and_the_palette_with_their_number(framed, shell) -> None:
    assert "page:returns-test" in [spec.id for spec in shell.commands.every()]
    counters = Counters(dict.fromkeys(QueueName, 0), 0, 0, 7, 0, 0)
    framed.navigation.show_counters(counters)
    assert framed.navigation.button("returns-test").accessibleName() == "退单登记簿 7 件"


def test_a_page_of_the_rules_is_marked_where_it_is_reached_from(opened) -> None:
    window = opened.window
    window.show_page("reminders")
    window.show_page("calendar")
    assert window.navigation.button("settings").isChecked()
    assert not window.navigation.button("reminders").isChecked()


def test_badges_are_red_when_a_duty_breaks_and_amber_for_today(framed) -> None:
    by_queue = {**dict.fromkeys(QueueName, 0), QueueName.TO_SIGN: 3, QueueName.DUE_TODAY: 2, QueueName.HANDLING: 9}
    framed.navigation.show_counters(Counters(by_queue, 1, 0, 0, 0, 0))
    tones = {q: framed.navigation.button(q).badge.tone for q in (QueueName.TO_SIGN, QueueName.DUE_TODAY)}
    assert tones == {QueueName.TO_SIGN: "red", QueueName.DUE_TODAY: "amber"}
    assert framed.navigation.button(QueueName.HANDLING).badge.tone == "plain"
    framed.navigation.show_counters(Counters(by_queue, 0, 0, 0, 0, 0))
    assert framed.navigation.button(QueueName.TO_SIGN).badge.tone == "plain"


def test_ctrl_and_a_digit_open_a_queue(opened, qtbot) -> None:
    opened.window.activateWindow()
    opened.shell.commands.action("queue:overdue").trigger()
    assert opened.window.tickets.query.queue is QueueName.OVERDUE
    assert opened.window.navigation.button(QueueName.OVERDUE).isChecked()


def test_a_letter_typed_into_the_search_is_never_taken_for_a_key(opened, qtbot) -> None:
    opened.window.top.focus_search()
    qtbot.keyClicks(opened.window.top.search, "a?b")
    assert opened.window.top.search.text() == "a?b"
    opened.window.top.forget()


def test_refusals_and_faults_stay_until_they_are_closed(opened) -> None:
    opened.gateway.refused.emit(Refused("不能签收", hint="请刷新"))
    assert opened.window.messages.text == "不能签收"
    assert not opened.window.messages._timer.isActive()
    opened.gateway.fault.emit(EnvironmentFault("磁盘已满", hint="请清理"))
    assert "请清理" in opened.window.messages.accessibleName()
    opened.shell.commands.run("back")
    assert opened.window.messages.text == ""


def test_a_bug_opens_the_crash_dialog_and_the_desk_goes_on(opened, qtbot) -> None:
    def broken(_desk) -> None:
        raise ZeroDivisionError("geteilt")

    opened.gateway.submit(broken)
    dialogs = opened.window.findChildren(CrashDialog)
    assert len(dialogs) == 1
    assert "ZeroDivisionError" in dialogs[0].report.toPlainText()
    assert not dialogs[0].isModal()
    dialogs[0].close()
    seen: list[int] = []
    opened.gateway.read(lambda _desk: 1, seen.append)
    assert seen == [1]


def test_the_foot_names_who_is_on_duty(opened) -> None:
    opened.shell.take_over(Person("班长乙", Role.SHIFT_LEAD))
    assert opened.window.foot.person.text() == "值班：班长乙（班组长）"
    assert opened.gateway.person.name == "班长乙"


def test_larger_letters_and_another_theme_are_kept_as_settings(opened, desk) -> None:
    from app.desk import setting

    opened.shell.commands.run("larger")
    opened.shell.commands.run("theme")
    kept = setting.every(desk)
    assert kept["font_percent"] == "110"
    assert kept["theme"] == opened.shell.theme.mode.value


def test_a_narrow_window_keeps_the_numbers_and_gives_up_the_words(opened) -> None:
    button = opened.window.navigation.button(QueueName.TO_SIGN)
    assert button.text() == "待签收"
    opened.window.resize(911, 500)
    assert button.text() == ""
    assert button.accessibleName() == "待签收 0 件"
    assert (opened.window.width(), opened.window.height()) == (911, 500)
    opened.window.resize(1366, 768)
    assert button.text() == "待签收"
    opened.shell.theme.choose(scale=150, now=opened.shell.now())
    assert button.text() == ""


def test_a_rehearsal_has_its_banner(shell, qtbot) -> None:
    window = MainWindow(shell, [], rehearsal="演练：时间是模拟的")
    qtbot.addWidget(window)
    banners = [label for label in window.findChildren(QLabel) if label.property("role") == "rehearsal"]
    assert [banner.text() for banner in banners] == ["演练：时间是模拟的"]
    window.pulse.stop()


def test_closing_asks_first(opened) -> None:
    opened.window.on_close(lambda: False)
    assert not opened.window.close()
    opened.window.on_close(lambda: True)


def test_keys_reach_their_actions(opened, take_in, qtbot, desk) -> None:
    ticket = take_in()
    opened.gateway.announce(Change.TICKETS)
    opened.window.tickets.view.setFocus()
    with qtbot.waitExposed(opened.window):
        opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    qtbot.keyClick(opened.window.tickets.view, Qt.Key.Key_F2)
    with desk.register.reading() as stores:
        assert stores.tickets.get(ticket).signed_by == "值班员甲"


def test_the_name_of_the_desk_changes_at_once_with_its_setting(opened, desk) -> None:
    from app.desk import setting

    assert opened.window.navigation.place.text() == setting.get(desk, "desk_name")
    opened.gateway.submit(setting.change, person=Person("班长乙"), name="desk_name", value="城北值守")
    assert opened.window.navigation.place.text() == "城北值守"
    assert opened.shell.setting("desk_name") == "城北值守"


def test_a_watched_folder_that_cannot_be_read_stands_among_the_warnings_until_it_can(opened, desk) -> None:
    foot = opened.window.foot
    others = foot.warnings
    foot.show_folder("自动导入文件夹不存在：D:/导出")
    assert foot.warnings == ("自动导入文件夹不存在：D:/导出", *others)
    assert "自动导入文件夹不存在" in foot.warning.text()
    assert foot.warning.isVisible()
    opened.window.pulse.read_all()
    assert foot.warnings[0] == "自动导入文件夹不存在：D:/导出"
    foot.show_folder("")
    assert foot.warnings == others


def test_a_refusal_goes_with_the_page_it_was_about_and_a_fault_stays(opened) -> None:
    opened.gateway.refused.emit(Refused("不能提交退单"))
    opened.shell.open_page("reminders")
    assert opened.window.messages.text == ""
    opened.gateway.fault.emit(EnvironmentFault("磁盘已满", hint="请清理"))
    opened.shell.open_page("returns")
    assert "磁盘已满" in opened.window.messages.text


def test_esc_in_the_window_leads_back_to_a_form_that_stands_over_it(framed, monkeypatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QDialog, "activateWindow", lambda dialog: asked.append(dialog.windowTitle()))
    form = QDialog(framed)
    form.setWindowTitle("办理答复")
    form.show()
    framed.messages.say("amber", "请写明原因")
    framed.back()
    assert (asked, framed.messages.text) == (["办理答复"], "请写明原因")
    form.close()
    framed.back()
    assert (asked, framed.messages.text) == (["办理答复"], "")


def test_the_key_of_a_queue_gives_its_list_the_keyboard(opened, take_in) -> None:
    take_in("热线-261123-004417", urgency=URGENT)
    opened.gateway.announce(Change.TICKETS)
    window = opened.window
    next(iter(window.navigation.groups.values())).heading.setFocus()
    window.navigation.button(QueueName.ALL).click()
    assert window.focusWidget() is window.tickets.view


def test_a_button_that_goes_with_its_act_leaves_the_keyboard_to_the_list(opened, take_in, qtbot) -> None:
    take_in("热线-261123-004417", urgency=URGENT)
    opened.gateway.announce(Change.TICKETS)
    bar = opened.window.panel.bar
    qtbot.waitUntil(lambda: "sign" in bar.buttons)
    bar.buttons["sign"].setFocus()
    assert opened.window.focusWidget() is bar.buttons["sign"]
    bar.buttons["sign"].hide()
    assert opened.window.focusWidget() is opened.window.tickets.view

"""The settings page is the declaration made visible: every setting once, saved at once, refusals at the field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QSpinBox

from app.base.people import Person
from app.base.settings import SETTINGS, Form
from app.desk import setting as settings
from app.desk.shared.context import Desk
from app.ui.frame.application import OpenWindow
from app.ui.look.theme import ThemeMode
from app.ui.setting.page import SettingsPage

OPERATOR = Person("值班员甲")


@pytest.fixture
def page(opened: OpenWindow) -> Callable[[], SettingsPage]:
    def show() -> SettingsPage:
        opened.shell.commands.run("settings")
        made = opened.window.current_page()
        assert isinstance(made, SettingsPage)
        return made

    return show


def test_every_declared_setting_has_one_editor_with_its_words(page: Callable[[], SettingsPage]) -> None:
    shown = page()
    assert {name: editor.accessibleName() for name, editor in shown.editors.items()} == {
        setting.name: setting.words for setting in SETTINGS
    }


def test_the_theme_takes_effect_at_once_and_is_kept(
    page: Callable[[], SettingsPage], opened: OpenWindow, desk: Desk
) -> None:
    editor = page().editors["theme"]
    assert isinstance(editor, QComboBox)
    editor.setCurrentIndex(editor.findData("dark"))
    assert opened.shell.theme.mode is ThemeMode.DARK
    assert opened.shell.theme.tokens.dark
    assert settings.get(desk, "theme") == "dark"


def test_the_font_size_takes_effect_at_once(page: Callable[[], SettingsPage], opened: OpenWindow, desk: Desk) -> None:
    shown = page()
    editor = shown.editors["font_percent"]
    assert isinstance(editor, QSpinBox)
    QTest.keyClick(editor, Qt.Key.Key_Up)
    assert opened.shell.theme.scale == 110
    assert settings.get(desk, "font_percent") == "110"
    assert shown.saved["font_percent"].text() == "✓ 已保存"


def test_a_folder_is_kept_and_can_be_switched_off(page: Callable[[], SettingsPage], desk: Desk, tmp_path: Path) -> None:
    shown = page()
    shown.choose_folder("watched_folder", str(tmp_path))
    assert settings.get(desk, "watched_folder") == str(tmp_path)
    shown.choose_folder("watched_folder", "")
    assert settings.get(desk, "watched_folder") == ""


def test_a_folder_that_is_not_there_is_refused_at_its_field(page: Callable[[], SettingsPage], desk: Desk) -> None:
    shown = page()
    editor = shown.editors["watched_folder"]
    assert isinstance(editor, QLineEdit)
    editor.setText("/nowhere/exports")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert shown.errors["watched_folder"].text() == "文件夹不存在：/nowhere/exports"
    assert editor.property("wrong")
    assert settings.get(desk, "watched_folder") == ""


def test_a_tick_and_a_name_are_saved(page: Callable[[], SettingsPage], desk: Desk) -> None:
    shown = page()
    tick, name = shown.editors["sound"], shown.editors["desk_name"]
    assert isinstance(tick, QCheckBox)
    assert isinstance(name, QLineEdit)
    tick.click()
    name.setText("城北值守")
    QTest.keyClick(name, Qt.Key.Key_Return)
    kept = settings.every(desk)
    assert (kept["sound"], kept["desk_name"]) == ("no", "城北值守")


def test_a_change_from_elsewhere_is_shown(page: Callable[[], SettingsPage], opened: OpenWindow, desk: Desk) -> None:
    shown = page()
    opened.shell.gateway.submit(settings.change, person=OPERATOR, name="day_window", value="noon")
    editor = shown.editors["day_window"]
    assert isinstance(editor, QComboBox)
    assert editor.currentData() == "noon"


def test_the_wheel_changes_no_setting(page: Callable[[], SettingsPage], desk: Desk) -> None:
    editor = page().editors["theme"]
    assert isinstance(editor, QComboBox)
    middle = QPointF(editor.rect().center())
    wheel = QWheelEvent(
        middle,
        QPointF(editor.mapToGlobal(editor.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor, wheel)
    assert editor.currentIndex() == 0
    assert settings.get(desk, "theme") == "system"


def test_a_folder_that_is_not_set_says_what_happens_then(page: Callable[[], SettingsPage]) -> None:
    editors = page().editors
    folders = [setting.name for setting in SETTINGS if setting.form is Form.FOLDER]
    assert {name: editors[name].placeholderText() for name in folders} == {
        "watched_folder": "未设置，不自动导入",
        "downloads_folder": "未设置，用本机的“下载”文件夹",
        "papers_folder": "未设置，用本机的“文档”文件夹",
        "second_place": "未设置，只备份一份",
    }

"""Keys of text fields are offered to fcitx 4 first; what it composes and commits stands in the field."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from app.ui.frame.input.fcitx4 import Fcitx4Bridge, open_bridge
from app.ui.frame.input.fcitx4_channel import News

Key = Qt.Key


class Pinyin:
    """Composes letters, commits a word on a space, and drops the composition on Esc."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.typed = ""
        self.gone = False
        self._news: deque[News] = deque()

    def press(self, symbol: int, code: int, state: int, at: int, *, released: bool) -> bool:
        if self.gone:
            raise ConnectionResetError("closed")
        if released:
            return False
        if symbol < 0x7F and chr(symbol).isalpha():
            self.typed += chr(symbol)
            self._news.append(News("你好", committed=False, cursor=3))
            return True
        taken = bool(self.typed)
        if taken and symbol == Key.Key_Space:
            self._news += [News("", committed=False), News("你好", committed=True)]
        elif taken:
            self._news.append(News("", committed=False))
        self.typed = ""
        return taken

    def tell(self, method: str, signature: str = "", body: tuple[int, ...] = ()) -> None:
        self.told.append(method)

    def read(self) -> None:
        self._news.append(News("好", committed=True))

    def news(self) -> list[News]:
        found = list(self._news)
        self._news.clear()
        return found


class Desk(QWidget):
    """A window with two fields that counts the Esc keys that reach it."""

    def __init__(self) -> None:
        super().__init__()
        self.search, self.secret, self.left = QLineEdit(), QLineEdit(), 0
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.secret)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Counts Esc."""
        self.left += event.key() == Key.Key_Escape


class Typist:
    """A window with the keyboard, and fcitx behind it."""

    def __init__(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.fcitx, self.desk = Pinyin(), Desk()
        self.bridge = Fcitx4Bridge(application, self.fcitx)
        self.desk.show()
        self.bridge.watch(self.desk.windowHandle())
        self.bridge.enter(self.desk.search)

    def press(self, *keys: Key) -> None:
        """Presses keys as an X server tells them."""
        for key in keys:
            plain = key.value + 0x20 if Key.Key_A <= key <= Key.Key_Z else key.value
            text = chr(plain) if plain < 0x7F else ""
            no = Qt.KeyboardModifier.NoModifier
            event = QKeyEvent(QEvent.Type.KeyPress, key.value, no, 0, plain, 0, text)
            if not self.bridge.eventFilter(self.desk.windowHandle(), event):
                QTest.keyClick(self.desk.search, key)


@pytest.fixture
def typist(qapp: QApplication) -> Iterator[Typist]:
    made = Typist()
    yield made
    made.bridge.watch(None)
    made.bridge.enter(None)
    qapp.focusWindowChanged.disconnect(made.bridge.watch)
    qapp.focusObjectChanged.disconnect(made.bridge.enter)
    made.desk.deleteLater()


def test_letters_become_the_word_that_is_committed(typist: Typist) -> None:
    typist.press(Key.Key_N, Key.Key_I)
    assert (typist.desk.search.text(), typist.bridge.composing) == ("", True)
    assert typist.fcitx.typed == "ni"
    typist.press(Key.Key_Space)
    assert (typist.desk.search.text(), typist.bridge.composing) == ("你好", False)


def test_escape_during_a_composition_ends_only_the_composition(typist: Typist) -> None:
    typist.press(Key.Key_N, Key.Key_Escape)
    assert (typist.desk.search.text(), typist.desk.left, typist.bridge.composing) == ("", 0, False)
    typist.press(Key.Key_Escape)
    assert typist.desk.left == 1


def test_no_shortcut_takes_a_key_from_a_composition(typist: Typist) -> None:
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Key.Key_Return.value, Qt.KeyboardModifier.NoModifier)
    override.ignore()
    assert not typist.bridge.eventFilter(typist.desk.search, override)
    typist.press(Key.Key_N)
    assert typist.bridge.eventFilter(typist.desk.search, override)
    assert override.isAccepted()


def test_a_password_and_what_is_no_text_field_have_their_keys_to_themselves(typist: Typist) -> None:
    typist.press(Key.Key_N)
    typist.bridge.enter(typist.desk.secret)
    assert typist.fcitx.told[-1] == "FocusOut"
    assert not typist.bridge.composing
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_I.value, Qt.KeyboardModifier.NoModifier, 0, 0x69, 0, "i")
    assert not typist.bridge.eventFilter(typist.desk.windowHandle(), event)
    assert typist.fcitx.typed == "n"


def test_a_candidate_chosen_by_the_mouse_arrives_without_a_key(typist: Typist) -> None:
    typist.bridge.listen()
    assert typist.desk.search.text() == "好"


def test_when_fcitx_ends_keys_go_their_usual_way(typist: Typist) -> None:
    typist.fcitx.gone = True
    typist.press(Key.Key_A)
    typist.fcitx.gone = False
    typist.press(Key.Key_B)
    assert (typist.desk.search.text(), typist.fcitx.typed) == ("ab", "")


def test_without_a_bus_there_is_no_bridge(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus")
    assert open_bridge(qapp) is None

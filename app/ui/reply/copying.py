"""Copies the fields of a reply to the clipboard one by one in the platform's order, with a message each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.rules.reply.form import reply_fields
from app.ui.kit.call import Call

_SHOWN = 30
_DIGITS = 9


def copy_key(place: int) -> str:
    """The key that copies the field at a place counted from 1; empty past the eighteenth (Ctrl+0 goes on)."""
    if place <= _DIGITS:
        return f"Ctrl+{place}"
    return f"Alt+{place - _DIGITS}" if place <= 2 * _DIGITS else ""


class CopyKeys(QObject):
    """Ctrl+1…9 copy the first nine fields, Alt+1…9 the next nine, Ctrl+0 the next filled field."""

    message = Signal(str)

    def __init__(self, window: QWidget, values: Callable[[], Mapping[str, str]]) -> None:
        super().__init__(window)
        self._values = values
        self._last = 0
        for place in range(1, 2 * _DIGITS + 1):
            shortcut = QShortcut(QKeySequence(copy_key(place)), window)
            shortcut.activated.connect(Call(shortcut, self.copy, place).run)
        QShortcut(QKeySequence("Ctrl+0"), window, self.copy_next)

    def copy(self, place: int) -> None:
        """Copies the field at this place; an empty field leaves the clipboard unchanged."""
        fields = reply_fields()
        if place > len(fields):
            return
        self._last = place
        field, text = fields[place - 1], self._values().get(fields[place - 1].name, "").strip()
        if not text:
            self.message.emit(f"{place} {field.words}没有填写，剪贴板未变")
            return
        QGuiApplication.clipboard().setText(text)
        shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
        self.message.emit(f"已复制 {place}/{len(fields)} {field.words}：{shown}".replace("\n", " "))

    def copy_next(self) -> None:
        """Copies the next filled field; starts again after the last one."""
        fields, values = reply_fields(), self._values()
        order = [*range(self._last + 1, len(fields) + 1), *range(1, self._last + 1)]
        for place in order:
            if values.get(fields[place - 1].name, "").strip():
                self.copy(place)
                return
        self.message.emit("这份答复还没有内容可复制")

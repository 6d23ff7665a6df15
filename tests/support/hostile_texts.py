"""Texts a foreign file may bring, and what a window must not do with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as QtGuiNames
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from tests.support.plain_numbers import CARD, IDENTITY, SPELLINGS, plain_number

MARK = "甲乙丙"  # stands in each text, so that the walk knows the foreign ones
NUMBERS = f"电话{SPELLINGS}，身份证{IDENTITY}，卡号{CARD}"
_IMAGE = f'<img src="file:///etc/passwd">{MARK}<b>粗</b><br>'
_TURNED = "\u202e\u2066右到左\u200f\u200b"
_SIGNS = "&X取消 &amp; &lt; 😀👨‍👩‍👧"
TITLE = f"{_IMAGE}{_TURNED}{_SIGNS}{NUMBERS}"
LONG = f"{_IMAGE}{NUMBERS}\n第二行\r\n\x00\x07{_TURNED}{_SIGNS}" + "长" * 100_000
FOREIGN = {
    "title": f"{TITLE}\n第二行\x00" + "长" * 3_000,
    "content": LONG,
    "merchant": f"{MARK}&X<b>商户</b>\n有限公司{NUMBERS}" + "长" * 5_000,
    "caller": f"<i>{MARK}</i>&Q\n某{NUMBERS}",
    "unit": f"{MARK}<u>&A科</u>{_TURNED}{NUMBERS}",
    "street": f"{MARK}&S<b>街道</b>{NUMBERS}",
    "place": LONG[:3_000],
    "reply": LONG[:3_000],
}
SHORTER = {name: text[:1_200] for name, text in FOREIGN.items()}
_SCREEN = (1366, 768)
_ROWS = 30
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_LONGEST_TITLE = 120


def plain_numbers_of(window: QWidget) -> Iterator[str]:
    """Where a window shows one of the made-up numbers in full."""
    for widget in (window, *window.findChildren(QWidget)):
        own = isinstance(widget, QPlainTextEdit) and not widget.isReadOnly()  # a writer's text, as it will be sent
        if not own and (widget is window or (widget.isVisible() and widget.window() is window)):
            shown = next(filter(plain_number, _shown_texts(widget)), "")
            if shown:
                yield f"{_name(widget)} shows {plain_number(shown)} in full"


def faults_of(window: QWidget) -> Iterator[str]:
    """What is wrong in a window that shows such texts: read as markup, taken for a key, or outside its window."""
    if window.width() > _SCREEN[0] or window.height() > _SCREEN[1]:
        yield f"{_name(window)} is {window.width()}×{window.height()}"
    if "\n" in window.windowTitle() or "\x00" in window.windowTitle() or len(window.windowTitle()) > _LONGEST_TITLE:
        yield f"{_name(window)} has the window title {window.windowTitle()[:40]!r}"
    yield from _faults(window)
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window:
            yield from _faults(widget)
            yield from _outside(window, widget)


def _shown_texts(widget: QWidget) -> Iterator[str]:
    """Every text that a widget shows or has ready for a screen reader."""
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        columns = model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 1
        for row in range(min(_ROWS, model.rowCount(QModelIndex()))):
            for column in range(columns):
                yield from (str(model.data(model.index(row, column), role) or "") for role in _ROLES)


def _outside(window: QWidget, widget: QWidget) -> Iterator[str]:
    """A widget that stands outside its window and cannot be scrolled to."""
    above: QWidget | None = widget.parentWidget()
    while above is not None and above is not window:
        if isinstance(above, QAbstractScrollArea):
            return
        above = above.parentWidget()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    if not window.rect().adjusted(-2, -2, 2, 2).contains(place) and not isinstance(widget, QMenu):
        yield f"{_name(widget)} stands at {place.getCoords()} outside {window.width()}×{window.height()}"


def _faults(widget: QWidget) -> Iterator[str]:
    where = _name(widget)
    if _is_markup(widget.toolTip()) or (isinstance(widget, QTextEdit) and "<img" in widget.toHtml()):
        yield f"{where}: read as markup"
    for action in widget.actions():
        yield from _faults_of_action(where, action)
    if isinstance(widget, QLabel):
        if widget.textFormat() is not Qt.TextFormat.PlainText and _is_markup(widget.text()):
            yield f"{where}: its text is markup"
        if widget.buddy() is not None and _foreign_key(widget.text()):
            yield f"{where}: its text has a key"
    elif isinstance(widget, QComboBox | QAbstractItemView):
        yield from _faults_of_rows(where, widget.model())
    else:
        yield from (f"{where}: “{text[:20]}” has a key" for text in _texts_with_keys(widget) if _foreign_key(text))


def _texts_with_keys(widget: QWidget) -> list[str]:
    """The texts in which Qt takes a letter behind & for a key."""
    if isinstance(widget, QAbstractButton):
        return [widget.text()]
    if isinstance(widget, QGroupBox):
        return [widget.title()]
    return [widget.tabText(at) for at in range(widget.count())] if isinstance(widget, QTabBar) else []


def _faults_of_action(where: str, action: QAction) -> Iterator[str]:
    if _is_markup(action.toolTip()):
        yield f"{where}: the tooltip of an action is markup"
    if _foreign_key(action.text()):
        yield f"{where}: the text of an action has a key"


def _faults_of_rows(where: str, model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    columns = model.columnCount(QModelIndex()) if isinstance(model, QAbstractTableModel) else 1
    for row in range(min(_ROWS, model.rowCount(QModelIndex()))):
        for column in range(columns):
            tip = model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str) and _is_markup(tip):
                yield f"{where}: the tooltip of row {row}, column {column} is markup"


def _is_markup(text: str) -> bool:
    return bool(QtGuiNames.mightBeRichText(text))


def _foreign_key(text: str) -> bool:
    return MARK in text and _has_key(text)


def _has_key(text: str) -> bool:
    return bool(re.search(r"&[^&]", text.replace("&&", "")))


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()[:20]}”"

"""Small text widgets: labels with a role, chips, and a label that shortens itself."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from app.ui.kit.tooltips import set_tip

_ONE_LINE = 400
SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse
LONGEST = 2_000  # characters of a label; longer texts stand in a `text_block`


class PlainLabel(QLabel):
    """Shows a text as it stands, never as markup, and at most `LONGEST` characters of it.

    Laying out 100,000 characters takes half a second and gives a label of two million pixels.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Shows a text; of a longer one the beginning and its length."""
        super().setText(bounded(text))


def bounded(text: str, most: int = LONGEST) -> str:
    """The text, or its beginning with the number of its characters."""
    return text if len(text) <= most else f"{text[:most]}…（共 {len(text):,} 字）"


def button_text(text: str) -> str:
    """A foreign text for a button: one line, bounded, and no & of it makes a key."""
    return bounded(" ".join(text.split()), _ONE_LINE).replace("&", "&&")


def label(text: str, role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label in one of the style sheet's roles; its text is never read as markup."""
    result = PlainLabel(text)
    if role:
        result.setProperty("role", role)
    result.setWordWrap(wrap)
    if wrap:
        result.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        result.setMinimumWidth(40)
    if selectable:
        result.setTextInteractionFlags(SELECTABLE)
        result.setCursor(Qt.CursorShape.IBeamCursor)
    return result


def chip(text: str, tone: str) -> QLabel:
    """A word on a soft ground: red, amber, green, blue or neutral."""
    result = label(text)
    result.setProperty("chip", True)
    result.setProperty("tone", tone)
    result.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return result


def clearable(field: QLineEdit) -> QLineEdit:
    """Gives a field the button that clears it, with an accessible name."""
    field.setClearButtonEnabled(True)
    crosses: Iterable[QToolButton] = field.findChildren(QToolButton)
    for button in crosses:
        button.setAccessibleName("清空")
    return field


def rule() -> QFrame:
    """A horizontal hairline."""
    line = QFrame()
    line.setObjectName("rule")
    return line


def restyle(widget: QWidget, **properties: object) -> None:
    """Sets style sheet properties and reapplies the style when one has changed."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ScrollBody(QWidget):
    """The content of a scroll area: as high as its words need at the current width, not at the narrowest."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("plain")

    def minimumSizeHint(self) -> QSize:
        """A minimal height: the layout's height for width decides."""
        return QSize(min(super().minimumSizeHint().width(), 120), 0)


class ElidedLabel(QLabel):
    """One line that ends in … where there is no room, with the whole text as its tooltip."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Shows a text in one line, without its line ends."""
        super().setText(bounded(" ".join(text.splitlines()), _ONE_LINE))

    def minimumSizeHint(self) -> QSize:
        """The width of three characters."""
        return QSize(self.fontMetrics().averageCharWidth() * 3, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints as much of the line as fits."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        set_tip(self, self.text() if shown != self.text() else "")
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        painter.end()

"""The marks of a reply's check: what is wrong, where, why, what to do, and how to overrule it with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.desk.reply.rows import CheckedMark
from app.rules.reply.check import MARK_WORDS, Mark
from app.rules.reply.form import reply_fields
from app.rules.shared.masking import mask_text
from app.ui.kit.call import Call
from app.ui.kit.labels import ScrollBody, chip, label

_FIELD_WORDS = {field.name: field.words for field in reply_fields()}


def sum_words(marks: Sequence[CheckedMark]) -> str:
    """The summary of the marks: how many must be fixed, are hints, or were overruled."""
    standing = [checked.mark for checked in marks if not checked.overruled]
    hard, overruled = sum(mark.hard for mark in standing), len(marks) - len(standing)
    if not marks:
        return "核验通过，没有问题"
    parts = [f"{hard} 处须改" if hard else "", f"{len(standing) - hard} 处提示" if len(standing) > hard else ""]
    return "核验：" + " · ".join(part for part in (*parts, f"{overruled} 处已忽略" if overruled else "") if part)


def tone_of(checked: CheckedMark) -> str:
    """Red for what stops the submission, amber for a hint, neutral once overruled."""
    if checked.overruled:
        return "neutral"
    return "red" if checked.mark.hard else "amber"


def mark_view(checked: CheckedMark, *buttons: QWidget) -> QWidget:
    """One mark as words: kind and place, why, what to do; `buttons` stand behind the advice."""
    mark = checked.mark
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    head, second = QHBoxLayout(), QHBoxLayout()
    for line in (head, second):
        line.setSpacing(10)
        column.addLayout(line)
    must = "须改 · " if mark.hard and not checked.overruled else ""
    head.addWidget(chip(must + MARK_WORDS[mark.kind], tone_of(checked)), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(label(mask_text(mark.why), wrap=True, selectable=True), 1)
    where = f"{_FIELD_WORDS.get(mark.field, '工单')}：{mark.advice}"
    second.addWidget(label(f"已忽略：{checked.overruled}" if checked.overruled else where, "second", wrap=True), 1)
    for button in buttons:
        second.addWidget(button)
    return box


class MarkCard(QFrame):
    """A mark with its buttons and the line for the reason."""

    requested = Signal(object)  # Mark: go to its place
    overruled = Signal(str, str)  # key, reason; an empty reason withdraws it

    def __init__(self, checked: CheckedMark) -> None:
        super().__init__()
        self.checked = checked
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("忽略的理由，回车记下")
        self.reason.setAccessibleName("忽略的理由")
        self.reason.returnPressed.connect(self._overrule)
        self.reason.hide()
        self.go = _link("去改　Ctrl+J")
        self.go.clicked.connect(Call(self.go, self.requested.emit, checked.mark).run)
        self.ignore = _link("取消忽略" if checked.overruled else "忽略　Ctrl+G")
        self.ignore.clicked.connect(self.ask_reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 5)
        column.setSpacing(2)
        column.addWidget(mark_view(checked, self.go, self.ignore))
        column.addWidget(self.reason)

    def ask_reason(self) -> None:
        """Opens the line for the reason; an overruled mark becomes active again at once."""
        if self.checked.overruled:
            self.overruled.emit(self.checked.mark.key, "")
            return
        self.reason.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _overrule(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.reason.clear()
            self.overruled.emit(self.checked.mark.key, reason)


class MarkList(QScrollArea):
    """The list of marks; `step` goes to the next active one."""

    requested = Signal(object)
    overruled = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("答复核验")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards: list[MarkCard] = []
        self._current = ""

    def show_marks(self, marks: Sequence[CheckedMark]) -> None:
        """Shows these marks; keeps a reason that is being typed."""
        typing = next((card for card in self.cards if card.reason.hasFocus() and card.reason.text()), None)
        if [card.checked for card in self.cards] == list(marks) or typing is not None:
            return
        body = ScrollBody()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        self.cards = [MarkCard(checked) for checked in marks]
        for card in self.cards:
            card.requested.connect(self._ask)
            card.overruled.connect(self.overruled)
            column.addWidget(card)
        column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            old.deleteLater()  # one of its fields may still be emitting a signal

    def step(self) -> None:
        """Goes to the next active mark, after the last one to the first."""
        standing = [card for card in self.cards if not card.checked.overruled]
        if not standing:
            return
        keys = [card.checked.mark.key for card in standing]
        place = keys.index(self._current) + 1 if self._current in keys else 0
        self._ask(standing[place % len(standing)].checked.mark)

    def ask_reason(self) -> None:
        """Asks why the current mark (else the first active one) is overruled."""
        standing = [card for card in self.cards if not card.checked.overruled]
        found = [card for card in standing if card.checked.mark.key == self._current] or standing
        if found:
            self.ensureWidgetVisible(found[0])
            found[0].ask_reason()

    def _ask(self, mark: Mark) -> None:
        self._current = mark.key
        for card in self.cards:
            if card.checked.mark.key == mark.key:
                self.ensureWidgetVisible(card)
        self.requested.emit(mark)


def _link(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setAccessibleName(words.partition("　")[0])
    button.setProperty("link", True)
    button.setAutoDefault(False)
    return button

"""The form of a version: one line for each clock, refusals at the field, read-only once in force."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.rules.law.clocks import Urgency
from app.ui.frame.shell import Shell
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.forms.fields import Field, TextField, read_field, write_field
from app.ui.kit.labels import label, restyle
from app.ui.kit.scrolling import ScrollPage
from app.ui.law.fields import Kind, LevelNames, RuleField, RuleLine, level_names, lines_of
from app.ui.law.level_acts import LevelActs, LevelAdder
from app.ui.law.level_texts import moved_up, with_level, without_level
from app.ui.look.icons import icon

_WIDTHS = {
    Kind.WORD: 92,
    Kind.WHOLE: 76,
    Kind.WHOLES: 130,
    Kind.LIMIT: 104,
    Kind.TIMES: 250,
    Kind.CHOICE: 190,
    Kind.YES_NO: 112,
}
_SHORT_CHOICE = 96
_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)


class RuleEditor(ScrollPage):
    """Every field of app.ui.law.fields; `edited` is emitted with every change a person makes.

    The lines are rebuilt when the levels of urgency change, since many lines have a field for each level.
    """

    edited = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.fields: dict[str, Field] = {}
        self.errors: dict[str, QLabel] = {}
        self.level_acts: dict[Urgency, LevelActs] = {}
        self._icon_choosers: list[QComboBox] = []
        self.adder = LevelAdder(shell.theme)
        self.adder.requested.connect(self.add_level)
        self._levels: LevelNames = ()
        self._filling = False
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 10, 0)
        self._column.addWidget(self._body)
        self._column.addStretch(1)
        shell.theme.changed.connect(self._dress)

    def texts(self) -> dict[str, str]:
        """The texts of the fields."""
        return {key: read_field(field) for key, field in self.fields.items()}

    def show_texts(self, texts: Mapping[str, str], *, read_only: bool) -> None:
        """Writes every field without emitting `edited`."""
        self._filling = True
        levels = level_names(texts)
        if levels != self._levels:
            self._lay_out(levels)
        for key, field in self.fields.items():
            write_field(field, texts[key])
            restyle(field, locked=read_only)
            if isinstance(field, QComboBox):
                field.setEnabled(not read_only)
            else:
                field.setReadOnly(read_only)
        self.adder.setVisible(not read_only)
        for acts in self.level_acts.values():
            acts.show_buttons(visible=not read_only)
        self._filling = False
        self._show_chips()
        self.show_error("", "")

    def take_keyboard(self) -> None:
        """Focuses the first limit."""
        self.fields[f"sign_minutes.{self._levels[0][0]}"].setFocus()

    def show_error(self, key: str, words: str) -> None:
        """Shows a refusal at its field and hides all others."""
        for name, error in self.errors.items():
            wrong = name == key and bool(words)
            error.setText(words if wrong else "")
            error.setVisible(wrong)
        for name, field in self.fields.items():
            restyle(field, wrong=name == key and bool(words))

    def add_level(self, word: str) -> None:
        """Adds a most urgent level of this name; shows a refusal when it is taken or empty."""
        taken = [name for _, name in self._levels]
        if not word or word in taken:
            self.adder.show_error("另一级已用这个名称" if word else "请先写这一级的名称，如 特急")
            return
        self.adder.clear()
        texts = with_level(self.texts(), word)
        self._change_levels(texts, then=f"sign_minutes.{level_names(texts)[0][0]}")

    def drop_level(self, code: Urgency) -> None:
        """Removes a level."""
        texts = without_level(self.texts(), code)
        self._change_levels(texts, then=f"level.{level_names(texts)[0][0]}.word")

    def move_level_up(self, code: Urgency) -> None:
        """Moves a level one place up."""
        self._change_levels(moved_up(self.texts(), code), then=f"level.{code}.word")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets the wheel scroll the page instead of changing a choice, and leaves Ctrl+Z and Ctrl+Y to the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event):
            event.ignore()
            return True
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox):
            event.ignore()
            return True
        return False

    def _change_levels(self, texts: Mapping[str, str], *, then: str) -> None:
        """Rebuilds the lines for other levels and focuses the field `then`."""
        self.show_texts(texts, read_only=False)
        if then in self.fields:
            self.fields[then].setFocus()
        self.edited.emit()

    def _renamed(self) -> None:
        """Updates every line that names a renamed level."""
        if not self._filling and level_names(self.texts()) != self._levels:
            self._change_levels(self.texts(), then=self.focused())

    def focused(self) -> str:
        """The key of the field that has the keyboard; empty when none has."""
        return next((key for key, field in self.fields.items() if field.hasFocus()), "")

    def _lay_out(self, levels: LevelNames) -> None:
        self._levels = levels
        self.fields, self.errors, self.level_acts, self._icon_choosers = {}, {}, {}, []
        self.adder.setParent(None)
        old, self._body = self._body, QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        for line in lines_of(levels):
            self._add(line)
        self._column.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        self._dress()

    def _dress(self) -> None:
        """Draws the icons that can be chosen in the colour of the theme."""
        for chooser in self._icon_choosers:
            for place in range(chooser.count()):
                chooser.setItemIcon(place, icon(chooser.itemData(place), self._shell.theme.tokens.text))

    def _add(self, line: RuleLine) -> None:
        row = self._grid.rowCount()
        heading = label(line.words, "strong")
        heading.setContentsMargins(0, 6, 0, 0)
        self._grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
        below = QVBoxLayout()
        below.setSpacing(3)
        if line.fields[0].kind is Kind.LADDERS:
            below.addWidget(self._field(line, line.fields[0]))
        else:
            box = QWidget()
            flow = FlowLayout(box, gap=10)
            for field in line.fields:
                flow.addWidget(self._named(line, field))
            if line.level is not None:
                flow.addWidget(self._acts(line.level))
            below.addWidget(box)
        if line.hint:
            below.addWidget(label(line.hint, "second", wrap=True))
        for field in line.fields:
            error = label("", "error", wrap=True)
            error.hide()
            self.errors[field.key] = error
            below.addWidget(error)
        if line.level == self._levels[-1][0]:
            below.addWidget(self.adder)
        self._grid.addLayout(below, row, 1)

    def _acts(self, code: Urgency) -> LevelActs:
        acts = LevelActs(self._shell.theme, code, [level for level, _ in self._levels])
        acts.dropped.connect(self.drop_level)
        acts.moved_up.connect(self.move_level_up)
        self.level_acts[code] = acts
        return acts

    def _named(self, line: RuleLine, field: RuleField) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        made = self._field(line, field)
        if field.words:
            words = label(field.words, "second")
            words.setBuddy(made)
            row.addWidget(words)
        row.addWidget(made)
        return box

    def _field(self, line: RuleLine, field: RuleField) -> Field:
        made = self._chooser(line, field) if field.choices else self._writer(field)
        if not isinstance(made, QPlainTextEdit):
            short = line.level is not None and field.kind is Kind.CHOICE
            made.setFixedWidth(self._shell.theme.px(_SHORT_CHOICE if short else _WIDTHS[field.kind]))
        made.installEventFilter(self)
        made.setAccessibleName(" ".join(filter(None, [line.words, field.words])))
        self.fields[field.key] = made
        return made

    def _chooser(self, line: RuleLine, field: RuleField) -> QComboBox:
        made = QComboBox()
        for value, word in field.choices:
            made.addItem(word, value)
        if line.level is not None and field.key.endswith(".icon"):
            self._icon_choosers.append(made)
        made.currentIndexChanged.connect(self._touch)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made

    def _writer(self, field: RuleField) -> QLineEdit | QPlainTextEdit:
        if field.kind is Kind.LADDERS:
            text = TextField("", 3, "没有其他提醒")
            text.textChanged.connect(self._touch)
            return text
        line = QLineEdit()
        line.setPlaceholderText(field.hint or ("" if field.needed else "不计时"))
        line.textChanged.connect(self._touch)
        if field.kind is Kind.WORD:
            line.editingFinished.connect(self._renamed)
        return line

    def _touch(self) -> None:
        if not self._filling:
            self._show_chips()
            self.edited.emit()

    def _show_chips(self) -> None:
        texts = self.texts()
        for acts in self.level_acts.values():
            acts.show_look(texts)


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.keyCombination() == _REDO

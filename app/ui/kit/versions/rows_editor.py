"""The editor of a table in versions: its rows as a list, a form for each, a trial, saving as a new version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.base.changes import Change
from app.rules.shared.differences import TextDifference, Texts, text_differences
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import action_button
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.columns import Column
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.kit.versions.bar import VersionBar
from app.ui.kit.versions.editing import OLD, Editing

_NEW, _EDIT, _REMOVE = "新增", "修改", "删除"
_TOOLS = ((_NEW, "Insert"), (_EDIT, "回车"), (_REMOVE, "Delete"))
Rows = tuple[Any, ...]
TrialT = TypeVar("TrialT", bound=QWidget)


class RowsEditor(Page, Generic[TrialT]):
    """Shows the version in force with the edits that are not saved yet; Ctrl+Z takes back these alone.

    A subclass names its rows (`title` of the table, `thing` for one row, `unit` for counting them, `empty`), their
    columns, key and texts, and opens its own forms.
    """

    shows = Change.SETTINGS
    acts_below = True
    title = thing = unit = save_action = ""
    more_actions: tuple[str, ...] = ()
    empty: tuple[str, str] = ("", "")
    columns: Sequence[Column] = ()
    lists: frozenset[str] = frozenset()

    def __init__(self, shell: Shell, trial: TrialT, show_trial: Callable[[Rows], None]) -> None:
        super().__init__(shell)
        self.editing = Editing(shell, self, VersionBar(shell, self.title, lists=self.lists), ())
        self.own_undo = self.editing
        self.model = RowsModel(self.columns, self.key_of, shell.now, self)
        self.view = RowsView(shell, self.model, self.title)
        self.list = ListPanel(self.title, self.view)
        self.trial, self._show_trial = trial, show_trial
        self.state = label("", "second", wrap=True)
        self.row_tools = {word: self._button(word, key) for word, key in _TOOLS}
        self.save = action_button(shell, self.save_action, role="primary")
        self._build([action_button(shell, name) for name in self.more_actions])

    def key_of(self, row: Any) -> str:
        """The name of a row."""
        raise NotImplementedError

    def texts_of(self, rows: Rows) -> Texts:
        """The texts of rows by name, as they are compared."""
        raise NotImplementedError

    def open_row(self, place: int | None) -> None:
        """Opens the form of a row of the draft, or of a new one; it calls `edited`."""
        raise NotImplementedError

    def back(self) -> bool:
        """Esc: leaves an old version, else discards the edits; Ctrl+Z brings them back."""
        return self.editing.back()

    def differences(self) -> tuple[TextDifference, ...]:
        """What saving would change."""
        saved, draft = self.texts_of(self.editing.saved), self.texts_of(self.editing.draft)
        return text_differences(saved, draft, lists=self.lists)

    def add(self) -> None:
        """Opens the form of a new row."""
        if not self.refused():
            self.open_row(None)

    def edit(self) -> None:
        """Opens the form of the current row."""
        row = self.view.current
        if row is not None and not self.refused():
            self.open_row(self.editing.draft.index(row))

    def remove(self) -> None:
        """Takes the selected rows out; nothing is stored before saving."""
        gone = [self.model.rows[place] for place in self.view.selected_places()]
        if gone and not self.refused():
            kept = tuple(row for row in self.editing.draft if row not in gone)
            self.editing.record(kept, f"{_REMOVE} {'、'.join(map(self.key_of, gone))}")

    def why_not_save(self) -> str:
        """The reason why the rows cannot be saved."""
        if self.editing.shows_old:
            return OLD
        return "" if self.editing.is_changed else f"{self.title}没有改动"

    def start_anew(self) -> None:
        """Begins with the version that was just saved."""
        self.editing.start_anew()
        self.refresh()

    def edited(self, draft: Rows, name: str) -> None:
        """Takes what a form made of the draft, and chooses its row."""
        self.editing.record(draft, f"{_EDIT} {name}")
        self.view.choose_key(name)

    def refused(self) -> bool:
        """Whether an old version is shown, which cannot be edited; shows the reason."""
        if self.editing.shows_old:
            self.shell.say(OLD, "amber")
        return self.editing.shows_old

    def _show(self) -> None:
        rows = self.editing.shown
        self.list.show_rows(rows, self.empty)
        self.list.count.setText(f"{len(rows)} {self.unit}")
        self.state.setText(self.editing.state_words(len(self.differences())))
        self.row_tools[_NEW].setEnabled(not self.editing.shows_old)
        for word in (_EDIT, _REMOVE):
            self.row_tools[word].setEnabled(bool(rows) and not self.editing.shows_old)
        self.save.setEnabled(not self.why_not_save())
        self._show_trial(rows)

    def _button(self, word: str, key: str) -> KeyButton:
        button = KeyButton(self.shell.theme, f"{word}　{key}")
        button.setAccessibleName(f"{word}{self.thing}")
        return button

    def _build(self, more: Sequence[QPushButton]) -> None:
        self.editing.changed.connect(self._show)
        self.view.entered_row.connect(self.edit)
        for word, does in ((_NEW, self.add), (_EDIT, self.edit), (_REMOVE, self.remove)):
            self.row_tools[word].clicked.connect(does)
        QShortcut(QKeySequence("Insert"), self, self.add, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("Delete"), self.view, self.remove, Qt.ShortcutContext.WidgetShortcut)
        for button in self.row_tools.values():
            self.list.add_tool(button)
        self.list.add_filters(self.editing.bar)
        below = QWidget()
        flow = FlowLayout(below, gap=8)
        for tool in (*self.editing.buttons, *more, self.save):
            flow.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.list, 1)
        parts: tuple[QWidget, ...] = (self.trial, self.state, below)
        for part in parts:
            column.addWidget(part)

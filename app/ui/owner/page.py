"""The page of owners: the departments as a list, a form for each, a trial text, and every version of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.owner import reads
from app.rules.shared.differences import TextDifference, text_differences
from app.ui.frame.pages import Page
from app.ui.kit.action_buttons import action_button
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.kit.versions.bar import VersionBar
from app.ui.kit.versions.editing import OLD, Editing
from app.ui.owner.department_form import DepartmentForm
from app.ui.owner.draft import DEPARTMENT_COLUMNS, LISTS, NAME, Draft, known, texts_of
from app.ui.owner.save_form import SaveOwnersForm
from app.ui.owner.trial import OwnerTrial

if TYPE_CHECKING:
    from app.desk.owner.rows import OwnerVersion
    from app.ui.frame.shell import Shell

_EMPTY = ("主责目录里没有部门", "按 Insert 新增，或恢复以前的版本。")


class OwnersPage(Page):
    """Shows the version in force with the edits that are not saved yet; Ctrl+Z takes back these alone."""

    name = "owners"
    shows = Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.editing = Editing(shell, self, VersionBar(shell, "主责目录", lists=LISTS), ())
        self.own_undo = self.editing
        self.model = RowsModel(DEPARTMENT_COLUMNS, lambda cells: cells[NAME], shell.now, self)
        self.view = RowsView(shell, self.model, "主责目录")
        self.list = ListPanel("主责目录", self.view)
        self.trial = OwnerTrial(shell)
        self.state = label("", "second", wrap=True)
        self.row_tools = {
            word: self._button(word, key) for word, key in (("新增", "Insert"), ("修改", "回车"), ("删除", "Delete"))
        }
        self.save = action_button(shell, "owners-save", role="primary")
        self._build()

    def refresh(self) -> None:
        """Reads the versions; edits that are not saved stay."""
        self.shell.gateway.read(reads.versions, self._take, key="owners")

    def back(self) -> bool:
        """Esc: leaves an old version, else discards the edits; Ctrl+Z brings them back."""
        return self.editing.back()

    def differences(self) -> tuple[TextDifference, ...]:
        """What saving would change."""
        return text_differences(texts_of(self.editing.saved), texts_of(self.editing.draft), lists=LISTS)

    def add(self) -> None:
        """Opens the form of a new department."""
        if not self._refused():
            self._open_form(None)

    def edit(self) -> None:
        """Opens the form of the current department."""
        cells = self.view.current
        if cells is not None and not self._refused():
            self._open_form(self.editing.draft.index(cells))

    def remove(self) -> None:
        """Takes the selected departments out of the rows; nothing is stored before saving."""
        gone = [self.model.rows[place] for place in self.view.selected_places()]
        if gone and not self._refused():
            kept = tuple(cells for cells in self.editing.draft if cells not in gone)
            self.editing.record(kept, f"删除 {'、'.join(cells[NAME] for cells in gone)}")

    def why_not_save(self) -> str:
        """The reason why the rows cannot be saved."""
        if self.editing.shows_old:
            return OLD
        if not self.editing.draft:
            return "主责目录不能是空的"
        return "" if self.editing.is_changed else "主责目录没有改动"

    def save_version(self) -> None:
        """Opens the form that shows the differences and saves them."""
        form = SaveOwnersForm(self.shell, self.editing.draft, self.differences(), on_saved=self._start_anew)
        form.open_over(self)

    def _start_anew(self) -> None:
        self.editing.start_anew()
        self.refresh()

    def _take(self, versions: list[OwnerVersion]) -> None:
        self.editing.take([known(version, self.shell.now()) for version in versions])

    def _open_form(self, place: int | None) -> None:
        DepartmentForm(self.shell, self.editing.draft, place, on_done=self._edited).open_over(self)

    def _edited(self, draft: Draft, name: str) -> None:
        self.editing.record(draft, f"修改 {name}")
        self.view.choose_key(name)

    def _refused(self) -> bool:
        """Whether an old version is shown, which cannot be edited; shows the reason."""
        if self.editing.shows_old:
            self.shell.say(OLD, "amber")
        return self.editing.shows_old

    def _show(self) -> None:
        rows = self.editing.shown
        self.list.show_rows(rows, _EMPTY)
        self.list.count.setText(f"{len(rows)} 个部门")
        self.state.setText(self.editing.state_words(len(self.differences())))
        self.row_tools["新增"].setEnabled(not self.editing.shows_old)
        for word in ("修改", "删除"):
            self.row_tools[word].setEnabled(bool(rows) and not self.editing.shows_old)
        self.save.setEnabled(not self.why_not_save())
        self.trial.show_rows(rows)

    def _button(self, word: str, key: str) -> KeyButton:
        button = KeyButton(self.shell.theme, f"{word}　{key}")
        button.setAccessibleName(f"{word}部门")
        return button

    def _build(self) -> None:
        self.editing.changed.connect(self._show)
        self.view.entered_row.connect(self.edit)
        for word, does in (("新增", self.add), ("修改", self.edit), ("删除", self.remove)):
            self.row_tools[word].clicked.connect(does)
        for key, does in (("Insert", self.add), ("Delete", self.remove)):
            QShortcut(QKeySequence(key), self.view, does, Qt.ShortcutContext.WidgetShortcut)
        for button in self.row_tools.values():
            self.list.add_tool(button)
        self.list.add_filters(self.editing.bar)
        below = QWidget()
        flow = FlowLayout(below, gap=8)
        for button in (*self.editing.buttons, self.save):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.list, 1)
        parts: tuple[QWidget, ...] = (self.trial, self.state, below)
        for part in parts:
            column.addWidget(part)

"""The page of the format: headers and words that the office has taught, tried against a file, in versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.base.changes import Change
from app.base.errors import Refused
from app.desk.intake import formats
from app.desk.intake.format_rows import lines_of, read_lines
from app.rules.intake.formats import Format, joined
from app.rules.shared.differences import TextDifference, text_differences
from app.ui.frame.pages import Page
from app.ui.intake.format_draft import FORMAT_COLUMNS, LISTS, Draft, key_of, known, texts_of
from app.ui.intake.format_row_form import FormatRowForm
from app.ui.intake.format_save_form import ExportFormatForm, SaveFormatForm
from app.ui.intake.format_trial import FormatTrial
from app.ui.kit.action_buttons import action_button
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.list_panel import ListPanel
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView
from app.ui.kit.versions.bar import VersionBar
from app.ui.kit.versions.editing import OLD, Editing

if TYPE_CHECKING:
    from app.desk.intake.format_rows import FormatVersion
    from app.ui.frame.shell import Shell

_EMPTY = (
    "还没有添加写法",
    "程序自带常见的栏目和答案。平台另有叫法时按 Insert 新增，或导入别的单位导出的格式文件。",
)
_FILES = "导入格式 (*.toml);;所有文件 (*)"


class FormatPage(Page):
    """Shows the version in force with the edits that are not saved yet; Ctrl+Z takes back these alone."""

    name = "formats"
    shows = Change.SETTINGS
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.editing = Editing(shell, self, VersionBar(shell, "导入格式", lists=LISTS), ())
        self.own_undo = self.editing
        self.model = RowsModel(FORMAT_COLUMNS, key_of, shell.now, self)
        self.view = RowsView(shell, self.model, "导入格式")
        self.list = ListPanel("导入格式", self.view)
        self.trial = FormatTrial(shell)
        self.state = label("", "second", wrap=True)
        self.row_tools = {
            word: self._button(word, key) for word, key in (("新增", "Insert"), ("修改", "回车"), ("删除", "Delete"))
        }
        self.save = action_button(shell, "formats-save", role="primary")
        self.take_in = action_button(shell, "formats-import")
        self.give_out = action_button(shell, "formats-export")
        self._build()

    def refresh(self) -> None:
        """Reads the versions; edits that are not saved stay."""
        self.shell.gateway.read(formats.versions, self._take, key="formats")

    def back(self) -> bool:
        """Esc: leaves an old version, else discards the edits; Ctrl+Z brings them back."""
        return self.editing.back()

    def differences(self) -> tuple[TextDifference, ...]:
        """What saving would change."""
        return text_differences(texts_of(self.editing.saved), texts_of(self.editing.draft), lists=LISTS)

    def add(self) -> None:
        """Opens the form of a new row."""
        if not self._refused():
            self._open_form(None)

    def edit(self) -> None:
        """Opens the form of the current row."""
        cells = self.view.current
        if cells is not None and not self._refused():
            self._open_form(self.editing.draft.index(cells))

    def remove(self) -> None:
        """Takes the selected rows out; nothing is stored before saving."""
        gone = [self.model.rows[place] for place in self.view.selected_places()]
        if gone and not self._refused():
            kept = tuple(cells for cells in self.editing.draft if cells not in gone)
            self.editing.record(kept, f"删除 {'、'.join(map(key_of, gone))}")

    def why_not_save(self) -> str:
        """The reason why the rows cannot be saved."""
        if self.editing.shows_old:
            return OLD
        return "" if self.editing.is_changed else "导入格式没有改动"

    def save_version(self) -> None:
        """Opens the form that shows the differences and saves them."""
        SaveFormatForm(self.shell, self.editing.draft, self.differences(), on_saved=self._start_anew).open_over(self)

    def export(self) -> None:
        """Opens the form that writes the format in force as a file."""
        ExportFormatForm(self.shell).open_form()

    def ask_file(self) -> None:
        """Lets the person choose a format file."""
        dialog = file_dialog(self, "选择导入格式文件", kinds=_FILES)
        dialog.fileSelected.connect(self._take_chosen)
        dialog.open()

    def _take_chosen(self, name: str) -> None:
        self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Adds the rows of a format file to the draft; nothing is stored before saving."""
        if not self._refused():
            self.shell.gateway.read(formats.read_file, self._join_given, on_refused=self._say_refused, path=path)

    def _join_given(self, given: Format) -> None:
        whole = joined(read_lines(self.editing.draft), given)
        rows: Draft = tuple(tuple(cells) for cells in lines_of(whole))
        if texts_of(rows) == texts_of(self.editing.draft):
            self.shell.say("文件里的写法这里都已有")
            return
        self.editing.record(rows, f"导入 {given.size} 个写法")
        self.shell.say("已加入列表，还没有保存：看过改动再保存")

    def _say_refused(self, refused: Refused) -> None:
        self.shell.say(str(refused), "amber")

    def _start_anew(self) -> None:
        self.editing.start_anew()
        self.refresh()

    def _take(self, versions: list[FormatVersion]) -> None:
        self.editing.take([known(version) for version in versions])

    def _open_form(self, place: int | None) -> None:
        FormatRowForm(self.shell, self.editing.draft, place, on_done=self._edited).open_over(self)

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
        self.list.count.setText(f"{len(rows)} 条")
        self.state.setText(self.editing.state_words(len(self.differences())))
        self.row_tools["新增"].setEnabled(not self.editing.shows_old)
        for word in ("修改", "删除"):
            self.row_tools[word].setEnabled(bool(rows) and not self.editing.shows_old)
        self.save.setEnabled(not self.why_not_save())
        self.trial.show_rows(rows)

    def _button(self, word: str, key: str) -> KeyButton:
        button = KeyButton(self.shell.theme, f"{word}　{key}")
        button.setAccessibleName(f"{word}写法")
        return button

    def _build(self) -> None:
        self.editing.changed.connect(self._show)
        self.view.entered_row.connect(self.edit)
        for word, does in (("新增", self.add), ("修改", self.edit), ("删除", self.remove)):
            self.row_tools[word].clicked.connect(does)
        QShortcut(QKeySequence("Insert"), self, self.add, Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("Delete"), self.view, self.remove, Qt.ShortcutContext.WidgetShortcut)
        for button in self.row_tools.values():
            self.list.add_tool(button)
        self.list.add_filters(self.editing.bar)
        below = QWidget()
        flow = FlowLayout(below, gap=8)
        for tool in (*self.editing.buttons, self.take_in, self.give_out, self.save):
            flow.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.list, 1)
        parts: tuple[QWidget, ...] = (self.trial, self.state, below)
        for part in parts:
            column.addWidget(part)

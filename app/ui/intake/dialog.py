"""The import dialog: files at the left, the chosen one at the right, one button that imports them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QSize, QStandardPaths, Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QListWidgetItem, QPushButton, QWidget

from app.desk.intake.acts import FileResult
from app.desk.intake.ages import Ages
from app.desk.intake.columns import Preview
from app.ui.frame.shell import Shell
from app.ui.intake.attach_form import AttachForm
from app.ui.intake.drop import FileDrop
from app.ui.intake.face import ImportFace
from app.ui.intake.items import ImportItem, ItemState, ages_words, progress_words, state_icon, state_words, sum_words
from app.ui.intake.run import ImportRun, count_ages, look
from app.ui.intake.stop_question import StopQuestion
from app.ui.kit.call import Call
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.tooltips import set_tip
from app.ui.look.icons import icon

FILTER = "工单文件 (*.xlsx *.xls *.csv *.tsv *.txt *.docx);;所有文件 (*)"


class ImportDialog(QDialog):
    """Not modal: alarms and the window stay usable. Esc closes it, and asks first while an import runs."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入工单")
        self._shell = shell
        self.items: list[ImportItem] = []
        self.face = ImportFace(shell, self)
        self.run = ImportRun(shell, self)
        self.question = StopQuestion(self)
        self.question.accepted.connect(self.stop)
        self._join()
        FileDrop(shell, self, self._take_dropped)
        room, px = self.screen().availableGeometry(), shell.theme.px
        self.resize(min(px(1040), room.width() - 40), min(px(660), room.height() - 60))
        self._refresh()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Adds files to the list and previews them; a file already listed is only selected."""
        for path in paths:
            place = next((at for at, item in enumerate(self.items) if item.path == path), None)
            if place is None:
                self._add(ImportItem(path))
            else:
                self.face.files.setCurrentRow(place)

    def _take_dropped(self, paths: Sequence[Path]) -> None:
        if shiboken6.isValid(self):  # not closed while a folder was being listed
            self.add_files(paths)

    def add_text(self, text: str) -> None:
        """Adds pasted text."""
        self._add(ImportItem(None, text))

    def ask_files(self) -> None:
        """Lets the person choose files."""
        if not self.run.running:
            dialog = file_dialog(
                self,
                "选择工单文件",
                start=_folder(self.items),
                kinds=FILTER,
                mode=QFileDialog.FileMode.ExistingFiles,
            )
            dialog.filesSelected.connect(self._take_chosen)
            dialog.open()

    def _take_chosen(self, names: list[str]) -> None:
        self.add_files([Path(name) for name in names])

    def start(self) -> None:
        """Imports every waiting file."""
        waiting = [item for item in self.items if item.waits]
        if waiting and not self.run.running:
            self.run.start(waiting, old_rows=self.face.chosen_old_rows)

    def attach(self) -> None:
        """Opens the form that looks for the rows of the chosen file among the known tickets."""
        item = self._chosen()
        if item is None or item.path is None or item.preview is None or self.run.running:
            return
        if item.preview.attachable and item.state is not ItemState.DONE:
            AttachForm(self._shell, item.path, on_done=partial(self._attached, item)).open_over(self)

    def stop(self) -> None:
        """Stops: discards the file being imported, keeps the files already imported."""
        if not self.run.running:
            return
        self.run.cancel()
        self.face.stop.setEnabled(False)
        self.face.status.setText("正在停止…这个文件不会留下任何内容")

    def next_file(self) -> None:
        """Shows the next file of the list, wrapping around to the first."""
        if self.items:
            self.face.files.setCurrentRow((self.face.files.currentRow() + 1) % len(self.items))

    def reject(self) -> None:
        """Esc: closes when no import runs, else asks whether to stop it."""
        if not self.run.running:
            super().reject()
        elif not self.run.stopping and not self.question.isVisible():
            self.question.ask()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The frame's cross does what Esc does."""
        if self.run.running:
            self.reject()
            event.ignore()
        else:
            super().closeEvent(event)

    def _join(self) -> None:
        face, run = self.face, self.run
        acts: tuple[tuple[QPushButton, Callable[[], None]], ...] = (
            (face.choose, self.ask_files),
            (face.start, self.start),
            (face.stop, self.stop),
            (face.next, self.next_file),
            (face.close, self.reject),
        )
        for button, act in acts:
            button.clicked.connect(Call(button, act).run)
        face.files.currentRowChanged.connect(self._show_chosen)
        face.preview.named.connect(self._name)
        face.preview.attached.connect(self.attach)
        run.started.connect(self._started)
        run.progressed.connect(self._show_rows)
        run.ended.connect(self._ended)
        run.finished.connect(self._finished)
        keys = {"Ctrl+Return": self.start, "Ctrl+Enter": self.start, "Ctrl+O": self.ask_files, "Alt+M": self.attach}
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, act)

    def _show_chosen(self) -> None:
        self.face.show_page(self._chosen())

    def _add(self, item: ImportItem) -> None:
        self.items.append(item)
        self.face.files.addItem(QListWidgetItem())
        if self.face.files.currentRow() < 0:
            self.face.files.setCurrentRow(0)
        self._look(item)

    def _look(self, item: ImportItem) -> None:
        item.state = ItemState.LOOKING
        self._refresh()
        self._shell.gateway.read(
            look, partial(self._looked, item), path=item.path, text=item.text, named=dict(item.named)
        )

    def _looked(self, item: ImportItem, seen: Preview | str) -> None:
        if not shiboken6.isValid(self):
            return  # closed while a large file was being previewed
        if isinstance(seen, str):
            item.state, item.error, item.preview = ItemState.UNREADABLE, seen, None
        else:
            item.preview, item.error = seen, seen.refusal
            item.state = ItemState.UNREADABLE if seen.refusal else ItemState.READY
            if not seen.refusal:
                self._shell.gateway.read(
                    count_ages, partial(self._counted, item), path=item.path, text=item.text, named=dict(item.named)
                )
        self._refresh()
        if item is self._chosen():
            self.face.show_page(item)

    def _counted(self, item: ImportItem, counted: Ages | None) -> None:
        if shiboken6.isValid(self):
            item.ages = counted
            self._refresh()

    def _name(self, fields: Mapping[str, str]) -> None:
        chosen = self._chosen()
        if chosen is None or chosen.preview is None or self.run.running:
            return
        kind = chosen.preview.kind
        for item in self.items:
            same = item.preview is not None and item.preview.kind == kind
            if same and item.state in {ItemState.READY, ItemState.UNREADABLE, ItemState.CANCELLED}:
                item.named = dict(fields)
                self._look(item)

    def _started(self, item: ImportItem) -> None:
        self.face.files.setCurrentRow(self.items.index(item))
        self.face.show_running(item)
        self._refresh()

    def _attached(self, item: ImportItem, result: FileResult) -> None:
        if shiboken6.isValid(self):
            item.result, item.error, item.state = result, "", ItemState.DONE
            self._ended(item)

    def _show_rows(self, rows: int, of: int) -> None:
        item = self.run.item
        if item is not None and not self.run.stopping:
            self.face.status.setText(progress_words(item, rows, of, *self.run.place))
            self.face.show_progress(rows, of, item.total)

    def _ended(self, item: ImportItem) -> None:
        self._refresh()
        if item is self._chosen():
            self.face.show_page(item)

    def _finished(self) -> None:
        self.question.hide()
        self.face.show_running(None)
        self._refresh()
        trouble = [item for item in self.items if item.error or (item.result is not None and item.result.refused)]
        if trouble:
            self.face.files.setCurrentRow(self.items.index(trouble[0]))
        stopped = any(item.state is ItemState.CANCELLED for item in self.items)
        done = any(item.state is ItemState.DONE for item in self.items)
        words = "已停止：正在导入的文件没有留下任何内容。" if stopped else ""
        self.face.status.setText(words + (sum_words(self.items) if done else ""))

    def _chosen(self) -> ImportItem | None:
        row = self.face.files.currentRow()
        return self.items[row] if 0 <= row < len(self.items) else None

    def _refresh(self) -> None:
        theme = self._shell.theme
        self.face.files.setIconSize(QSize(theme.px(18), theme.px(18)))
        for place, item in enumerate(self.items):
            line = self.face.files.item(place)
            line.setText(f"{item.name}\n{state_words(item)}")
            name, token = state_icon(item)
            line.setIcon(icon(name, str(getattr(theme.tokens, token))))
            set_tip(line, str(item.path or item.name))
        waiting = sum(1 for item in self.items if item.waits)
        self.face.show_waiting(waiting, len(self.items))
        first = any(item.ages is not None and item.ages.first for item in self.items if item.waits)
        self.face.show_ages(ages_words(self.items), first=first)
        if not self.items:
            self.face.show_page(None)


def _folder(items: Sequence[ImportItem]) -> str:
    """The folder of the exports: beside the last file of the list, else the downloads."""
    beside = [item.path.parent for item in items if item.path is not None]
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    found = beside[-1] if beside else Path(downloads)
    return str(found if found.is_dir() else Path.home())

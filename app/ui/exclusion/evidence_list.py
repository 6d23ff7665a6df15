"""The evidence of an application: added, named, dated and removed; each change is saved at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.exclusion import files as exclusion_files
from app.desk.exclusion.rows import ExclusionFile
from app.rules.exclusion.catalogue import ExclusionType
from app.ui.exclusion.file_form import FileForm
from app.ui.exclusion.words import FILE_COLUMNS
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.forms.file_area import FileArea
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView

_ROWS = 3


class EvidenceList(FileArea):
    """Shows the files of one application; files can be dropped anywhere on it."""

    form_opened = Signal(object)

    def __init__(self, shell: Shell, exclusion_id: int) -> None:
        super().__init__("选择证据材料")
        self._shell = shell
        self._exclusion_id = exclusion_id
        self._kind: ExclusionType | None = None
        self._writable = True
        self.last_form: FormDialog | None = None
        self.model = RowsModel(FILE_COLUMNS, lambda file: file.id, shell.now, self)
        self.view = RowsView(shell, self.model, "证据材料")
        self.view.setFixedHeight(shell.theme.px(52) * _ROWS + shell.theme.px(36))
        self.watch(self.view)
        self.view.entered_row.connect(self.name_file)
        self.hint = label("", "second", wrap=True)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        self.add_button = self._button("添加…　Alt+A", "添加证据材料", self.ask)
        self.add_button.setShortcut("Alt+A")
        self.name_button = self._button(
            "注明…　回车", "注明材料名称、时间、地点", lambda: self.name_file(self.view.current)
        )
        self.remove_button = self._button("移出　Delete", "移出证据材料", self.remove)
        self._lay_out()

    def show_files(self, files: Sequence[ExclusionFile], kind: ExclusionType | None, *, writable: bool) -> None:
        """Shows the files and what the type asks for."""
        self._kind, self._writable = kind, writable
        self.view.show_rows(files)
        self.view.setVisible(bool(files))
        self.name_button.setEnabled(bool(files) and writable)
        self.remove_button.setEnabled(bool(files) and writable)
        self.add_button.setEnabled(writable)
        wanted = "、".join(f"{demand.kind} {demand.least} 份" for demand in kind.evidence) if kind is not None else ""
        text = f"要求：{wanted}。" if wanted else "这一类不要求材料。"
        self.hint.setText(f"{text}文件拖到这里即可添加，复制存入本机。" if writable else text)

    def add(self, paths: list[Path]) -> None:
        """Adds files, each as the evidence that is still missing."""
        self.error.hide()
        taken = [file.kind for file in self.model.rows]
        for path in paths:
            kind = self._wanted(taken)
            taken.append(kind)
            self._submit(exclusion_files.add_file, path.name, exclusion_id=self._exclusion_id, path=path, kind=kind)

    def takes_files(self) -> bool:
        """Whether the application can be written."""
        return self._writable

    def name_file(self, file: ExclusionFile | None) -> None:
        """Asks which evidence it is, when and where it was taken."""
        if file is None or not self._writable:
            return
        kinds = tuple(demand.kind for demand in self._kind.evidence) if self._kind is not None else ()
        self.last_form = FileForm(self._shell, file, kinds)
        self.last_form.open_form()

    def remove(self) -> None:
        """Takes the chosen file out of the application."""
        file: ExclusionFile | None = self.view.current
        if file is not None and self._writable:
            self._submit(exclusion_files.remove_file, file.name, file_id=file.id)

    def _wanted(self, taken: Sequence[str]) -> str:
        demands = self._kind.evidence if self._kind is not None else ()
        missing = [demand.kind for demand in demands if taken.count(demand.kind) < demand.least]
        return missing[0] if missing else demands[0].kind if len(demands) == 1 else ""

    def _submit(self, use_case: Callable[..., object], name: str, **arguments: Any) -> None:
        def show_error(error: Exception) -> None:
            if shiboken6.isValid(self):
                self._show_error(str(error) if name in str(error) else f"{name}：{error}")

        self._shell.gateway.submit(
            use_case, on_refused=show_error, on_failed=show_error, person=self._shell.person, **arguments
        )

    def _show_error(self, words: str) -> None:
        before = "" if self.error.isHidden() else f"{self.error.text()}\n"
        self.error.setText(before + words)
        self.error.show()

    def _button(self, words: str, name: str, act: Callable[[], object]) -> KeyButton:
        button = KeyButton(self._shell.theme, words)
        button.setAccessibleName(name)
        button.setAutoDefault(False)
        button.setProperty("filter", True)
        button.clicked.connect(Call(button, act).run)
        return button

    def _lay_out(self) -> None:
        bar = QWidget()
        row = FlowLayout(bar)
        for button in (self.add_button, self.name_button, self.remove_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (bar, self.hint, self.error, self.view):
            column.addWidget(widget)

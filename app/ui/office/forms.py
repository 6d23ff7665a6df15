"""The forms of office sheets: which units get one and where, and the preview of a filled one, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
)

from app.base.errors import Refused
from app.desk.office import acts as office_acts
from app.desk.office.rows import ReturnedSheet, RowFate
from app.rules.shared.masking import mask_text
from app.rules.urge.texts import NO_UNIT
from app.ui.frame.shell import Shell
from app.ui.kit.exports.places import folder_to_offer
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.forms.fields import put_beside
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.tooltips import set_tip
from app.ui.look.icons import icon
from app.ui.office.words import FATE_LOOKS, counts_words, row_cells

_HEADINGS = ("行", "工单编号", "结果", "改动，或退回的原因")
_ABOUT = "每个单位一个工作簿，只有联系时间、办理情况、答复、是否解决可以填写；不含诉求人姓名、电话。"


class SendForm(FormDialog):
    """Asks which units get a sheet, and the folder."""

    def __init__(self, shell: Shell, units: Sequence[tuple[str, int]]) -> None:
        super().__init__(shell, "发科室表", about=_ABOUT, main="写出")
        self.units = QListWidget()
        self.units.setAccessibleName("发给哪些单位")
        for unit, count in units:
            item = QListWidgetItem(f"{mask_text(unit) or NO_UNIT}　{count:,} 件")
            item.setData(Qt.ItemDataRole.UserRole, unit)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.units.addItem(item)
        self.units.setFixedHeight(shell.theme.px(28) * max(1, min(len(units), 9)) + 10)
        self._column.insertWidget(2, label("发给哪些单位（空格去掉）", "second"))
        self._column.insertWidget(3, self.units)
        self.add_line("path", "文件夹")
        self._add_browse()
        shell.gateway.read(folder_to_offer, self._take_folder, key="export-folder")
        self.size_to(600)

    def chosen(self) -> list[str]:
        """The ticked units."""
        items = [self.units.item(place) for place in range(self.units.count())]
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in items
                if item.checkState() is Qt.CheckState.Checked]  # fmt: skip

    def submit(self) -> None:
        """Writes the sheets."""
        units, folder = self.chosen(), self.values()["path"].strip()
        if not units:
            self.show_refused(Refused("请至少选择一个单位"))
        elif not folder or not Path(folder).is_absolute():
            self.show_refused(Refused("请写完整的文件夹路径，或点“选择…”", field="path"))
        else:
            self.send(office_acts.send_out, folder=Path(folder), units=units)

    def _take_folder(self, folder: Path) -> None:
        if not self.values()["path"]:
            self.fields["path"].setText(str(folder / "科室表"))  # type: ignore[union-attr]  # a line, made above

    def _add_browse(self) -> None:
        field = self.fields["path"]
        browse = KeyButton(self.shell.theme, "选择…　Alt+B")
        browse.setAccessibleName("选择文件夹")
        browse.setShortcut("Alt+B")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        put_beside(field, browse)

    def _browse(self) -> None:
        folder = QFileDialog.FileMode.Directory
        dialog = file_dialog(self, "选择文件夹", start=self.values()["path"], mode=folder)
        dialog.fileSelected.connect(self.fields["path"].setText)  # type: ignore[union-attr]  # a line, made above
        dialog.open()


class TakeInForm(FormDialog):
    """Shows row by row what a filled sheet changes; taking it in is one key."""

    def __init__(self, shell: Shell, path: Path, sheet: ReturnedSheet) -> None:
        changed = sheet.count(RowFate.UPDATED)
        super().__init__(shell, "收科室表", about=path.name, main=f"收入 {changed:,} 行")
        self._path = path
        self._column.insertWidget(2, label(counts_words(sheet), "block", wrap=True, selectable=True))
        self.table = self._table(sheet)
        self._column.insertWidget(3, self.table, 1)
        if sheet.count(RowFate.REFUSED):
            told = "退回的行不会存入，另写成问题文件，放在原文件旁边，改好后可再收。"
            self._column.insertWidget(4, label(told, "second", wrap=True))
        self.main.setEnabled(bool(sheet.rows))
        self.decide_by_enter()
        self.size_to(900, 520)

    def take_keyboard(self) -> None:
        """Begins in the first row, so that arrows walk through the rows."""
        self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Takes the sheet in."""
        self.send(office_acts.take_in, path=self._path)

    def _table(self, sheet: ReturnedSheet) -> QTableWidget:
        table = QTableWidget(len(sheet.rows), len(_HEADINGS))
        table.setAccessibleName("逐行改动")
        table.setHorizontalHeaderLabels(list(_HEADINGS))
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        table.setMinimumHeight(self.shell.theme.px(300))
        tokens = self.shell.theme.tokens
        for place, row in enumerate(sheet.rows):
            for at, text in enumerate(row_cells(row)):
                item = QTableWidgetItem(text)
                set_tip(item, text)
                if at == _HEADINGS.index("结果"):
                    tone, drawn = FATE_LOOKS[row.fate]
                    colour = {"red": tokens.red, "blue": tokens.accent}.get(tone, tokens.second)
                    item.setIcon(icon(drawn, colour, self.shell.theme.px(16)))
                table.setItem(place, at, item)
        table.resizeColumnsToContents()
        table.horizontalHeader().setSectionResizeMode(len(_HEADINGS) - 1, QHeaderView.ResizeMode.Stretch)
        table.resizeRowsToContents()
        return table

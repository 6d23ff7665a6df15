"""The preview of a file: which column is which field, the first rows, the sheets left out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.desk.intake.columns import Preview, PreviewSheet, choices, field_word
from app.ui.frame.shell import Shell
from app.ui.intake.items import ImportItem
from app.ui.kit.labels import label
from app.ui.kit.scrolling import ScrollPage

AS_IT_IS = "原样保留"
_ROWS = 12
_WIDEST = 220


def recognised_words(sheet: PreviewSheet) -> str:
    """The recognised columns in one line: the header, and the field where it is called otherwise."""
    parts = []
    for header, field in sheet.headers:
        if field:
            word = field_word(field)
            parts.append(header if header == word else f"{header} → {word}")
    return "、".join(parts)


class CalmCombo(QComboBox):
    """A choice that the wheel does not change while the page is scrolled past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page unless the keyboard is here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class PreviewPane(ScrollPage):
    """Shows one file. `named` emits the fields chosen for the columns: header → field, without unnamed ones."""

    named = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.combos: dict[str, QComboBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def show_item(self, item: ImportItem) -> None:
        """Shows the preview of a file; the focused choice keeps the focus."""
        focused = next((header for header, combo in self.combos.items() if combo.hasFocus()), None)
        self._fill(item)
        if focused in self.combos:
            self.combos[focused].setFocus()

    def _fill(self, item: ImportItem) -> None:
        self._clear()
        preview = item.preview
        if preview is None:
            return
        if preview.refusal:
            self._column.addWidget(label(preview.refusal, "advice", wrap=True, selectable=True))
        for sheet in preview.sheets:
            self._add_sheet(preview, sheet)
        if preview.skipped:
            text = f"没有工单表头、不导入的工作表：{'、'.join(preview.skipped)}"
            self._column.addWidget(label(text, "second", wrap=True, selectable=True))
        if item.path is not None:
            self._add_unknown(preview, item.named)
        self._column.addStretch(1)

    def _add_sheet(self, preview: Preview, sheet: PreviewSheet) -> None:
        known = sum(1 for _, field in sheet.headers if field)
        name = f"工作表“{sheet.name}”　" if len(preview.sheets) > 1 or preview.skipped else ""
        self._column.addWidget(label(f"{name}识别出 {known} 栏，共 {len(sheet.headers)} 栏", "strong", wrap=True))
        if known:
            self._column.addWidget(label(recognised_words(sheet), "second", wrap=True, selectable=True))
        self._column.addWidget(_first_rows(sheet))

    def _add_unknown(self, preview: Preview, named: Mapping[str, str]) -> None:
        unknown = {header: None for sheet in preview.sheets for header, field in sheet.headers if not field}
        headers = [*dict.fromkeys((*named, *unknown))]
        if not headers:
            return
        self._column.addWidget(
            label("没有识别的栏目原样保留。知道是什么的可在这里指明，以后同类文件都照此认：", wrap=True)
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(2, 1)
        for place, header in enumerate(headers):
            combo = self._combo(header, named.get(header, ""))
            grid.addWidget(label(header, selectable=True), place, 0)
            grid.addWidget(combo, place, 1)
        self._column.addLayout(grid)

    def _combo(self, header: str, field: str) -> QComboBox:
        combo = CalmCombo()
        combo.setAccessibleName(header)
        combo.addItem(AS_IT_IS, "")
        for value, word in choices().items():
            combo.addItem(word, value)
        combo.setCurrentIndex(max(0, combo.findData(field)))
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.currentIndexChanged.connect(self._emit_named)
        self.combos[header] = combo
        return combo

    def _emit_named(self) -> None:
        fields = {header: str(combo.currentData()) for header, combo in self.combos.items()}
        self.named.emit({header: field for header, field in fields.items() if field})

    def _clear(self) -> None:
        self.combos = {}
        empty(self._column)


def _first_rows(sheet: PreviewSheet) -> QTableWidget:
    rows = sheet.rows[:_ROWS]
    table = QTableWidget(len(rows), len(sheet.headers))
    table.setAccessibleName("前几行")
    table.setHorizontalHeaderLabels([header for header, _ in sheet.headers])
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setWordWrap(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    for place, row in enumerate(rows):
        for at, text in enumerate(row):
            table.setItem(place, at, QTableWidgetItem(" ".join(text.split())))
    table.resizeColumnsToContents()
    for at in range(len(sheet.headers)):
        table.setColumnWidth(at, min(table.columnWidth(at), _WIDEST))
    table.resizeRowsToContents()
    height = table.horizontalHeader().sizeHint().height() + table.verticalHeader().length() + 18
    table.setFixedHeight(min(height, 260))
    return table


def empty(column: QVBoxLayout | QGridLayout) -> None:
    """Removes all items of a layout."""
    for place in reversed(range(column.count())):
        item = column.takeAt(place)
        inner, widget = item.layout(), item.widget()
        if isinstance(inner, QVBoxLayout | QGridLayout):
            empty(inner)
        if isinstance(widget, QWidget):
            widget.hide()
            widget.deleteLater()

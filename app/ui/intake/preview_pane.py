"""The preview of a file: which column is which field, the first rows, the sheets left out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QGridLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.desk.intake.columns import NO_FIELD, Preview, PreviewSheet, SheetColumn, choices, field_word
from app.rules.intake.formats import KEPT
from app.rules.intake.headings import CERTAINTY_WORDS, Certainty
from app.ui.frame.shell import Shell
from app.ui.intake.items import ImportItem
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label, restyle
from app.ui.kit.scrolling import ScrollPage

UNCHOSEN = "请选择（先原样保留）"
_ROWS = 12
_WIDEST = 220


def recognised_words(sheet: PreviewSheet) -> str:
    """The recognised columns in one line: the header, the field where it is called otherwise, and what is a guess."""
    guesses = {column.header for column in sheet.columns if column.sensed and column.certainty is Certainty.LIKELY}
    parts = []
    for header, field in sheet.headers:
        if field:
            word = field_word(field)
            mark = "（可能）" if header in guesses else ""
            parts.append(header if header == word else f"{header} → {word}{mark}")
    return "、".join(parts)


def choosable(preview: Preview, named: Mapping[str, str]) -> list[SheetColumn]:
    """The columns to decide about: unused ones first, then guessed ones, then those chosen before, then empty ones."""
    columns: dict[str, SheetColumn] = {}
    for sheet in preview.sheets:
        for column in sheet.columns:
            open_to_choice = column.field is None or column.sensed or column.named or column.header in named
            if open_to_choice and (column.named or not column.settled or preview.refusal):
                columns.setdefault(column.header, column)
    return sorted(columns.values(), key=_weight)


def _weight(column: SheetColumn) -> int:
    if column.unused:
        return 0
    return 1 if column.sensed else 2 if column.named else 3


def field_of(column: SheetColumn) -> str:
    """What was chosen for a column before, as the list of choices has it."""
    return column.field or KEPT


def column_words(column: SheetColumn) -> str:
    """What is known of a column: how sure its field is, how many rows fill it, and an example."""
    field = column.field if column.sensed else None
    sure = f"识别为{field_word(field)}（{CERTAINTY_WORDS[column.certainty]}）" if field else ""
    chosen = "以前选定" if column.named else ""
    filled = f"{column.filled} 行有内容，如 {column.example}" if column.filled else "没有内容"
    return "；".join(part for part in (sure, chosen, filled) if part)


def _unchosen(column: SheetColumn) -> str:
    return f"按识别：{field_word(column.field)}" if column.sensed and column.field else UNCHOSEN


def restyled(widget: QLabel, **properties: object) -> QLabel:
    """The label with other properties of its style."""
    restyle(widget, **properties)
    return widget


class CalmCombo(QComboBox):
    """A choice that the wheel does not change while the page is scrolled past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to the page unless the keyboard is here."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class PreviewPane(ScrollPage):
    """Shows one file. `named` emits the fields chosen for the columns: header → field, "" for a choice taken back."""

    named = Signal(object)
    attached = Signal()  # the rows of the shown file are to be looked for among the known tickets

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.attach: KeyButton | None = None
        self._shell = shell
        self.combos: dict[str, QComboBox] = {}
        self._before: dict[str, str] = {}
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
        if preview.attachable and item.path is not None:
            self._add_attach()
        for sheet in preview.sheets:
            self._add_sheet(preview, sheet)
        if preview.skipped:
            text = f"没有工单表头、不导入的工作表：{'、'.join(preview.skipped)}"
            self._column.addWidget(label(text, "second", wrap=True, selectable=True))
        if item.path is not None:
            self._add_choices(preview, item.named)
        elif names := [column.header for column in choosable(preview, {}) if column.unused]:
            words = f"⚠ 没有用上、原样保留的栏目：{'、'.join(names)}"
            self._column.addWidget(restyled(label(words, "strong", wrap=True), tone="amber"))
        self._column.addStretch(1)

    def _add_attach(self) -> None:
        """Offers to look for the rows of a table without numbers among the known tickets."""
        self.attach = KeyButton(self._shell.theme, "按时间和内容对到已有工单…　Alt+M")
        self.attach.setAccessibleName("按时间和内容对到已有工单")
        self.attach.clicked.connect(self.attached)
        self._column.addWidget(self.attach, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_sheet(self, preview: Preview, sheet: PreviewSheet) -> None:
        known = sum(1 for _, field in sheet.headers if field)
        name = f"工作表“{sheet.name}”　" if len(preview.sheets) > 1 or preview.skipped else ""
        self._column.addWidget(label(f"{name}识别出 {known} 栏，共 {len(sheet.headers)} 栏", "strong", wrap=True))
        if known:
            self._column.addWidget(label(recognised_words(sheet), "second", wrap=True, selectable=True))
        self._column.addWidget(_first_rows(sheet))

    def _add_choices(self, preview: Preview, named: Mapping[str, str]) -> None:
        """The columns a person may decide about: those that feed nothing, those guessed, those chosen before."""
        columns = choosable(preview, named)
        self._before = {column.header: field_of(column) for column in columns if column.named}
        if not columns:
            return
        unused = [column for column in columns if column.unused]
        if unused:
            words = f"⚠ 有 {len(unused)} 栏有内容但没有用上，先原样保留在工单里；请在下面指明："
            self._column.addWidget(restyled(label(words, "strong", wrap=True), tone="amber"))
        self._column.addWidget(label("选定的栏目会记住，以后同类文件都照此识别：", "second", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(2, 1)
        for place, column in enumerate(columns):
            combo = self._combo(column, named.get(column.header, self._before.get(column.header, "")))
            grid.addWidget(label(column.header, selectable=True), place, 0)
            grid.addWidget(combo, place, 1)
            grid.addWidget(label(column_words(column), "second", wrap=True, selectable=True), place, 2)
        self._column.addLayout(grid)

    def _combo(self, column: SheetColumn, field: str) -> QComboBox:
        combo = CalmCombo()
        combo.setAccessibleName(column.header)
        combo.addItem(_unchosen(column), "")
        for value, word in {**NO_FIELD, **choices()}.items():
            combo.addItem(word, value)
        combo.setCurrentIndex(max(0, combo.findData(field)))
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        combo.currentIndexChanged.connect(self._emit_named)
        self.combos[column.header] = combo
        return combo

    def _emit_named(self) -> None:
        fields = {header: str(combo.currentData()) for header, combo in self.combos.items()}
        self.named.emit({header: field for header, field in fields.items() if field or header in self._before})

    def _clear(self) -> None:
        self.combos, self.attach = {}, None
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

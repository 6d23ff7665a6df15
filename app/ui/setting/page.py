"""The page of the settings, built from their declaration: saves each change, applies the look at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.base.changes import Change
from app.base.errors import Refused
from app.base.settings import SETTINGS, Form, Setting
from app.desk import setting as settings
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.flow_layout import FlowLayout
from app.ui.kit.labels import label, restyle
from app.ui.kit.scrolling import ScrollPage
from app.ui.look.theme import ThemeMode

STEP = 10
_WIDTH = 760
Editor = QLineEdit | QComboBox | QSpinBox | QCheckBox


class SettingsPage(Page):
    """One line for each setting of app.base.settings; shows a refusal under its field and keeps the old value."""

    name = "settings"
    shows = Change.SETTINGS

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.editors: dict[str, Editor] = {}
        self.errors: dict[str, QLabel] = {}
        self.saved: dict[str, QLabel] = {}
        self._values: dict[str, str] = {}
        self._filling = False
        self._grid = QGridLayout()
        self._build()

    def refresh(self) -> None:
        """Reads every setting."""
        self.shell.gateway.read(settings.every, self._take, key="settings")

    def choose_folder(self, name: str, folder: str) -> None:
        """Sets a folder from the chooser or a drop; an empty one switches it off."""
        editor = self.editors[name]
        if isinstance(editor, QLineEdit):
            editor.setText(folder)
            self._change(name, folder)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lets the wheel scroll the page instead of changing a setting by accident."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox | QSpinBox):
            event.ignore()
            return True
        return False

    def _take(self, values: dict[str, str]) -> None:
        self._filling = True
        self._values = dict(values)
        for name, value in values.items():
            if name in self.editors and not self.errors[name].isVisibleTo(self):
                _write(self.editors[name], value)
        self._filling = False

    def _take_edit(self, name: str) -> None:
        self._change(name, _read(self.editors[name]))

    def _change(self, name: str, value: str) -> None:
        if self._filling or value == self._values.get(name):
            self._clear(name)
            return

        def done(_outcome: object) -> None:
            self._values[name] = value
            self._clear(name)
            self.saved[name].setText("✓ 已保存")
            self._apply(name, value)

        def refused(error: Refused) -> None:
            self.saved[name].setText("")
            self.errors[name].setText(str(error))
            self.errors[name].show()
            restyle(self.editors[name], wrong=True)

        self.shell.gateway.submit(
            settings.change,
            on_done=done,
            on_refused=refused,
            quiet=True,
            person=self.shell.person,
            name=name,
            value=value,
        )

    def _clear(self, name: str) -> None:
        self.errors[name].hide()
        restyle(self.editors[name], wrong=False)

    def _apply(self, name: str, value: str) -> None:
        if name == "theme":
            self.shell.theme.choose(mode=ThemeMode(value), now=self.shell.now())
        elif name == "font_percent":
            self.shell.theme.choose(scale=int(value), now=self.shell.now())

    def _build(self) -> None:
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        for setting in SETTINGS:
            self._add(setting)
        body = ScrollPage()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        column.addWidget(label("设置", "title"))
        column.addWidget(label("改动立即保存，并记入日志。", "second", wrap=True))
        self._add_rule_pages(column)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._body = body
        self._fit_body()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        panel = QFrame()
        panel.setObjectName("panel")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(scroll)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(panel)
        self.shell.theme.changed.connect(self._fit_body)

    def _fit_body(self) -> None:
        self._body.setMaximumWidth(self.shell.theme.px(_WIDTH))

    def _add_rule_pages(self, column: QVBoxLayout) -> None:
        """Adds links to the pages of the rules, which are used too rarely for the navigation."""
        if not self.shell.rule_pages:
            return
        doors = QWidget()
        row = FlowLayout(doors, gap=8)
        for name in self.shell.rule_pages:
            action = self.shell.commands.action(f"page:{name}")
            button = QPushButton(action.icon(), action.text())
            button.clicked.connect(action.trigger)
            row.addWidget(button)
        column.addWidget(label("规则与目录", "strong"))
        column.addWidget(doors)

    def _add(self, setting: Setting) -> None:
        name, row = setting.name, self._grid.rowCount()
        editor = self._editor(setting)
        editor.setAccessibleName(setting.words)
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        editor.installEventFilter(self)
        error, saved = label("", "error", wrap=True), label("", "saved")
        error.hide()
        self.editors[name], self.errors[name], self.saved[name] = editor, error, saved
        heading = label("" if setting.form is Form.YES_NO else setting.words)
        heading.setBuddy(editor)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(editor, 1 if isinstance(editor, QLineEdit) else 0)
        if setting.form is Form.FOLDER:
            self._add_folder_buttons(line, setting)
        line.addWidget(saved)
        if not isinstance(editor, QLineEdit):
            line.addStretch(1)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, 0, 12)
        below.setSpacing(3)
        below.addLayout(line)
        if setting.hint:
            below.addWidget(label(setting.hint, "second", wrap=True))
        below.addWidget(error)
        self._grid.addWidget(heading, row, 0, Qt.AlignmentFlag.AlignTop)
        heading.setContentsMargins(0, 6, 0, 0)
        self._grid.addLayout(below, row, 1)

    def _editor(self, setting: Setting) -> Editor:
        name = setting.name
        if setting.form is Form.CHOICE:
            box = QComboBox()
            for value, words in setting.choices:
                box.addItem(words, value)
            box.currentIndexChanged.connect(Call(box, self._take_edit, name).run)
            return box
        if setting.form is Form.WHOLE:
            spin = QSpinBox()
            spin.setRange(setting.least, setting.most)
            spin.setSingleStep(STEP)
            spin.setKeyboardTracking(False)
            spin.setMinimumWidth(self.shell.theme.px(110))
            spin.valueChanged.connect(Call(spin, self._take_edit, name).run)
            return spin
        if setting.form is Form.YES_NO:
            tick = QCheckBox(setting.words)
            tick.toggled.connect(Call(tick, self._take_edit, name).run)
            return tick
        text = QLineEdit()
        text.editingFinished.connect(Call(text, self._take_edit, name).run)
        if setting.form is Form.FOLDER:
            text.setPlaceholderText(setting.unset)
        return text

    def _add_folder_buttons(self, line: QHBoxLayout, setting: Setting) -> None:
        for words, spoken, act in (
            ("选择…", f"选择{setting.words}", lambda: self._ask_folder(setting)),
            ("清除", f"清除{setting.words}", lambda: self.choose_folder(setting.name, "")),
        ):
            button = QPushButton(words)
            button.setAccessibleName(spoken)
            button.clicked.connect(Call(button, act).run)
            line.addWidget(button)

    def _ask_folder(self, setting: Setting) -> None:
        start = self._values.get(setting.name, "")
        dialog = file_dialog(self, f"选择{setting.words}", start=start, mode=QFileDialog.FileMode.Directory)
        dialog.accepted.connect(Call(dialog, self._take_folder, dialog, setting.name).run)
        dialog.open()

    def _take_folder(self, dialog: QFileDialog, name: str) -> None:
        self.choose_folder(name, dialog.selectedFiles()[0])


def _read(editor: Editor) -> str:
    if isinstance(editor, QComboBox):
        return str(editor.currentData())
    if isinstance(editor, QSpinBox):
        return str(editor.value())
    if isinstance(editor, QCheckBox):
        return "yes" if editor.isChecked() else "no"
    return editor.text().strip()


def _write(editor: Editor, value: str) -> None:
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(value)))
    elif isinstance(editor, QSpinBox):
        editor.setValue(int(value))
    elif isinstance(editor, QCheckBox):
        editor.setChecked(value == "yes")
    elif not (editor.hasFocus() and editor.isModified()):
        editor.setText(value)

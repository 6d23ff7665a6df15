"""The rescue screen: stands before the main window when the register cannot be used, and offers the way back."""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.base.clock import Clock
from app.base.errors import DeskError
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.upkeep import reads, rescue
from app.desk.upkeep.rows import CopyRow, PendingLine, RestoredRow
from app.rules.upkeep.states import STATE_TEXTS, RegisterFault, RegisterState
from app.ui.frame.gateway import Gateway
from app.ui.frame.runners import Runner
from app.ui.kit.call import Call
from app.ui.kit.key_button import WIDE, KeyButton
from app.ui.kit.labels import label, restyle
from app.ui.look.icons import icon
from app.ui.look.theme import Theme
from app.ui.upkeep import rescue_words as words
from app.ui.upkeep.copies_table import CopiesTable

_WISHED = (980, 640)
_MOST_COPIES = 30
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Act(enum.Enum):
    """What the main button does: its word, and the word that asks for a second Enter."""

    RETRY = ("重试", "")
    RESTORE = ("恢复选中的备份", "确认恢复")
    SALVAGE = ("抢救可读内容", "确认抢救")
    BEGIN_ANEW = ("以空登记库开始", "确认以空登记库开始")
    OPEN = ("打开值守台", "")


def checked_copy(folder: DataFolder, *, row: CopyRow, now: datetime) -> tuple[CopyRow, timedelta]:
    """A copy after its check, and the longest time that it may lack."""
    row = reads.checked(row)
    return row, rescue.lost_time(folder, newest=row.newest, now=now)


class RescueWindow(QDialog):
    """One sentence, the newest copies with age and counts, what would be lost, and a restore in two keys.

    Accepted when the register can be opened again. Everything slow runs on the threads of `runner`.
    """

    def __init__(
        self, folder: DataFolder, fault: RegisterFault, person: Person, *, theme: Theme, clock: Clock, runner: Runner
    ) -> None:
        super().__init__()
        self._folder, self._person, self._theme, self._clock = folder, person, theme, clock
        self._gateway = Gateway(folder, runner, person)
        self._gateway.refused.connect(self._show_failure)
        self._gateway.fault.connect(self._show_failure)
        self._gateway.crashed.connect(self._show_crash)
        self._pending: dict[Path, list[PendingLine]] = {}
        self._armed: _Act | None = None
        self._busy = False
        self.main_act = _Act.RETRY
        self.setWindowTitle("接诉值守台：登记库无法使用")
        self._mark, self.sentence = QLabel(), label("", "title", wrap=True, selectable=True)
        self.advice = label("", "second", wrap=True, selectable=True)
        self.place = label(f"数据文件夹：{folder.root}", "second", wrap=True, selectable=True)
        self.heading = label("最近的备份", "heading")
        self.table = CopiesTable(theme, clock.now)
        self.effect = label("", "block", wrap=True, selectable=True)
        self.progress = QProgressBar()
        self.main = self._button("", "Enter", self._press_main, primary=True)
        self.salvage = self._button(_Act.SALVAGE.value[0], "S", Call(self, self._arm, _Act.SALVAGE).run)
        self.other = self._button("另选备份文件…", "O", self._choose_file)
        self.anew = self._button(_Act.BEGIN_ANEW.value[0], "N", Call(self, self._arm, _Act.BEGIN_ANEW).run)
        self.retry = self._button("重试", "F5", self._retry)
        self.leave = self._button("退出", "Esc", self.reject)
        self._lay_out()
        self.table.itemSelectionChanged.connect(self._selected)
        self.table.installEventFilter(self)
        self.show_state(fault.state, fault.detail)

    def show_state(self, state: RegisterState, detail: str = "") -> None:
        """Shows one state of the register: its sentence, what to do, and what can be done here."""
        text = STATE_TEXTS[state]
        self._state = state
        self._armed = None
        colour = self._theme.tokens.red if text.restorable else self._theme.tokens.amber
        name = "circle-alert" if text.restorable else "triangle-alert"
        self._mark.setPixmap(icon(name, colour, 32).pixmap(QSize(32, 32)))
        self.sentence.setText(text.opening)
        self.advice.setText("；".join(filter(None, (text.advice, detail))))
        self.setAccessibleName(f"{text.opening}。{text.advice}")
        self.effect.setText("")
        self.progress.hide()
        copies = reads.copies_of(self._folder)[:_MOST_COPIES] if text.restorable else []
        self.table.show_copies(copies)
        self.heading.setVisible(text.restorable)
        self.heading.setText("最近的备份" if copies else "没有找到备份")
        self.table.setVisible(bool(copies))
        self.salvage.setVisible(text.salvageable)
        self.other.setVisible(text.restorable)
        self.anew.setVisible(text.restorable and not text.salvageable)
        self.retry.setVisible(text.restorable)
        self.main_act = self._first_act(bool(copies))
        self._show_main()
        self.table.fit()
        (self.table if copies else self.main).setFocus(Qt.FocusReason.OtherFocusReason)
        self._check_next(0)

    def finish(self) -> None:
        """Ends the threads; call it after the dialog was left."""
        self._gateway.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits and Enter in the table are those of the dialog."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every act has its key; Enter presses the button that has the focus, else the main one."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc first takes back a question, then leaves; never during a restore."""
        if self._busy:
            return
        if self._armed is not None:
            self._disarm()
            return
        super().reject()

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        acts: dict[int, QPushButton] = {
            Qt.Key.Key_S: self.salvage,
            Qt.Key.Key_O: self.other,
            Qt.Key.Key_N: self.anew,
            Qt.Key.Key_F5: self.retry,
        }
        if key in _ENTER:
            focused = self.focusWidget()
            (focused if isinstance(focused, QPushButton) else self.main).click()
        elif key in acts and not acts[key].isHidden():
            acts[key].click()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and not self.table.isHidden():
            self._choose(key - Qt.Key.Key_1)
        else:
            return False
        return True

    def _choose(self, at: int) -> None:
        if at < self.table.rowCount() and not self._busy:
            self.table.selectRow(at)
            self.table.setFocus()
            self._arm(_Act.RESTORE)

    def _press_main(self) -> None:
        act = self._armed or self.main_act
        if act is _Act.OPEN:
            self.accept()
        elif act is _Act.RETRY:
            self._retry()
        elif self._armed is None:
            self._arm(act)
        else:
            self._perform(act)

    def _arm(self, act: _Act) -> None:
        """Asks once more before anything is changed; Enter confirms, Esc takes it back."""
        row = self.table.chosen()
        if self._busy or (act is _Act.RESTORE and (row is None or row.holds is False)):
            return
        self._armed = act
        if act is _Act.SALVAGE:
            self._say("把损坏文件中可读的每一行抄到新登记库，读不出的计数；原文件保留在 replaced 文件夹", "amber")
        elif act is _Act.BEGIN_ANEW:
            self._say("新登记库里没有任何工单。只在确定没有可用的备份时使用；原有文件都会保留", "amber")
        self._show_main()
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _disarm(self) -> None:
        self._armed = None
        self._selected()
        self._show_main()
        (self.main if self.table.isHidden() else self.table).setFocus()

    def _perform(self, act: _Act) -> None:
        row = self.table.chosen()
        if act is _Act.RESTORE and row is not None:
            self._start(rescue.restore, "正在恢复备份…", copy=row.file)
        elif act is _Act.SALVAGE:
            self._start(rescue.salvage, "正在逐行读取…")
        elif act is _Act.BEGIN_ANEW:
            self._start(rescue.begin_anew, "正在建立空登记库…")

    def _start(self, use_case: Callable[..., RestoredRow], sentence: str, **arguments: Any) -> None:
        self._busy, self._armed = True, None
        self._say(sentence, "")
        self.progress.setRange(0, 0)
        self.progress.show()
        self._enable(False)
        self._gateway.submit(use_case, on_done=self._show_done, clock=self._clock, person=self._person, **arguments)

    def _show_done(self, row: RestoredRow) -> None:
        self._end_work()
        self._mark.setPixmap(icon("circle-check", self._theme.tokens.green, 32).pixmap(QSize(32, 32)))
        self.sentence.setText("登记库已恢复，可以打开值守台")
        self.advice.setText("")
        for part in (self.heading, self.table, self.salvage, self.other, self.anew, self.retry, self.leave):
            part.hide()
        self._say(words.done(row), "green")
        self.main_act = _Act.OPEN
        self._show_main()
        self.main.setFocus()

    def _show_failure(self, error: DeskError) -> None:
        self._end_work()
        self._say(words.failure(error), "red")

    def _show_crash(self, error: BaseException) -> None:
        self._end_work()
        self._say(f"没有完成：程序出错（{type(error).__name__}）。登记库和备份未改动，可换一种方式再试", "red")

    def _end_work(self) -> None:
        self._busy, self._armed = False, None
        self.progress.hide()
        self._enable(True)
        self._show_main()

    def _retry(self) -> None:
        """Looks again; when the register can be opened now, the window follows."""
        if self._busy:
            return

        def looked(state: RegisterState | None) -> None:
            if state is None:
                self.accept()
            else:
                self.show_state(state)
                self._say("仍未恢复，请按上面的说明处理后再试", "amber")

        self._gateway.read(rescue.state_of, looked, key="state")

    def _choose_file(self) -> None:
        if self._busy:
            return
        chosen, _ = QFileDialog.getOpenFileName(self, "选择备份文件", "", "备份 (*.sqlite3);;所有文件 (*)")
        if chosen:
            row = rescue.copy_at(Path(chosen), self._clock.now())
            self.table.show_copies([row, *self.table.copies])
            self.table.show()
            self.table.fit()
            self.main_act = _Act.RESTORE
            self._show_main()
            self._check_next(0)

    def _check_next(self, at: int) -> None:
        """Checks the copies one after the other, newest first."""
        if at >= len(self.table.copies):
            return

        def checked(found: tuple[CopyRow, timedelta]) -> None:
            row, lost = found
            if at < len(self.table.copies) and self.table.copies[at].file == row.file:
                self.table.show_check(at, row, lost)
                self._choose_newest_good(at)
                self._selected()
                QTimer.singleShot(0, Call(self, self._check_next, at + 1).run)

        self._gateway.read(checked_copy, checked, key="check", row=self.table.copies[at], now=self._clock.now())

    def _choose_newest_good(self, at: int) -> None:
        """Leaves copies that do not hold behind, until somebody has chosen one."""
        earlier = self.table.copies[:at]
        if self.table.currentRow() < at and self.table.copies[at].holds and not any(row.holds for row in earlier):
            self.table.selectRow(at)

    def _selected(self) -> None:
        row = self.table.chosen()
        if row is None or self._busy or self._armed in (_Act.SALVAGE, _Act.BEGIN_ANEW):
            return
        lines = self._pending.get(row.file)
        tone = "" if row.holds is not False else "red"
        self._say(words.consequence(row, self.table.lost(), lines, self._clock.now()), tone)
        if row.holds and lines is None:
            self._gateway.read(rescue.pending, self._took_pending(row), key="pending", copy=row.file)

    def _took_pending(self, row: CopyRow) -> Callable[[list[PendingLine]], None]:
        def took(lines: list[PendingLine]) -> None:
            self._pending[row.file] = lines
            self._selected()

        return took

    def _first_act(self, has_copies: bool) -> _Act:
        text = STATE_TEXTS[self._state]
        if not text.restorable:
            return _Act.RETRY
        if has_copies:
            return _Act.RESTORE
        return _Act.SALVAGE if text.salvageable else _Act.BEGIN_ANEW

    def _show_main(self) -> None:
        act = self._armed or self.main_act
        word = act.value[1] if self._armed is not None else act.value[0]
        self.main.setText(f"{word}{WIDE}{'再按 Enter' if self._armed is not None else 'Enter'}")
        self.main.setAccessibleName(word)
        self.main.updateGeometry()
        if act is _Act.RETRY:
            self.retry.hide()
        for button, own in ((self.salvage, _Act.SALVAGE), (self.anew, _Act.BEGIN_ANEW)):
            if act is own:
                button.hide()

    def _say(self, sentence: str, tone: str) -> None:
        self.effect.setText(sentence)
        self.effect.setVisible(bool(sentence))
        restyle(self.effect, tone=tone)

    def _enable(self, on: bool) -> None:
        for part in (self.main, self.salvage, self.other, self.anew, self.retry, self.leave, self.table):
            part.setEnabled(on)

    def _button(self, word: str, key: str, act: Callable[[], object], *, primary: bool = False) -> KeyButton:
        button = KeyButton(self._theme, f"{word}{WIDE}{key}")
        button.setAccessibleName(word)
        button.setAutoDefault(False)
        button.setProperty("primary", primary)
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(4)
        for words_of in (self.sentence, self.advice, self.place):
            head.addWidget(words_of)
        top.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(head, 1)
        panel = QFrame()
        panel.setObjectName("panel")
        body = QVBoxLayout(panel)
        body.setContentsMargins(16, 14, 16, 14)
        body.setSpacing(10)
        parts: tuple[QWidget, ...] = (self.heading, self.table, self.effect, self.progress)
        for part in parts:
            body.addWidget(part)
        body.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.leave, self.retry, self.other, self.anew, self.salvage):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.main)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(panel, 1)
        column.addLayout(buttons)
        self.resize(*(self._theme.px(size) for size in _WISHED))

"""The rescue screen: stands before the main window when the register cannot be used, and offers the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from app.base.clock import Clock
from app.base.errors import DeskError
from app.base.paths import DataFolder
from app.base.people import Person
from app.desk.upkeep import reads, rescue
from app.desk.upkeep.rows import CopyRow, PendingLine, RestoredRow
from app.rules.upkeep.states import STATE_TEXTS, RegisterFault, RegisterState
from app.ui.frame.gateway import Gateway
from app.ui.frame.runners import Runner
from app.ui.kit.call import Call, call_later
from app.ui.kit.file_dialogs import file_dialog
from app.ui.look.theme import Theme
from app.ui.upkeep import rescue_words as words
from app.ui.upkeep.rescue_view import RescueAct, RescueView

_MOST_COPIES = 30
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def checked_copy(folder: DataFolder, *, row: CopyRow, now: datetime) -> tuple[CopyRow, timedelta]:
    """A copy after its check, and the longest time that it may lack."""
    row = reads.checked(row)
    return row, rescue.lost_time(folder, newest=row.newest, now=now)


def copies_to_offer(folder: DataFolder) -> list[CopyRow]:
    """The newest copies of both places, not checked yet."""
    return reads.copies_of(folder)[:_MOST_COPIES]


class RescueWindow(RescueView):
    """One sentence, the newest copies with age and counts, what would be lost, and a restore in two keys.

    Accepted when the register can be opened again. Everything slow runs on the threads of `runner`.
    """

    def __init__(
        self, folder: DataFolder, fault: RegisterFault, person: Person, *, theme: Theme, clock: Clock, runner: Runner
    ) -> None:
        super().__init__(folder, theme, clock.now)
        self._folder, self._person, self._clock = folder, person, clock
        self._gateway = Gateway(folder, runner, person)
        self._gateway.refused.connect(self._show_failure)
        self._gateway.fault.connect(self._show_failure)
        self._gateway.crashed.connect(self._show_crash)
        self._pending: dict[Path, list[PendingLine]] = {}
        self._state = fault.state
        self._armed: RescueAct | None = None
        self._busy = self._looking = False
        self.main_act = RescueAct.RETRY
        self.main.clicked.connect(self._press_main)
        self.salvage.clicked.connect(Call(self, self._arm, RescueAct.SALVAGE).run)
        self.anew.clicked.connect(Call(self, self._arm, RescueAct.BEGIN_ANEW).run)
        self.other.clicked.connect(self._choose_file)
        self.retry.clicked.connect(self._retry)
        self.leave.clicked.connect(self.reject)
        self.table.itemSelectionChanged.connect(self._describe_chosen)
        self.table.installEventFilter(self)
        self.show_state(fault.state, fault.detail)

    def show_state(self, state: RegisterState, detail: str = "") -> None:
        """Shows one state of the register: its sentence, what to do, and what can be done here."""
        self._state, self._armed = state, None
        self.table.show_copies([])
        self.lay_state(state, detail, has_copies=False)
        self.main_act = self._first_act(has_copies=False)
        self.show_main(self.main_act, armed=False)
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)
        if STATE_TEXTS[state].restorable:
            self._searching(True)
            self._gateway.read(copies_to_offer, self._take_copies, key="copies")

    def _take_copies(self, copies: list[CopyRow]) -> None:
        """Lists the copies and begins to check them; without any, the next best act is offered."""
        self._searching(False)
        if copies:
            self._offer(copies)

    def _searching(self, on: bool) -> None:
        """What gives up the register's content cannot be chosen before it is known whether there are copies."""
        self._looking = on
        self.heading.setText("正在查找备份…" if on else "没有找到备份")
        self.main.setEnabled(not on or self.main_act is RescueAct.RETRY)
        if not on and self.table.isHidden():
            self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, copies: list[CopyRow]) -> None:
        self._armed, self.main_act = None, RescueAct.RESTORE
        self.table.show_copies(copies)
        self.lay_state(self._state, "", has_copies=True)
        self.show_main(self.main_act, armed=False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._describe_chosen()
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
        if self._armed is None:
            super().reject()
            return
        self._armed = None
        self.say("", "")
        self._describe_chosen()
        self.show_main(self.main_act, armed=False)
        (self.main if self.table.isHidden() else self.table).setFocus()

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
            self._armed = None
            self.table.selectRow(at)
            self._arm(RescueAct.RESTORE)

    def _press_main(self) -> None:
        act = self._armed or self.main_act
        if self._looking:
            return  # what the button does is not known yet
        if act is RescueAct.OPEN:
            self.accept()
        elif act is RescueAct.RETRY:
            self._retry()
        elif self._armed is None:
            self._arm(act)
        else:
            self._perform(act)

    def _arm(self, act: RescueAct) -> None:
        """Asks once more before anything is changed; Enter confirms, Esc takes it back."""
        row = self.table.chosen()
        if self._busy or (act is RescueAct.RESTORE and (row is None or row.holds is False)):
            return
        self._armed = act
        if act is RescueAct.RESTORE:
            self._describe_chosen()
        else:
            self.say(words.QUESTIONS[act.name], "amber")
        self.show_main(act, armed=True)
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _perform(self, act: RescueAct) -> None:
        row = self.table.chosen()
        if act is RescueAct.RESTORE and row is not None:
            self._start(rescue.restore, "正在恢复备份…", copy=row.file)
        elif act is RescueAct.SALVAGE:
            self._start(rescue.salvage, "正在逐行读取…")
        elif act is RescueAct.BEGIN_ANEW:
            self._start(rescue.begin_anew, "正在建立空登记库…")

    def _start(self, use_case: Callable[..., RestoredRow], sentence: str, **arguments: Any) -> None:
        self._busy, self._armed = True, None
        self.show_work(sentence)
        self._gateway.submit(use_case, on_done=self._show_done, clock=self._clock, person=self._person, **arguments)

    def _show_done(self, row: RestoredRow) -> None:
        self._end_work()
        self.lay_done()
        self.say(words.done(row), "green")
        self.main_act = RescueAct.OPEN
        self.show_main(self.main_act, armed=False)
        self.main.setFocus()

    def _show_failure(self, error: DeskError) -> None:
        self._end_work()
        self.say(words.failure(error), "red")

    def _show_crash(self, error: BaseException) -> None:
        self._end_work()
        self.say(words.crash(error), "red")

    def _end_work(self) -> None:
        self._busy, self._armed = False, None
        self.progress.hide()
        self.enable(True)
        if self._looking:
            self._searching(False)
        self.show_main(self.main_act, armed=False)

    def _retry(self) -> None:
        """Looks again; when the register can be opened now, the window follows."""

        def looked(state: RegisterState | None) -> None:
            if state is None:
                self.accept()
                return
            self.show_state(state)
            if not STATE_TEXTS[state].restorable:
                self.say("仍不能打开，请按上面的说明处理后再试", "amber")

        if not self._busy:
            self._gateway.read(rescue.state_of, looked, key="state")

    def _choose_file(self) -> None:
        dialog = file_dialog(self, "选择备份文件", kinds="备份 (*.sqlite3);;所有文件 (*)")
        dialog.fileSelected.connect(self._take_file)
        dialog.open()

    def _take_file(self, name: str) -> None:
        self.add_file(Path(name))

    def add_file(self, file: Path) -> None:
        """Puts a file that somebody chose on top of the copies."""
        self._offer([rescue.copy_at(file, self._clock.now()), *self.table.copies])

    def _check_next(self, at: int) -> None:
        """Checks the copies one after the other, newest first."""
        if at >= len(self.table.copies):
            return

        def checked(found: tuple[CopyRow, timedelta]) -> None:
            row, lost = found
            if at < len(self.table.copies) and self.table.copies[at].file == row.file:
                self.table.show_check(at, row, lost)
                self._choose_newest_good(at)
                self._describe_chosen()
                call_later(self, self._check_next, at + 1)

        self._gateway.read(checked_copy, checked, key="check", row=self.table.copies[at], now=self._clock.now())

    def _choose_newest_good(self, at: int) -> None:
        """Moves on from copies that do not hold to the first that does."""
        before = self.table.copies[:at]
        if self.table.copies[at].holds and all(row.holds is False for row in before) and not self._armed:
            self.table.selectRow(at)

    def _describe_chosen(self) -> None:
        row = self.table.chosen()
        if row is None or self._busy or self._armed in (RescueAct.SALVAGE, RescueAct.BEGIN_ANEW):
            return
        if self.main_act is not RescueAct.RESTORE:
            return
        lines = self._pending.get(row.file)
        tone = "red" if row.holds is False else "amber" if self._armed else ""
        self.say(words.consequence(row, self.table.lost(), lines, self._clock.now()), tone)
        if row.holds and lines is None:
            self._gateway.read(rescue.pending, self._take_pending(row), key="pending", copy=row.file)

    def _take_pending(self, row: CopyRow) -> Callable[[list[PendingLine]], None]:
        def took(lines: list[PendingLine]) -> None:
            self._pending[row.file] = lines
            self._describe_chosen()

        return took

    def _first_act(self, *, has_copies: bool) -> RescueAct:
        text = STATE_TEXTS[self._state]
        if not text.restorable:
            return RescueAct.RETRY
        if has_copies:
            return RescueAct.RESTORE
        if self._state is RegisterState.FOLDER_LOST:
            return RescueAct.RETRY  # the folder may only have another name
        return RescueAct.SALVAGE if text.salvageable else RescueAct.BEGIN_ANEW

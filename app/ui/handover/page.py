"""The page of the handover: the sheet as it would be now with both signatures, and the archive of signed ones."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout

from app.base.changes import Change
from app.desk.handover import reads
from app.desk.handover.rows import HandoverView
from app.reports import handover as report
from app.rules.handover.paper import TITLE, paper_of
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.handover.archive import Archive
from app.ui.handover.forms import SignForm, TakeForm
from app.ui.handover.now import EXPORT, PRINT, SheetNow
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.minute_hand import MinuteHand
from app.ui.kit.printing.preview import PrintPreview
from app.ui.paper.printed import PrintedPaper

NOW, ARCHIVE = "now", "archive"


class HandoverPage(Page):
    """Opens with the sheet as it would be now; Alt+Left and the buttons above lead to the archive and back."""

    name = "handover"
    choose_first = "请先选择一份交接单"
    shows = (
        Change.TICKETS
        | Change.REMINDERS
        | Change.ESCALATIONS
        | Change.CONTACTS
        | Change.RETURNS
        | Change.EXCLUSIONS
        | Change.PLATFORM
        | Change.URGES
        | Change.PEOPLE
        | Change.SETTINGS
        | Change.DUTY_LOG
        | Change.TASKS
        | Change.HANDOVERS
    )
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.modes = ChoiceRow("", ((NOW, "现在的交接单"), (ARCHIVE, "存档")))
        self.now = SheetNow(shell)
        self.archive = Archive(shell, (EXPORT, PRINT))
        self._stack = QStackedWidget()
        self._path = Path()
        self._build()
        MinuteHand(self, self.refresh)

    def refresh(self) -> None:
        """Makes the sheet anew, or reads the archive."""
        if self.modes.value == NOW:
            self.shell.gateway.read(reads.view, self._take, key="handover")
        else:
            self.archive.refresh()

    def back(self) -> bool:
        """Esc: to every part, or out of the archive."""
        if self.modes.value == NOW:
            return self.now.reset()
        if not self.archive.back():
            self.modes.choose(NOW)
        return True

    def chosen(self) -> HandoverView | None:
        """The sheet as it would be now."""
        return self.now.shown

    def make(self) -> None:
        """Makes the sheet out of the register, whatever was shown."""
        self.modes.show_value(NOW)
        self._turn(NOW)
        self.now.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def why_not_sign(self) -> str:
        """The reason why nobody can sign; empty when they can."""
        return "" if self.shell.person.name else "请先登记值班人员（Ctrl+Shift+U），再签字"

    def why_not_take(self) -> str:
        """The reason why nobody can take over; empty when they can."""
        view = self.now.shown
        waits = view is None or view.standing.waiting is not None
        return "" if waits else "还没有签字的交接单，请交班人先签字"

    def sign(self) -> None:
        """Asks the leaver to sign the sheet as it is read now."""
        self.shell.gateway.read(reads.view, self._open_sign, key="handover-sign")

    def take_over(self) -> None:
        """Asks the comer to sign."""
        self.shell.gateway.read(reads.view, self._open_take, key="handover-take")

    def print_sheet(self) -> None:
        """Shows the print preview of the shown sheet."""
        if self.modes.value == ARCHIVE:
            if self.archive.frozen is not None:
                paper = report.paper_of_frozen(self.archive.frozen)
                PrintPreview(self.shell, PrintedPaper(TITLE, paper)).open_form()
        elif self.now.shown is not None:
            PrintPreview(self.shell, PrintedPaper(TITLE, paper_of(self.now.shown.sheet))).open_form()

    def why_nothing(self) -> str:
        """The reason why nothing can be printed or written out; empty when something can."""
        if self.modes.value == ARCHIVE:
            return "" if self.archive.frozen is not None else "请先选择一份签过字的交接单"
        return "" if self.now.shown is not None else "交接单还在读取，请稍候"

    def ask_place(self) -> None:
        """Asks where the shown sheet is written."""
        frozen = self.archive.frozen if self.modes.value == ARCHIVE else None
        shown = self.now.shown
        span = frozen.sheet.span if frozen is not None else shown.standing.span if shown is not None else None
        if span is None:
            return
        dialog = file_dialog(
            self,
            "导出交接单",
            start=report.file_name(span),
            kinds="Word 文档 (*.docx)",
            mode=QFileDialog.FileMode.AnyFile,
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, name: str) -> None:
        """Writes the shown sheet; the dialog has asked before an older file is replaced."""
        path = Path(name if name.lower().endswith(".docx") else f"{name}.docx")
        frozen = self.archive.frozen if self.modes.value == ARCHIVE else None
        submit, person = self.shell.gateway.submit, self.shell.person
        if frozen is None:
            submit(report.write_now, person=person, path=path, replace=True)
        else:
            submit(report.write_signed, person=person, handover_id=frozen.record.id, path=path, replace=True)

    def _take(self, view: HandoverView) -> None:
        self.now.show_view(view)

    def _open_sign(self, view: HandoverView) -> None:
        SignForm(self.shell, view).open_form()

    def _open_take(self, view: HandoverView) -> None:
        record = view.standing.waiting
        if record is None:
            self.shell.say("还没有签字的交接单，请交班人先签字", "amber")
        else:
            TakeForm(self.shell, record, view.offered).open_form()

    def _turn(self, mode: object) -> None:
        self._stack.setCurrentIndex(0 if mode == NOW else 1)
        self.refresh()

    def _build(self) -> None:
        self._stack.addWidget(self.now)
        self._stack.addWidget(self.archive)
        self.modes.chosen.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.modes)
        column.addWidget(self._stack, 1)

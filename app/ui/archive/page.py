"""The page of the service's end: its day, and the three steps of archive, handing over and erasing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.base.changes import Change
from app.base.people import Role
from app.desk.archive import reads as archive_reads
from app.desk.archive.rows import Ending
from app.ui.archive.forms import ArchiveForm, CheckForm
from app.ui.archive.words import erase_command, steps
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.labels import ScrollBody, chip, label, restyle, rule
from app.ui.kit.lines_panel import LinesPanel
from app.ui.kit.minute_hand import MinuteHand

_LEADS = frozenset({Role.SHIFT_LEAD, Role.ADMINISTRATOR})


class ServiceEndPage(Page):
    """Says when the service ends, what is done of its end, and how the rest is done."""

    name = "service-end"
    shows = Change.SETTINGS | Change.JOURNAL | Change.PEOPLE
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setAccessibleName("服务终止")
        self.summary = label("", "strong", wrap=True)
        self.tools = PageTools(self, main="archive", role="")
        self._ending: Ending | None = None
        panel = LinesPanel("服务终止", "终止步骤", self.summary, self.tools)
        self._scroll = panel.body
        panel.fill(self)
        MinuteHand(self, self.refresh)

    def refresh(self) -> None:
        """Reads the day and the last archive."""
        self.shell.gateway.read(archive_reads.ending, self._take, key="service-end")

    def ask_archive(self) -> None:
        """Opens the form that makes the archive."""
        ArchiveForm(self.shell).open_form()

    def ask_check(self) -> None:
        """Opens the form that checks an archive."""
        CheckForm(self.shell).open_form()

    def why_not_archive(self) -> str:
        """The reason why the person may not archive."""
        return "" if self.shell.person.role in _LEADS else "服务终止归档含全部个人信息，限班组长或系统管理员"

    def _take(self, ending: Ending) -> None:
        self.tools.weigh()
        if ending == self._ending:
            return
        self._ending = ending
        self.summary.setText(ending.words)
        restyle(self.summary, tone="amber" if ending.is_near else "")
        self._scroll.setWidget(self._steps(ending))

    def _steps(self, ending: Ending) -> QWidget:
        body = ScrollBody()
        grid = QGridLayout(body)
        grid.setContentsMargins(4, 4, 4, 4)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(2, 1)
        for place, step in enumerate(steps(ending, self.shell.now())):
            grid.addWidget(rule(), 2 * place, 0, 1, 3)
            cells = (
                chip(step.state, step.tone),
                label(step.title, "strong"),
                label(step.text, wrap=True, selectable=True),
            )
            for column, widget in enumerate(cells):
                grid.addWidget(widget, 2 * place + 1, column, Qt.AlignmentFlag.AlignTop)
        command = label(erase_command(ending), "block", wrap=True, selectable=True)
        command.setAccessibleName("消除本机数据的命令")
        last = grid.rowCount()
        grid.addWidget(command, last, 2)
        grid.setRowStretch(last + 1, 1)
        return body

"""The page of the desk's health: every part with its state, since when, and what to do; verify and back up by key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.base.changes import Change
from app.desk.upkeep import checks, copying, drilling, health, verification
from app.desk.upkeep.rows import HealthLine, HealthPart, HealthState, Verification
from app.rules.upkeep.keeping import CopyReason
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.action_buttons import PageTools
from app.ui.kit.labels import ScrollBody, chip, label, restyle, rule
from app.ui.kit.lines_panel import LinesPanel
from app.ui.upkeep.words import TONES, since_words, state_words, summary_words

_HEADINGS = ("状态", "项目", "情况", "时间", "怎么办")
_STRETCH = (0, 0, 3, 0, 3)
_ORDER = {part: place for place, part in enumerate(HealthPart)}


class HealthPage(Page):
    """Shows one line for each part; what the window itself knows comes from the shell."""

    name = "health"
    shows = Change.SETTINGS | Change.JOURNAL
    acts_below = True

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.setAccessibleName("健康")
        self.summary = label("", "strong", wrap=True)
        self.progress = label("", "second", wrap=True)
        self.lines: tuple[HealthLine, ...] = ()
        self.verifying = False
        self._read: tuple[HealthLine, ...] = ()
        self.tools = PageTools(self, main="verify", role="")
        self.progress.hide()
        panel = LinesPanel("健康", "各项状态", self.summary, self.tools, below=self.progress)
        self._scroll = panel.body
        panel.fill(self)
        shell.health_changed.connect(self._show)

    def refresh(self) -> None:
        """Reads every part again."""
        self.shell.gateway.read(health.lines, self._take, key="health-page")

    def verify(self) -> None:
        """Verifies the whole journal on a reader: nobody waits for it."""
        self.verifying = True
        self.progress.setText("正在核验全部日志和工单……可以继续办理")
        self.progress.show()
        self.tools.weigh()
        self.shell.gateway.read(checks.verify_whole, self._verified, key="verify")

    def back_up(self) -> None:
        """Writes a copy now."""
        self.shell.gateway.submit(copying.back_up, reason=CopyReason.COMMAND, person=self.shell.person)

    def rehearse(self) -> None:
        """Restores the newest copy aside and checks it; nothing in use is touched."""
        self.shell.gateway.submit(drilling.drill, person=self.shell.person)

    def renew_anchor(self) -> None:
        """Sets the anchor anew; the journal names who did it and what the old anchor saw."""
        self.shell.gateway.submit(
            verification.renew_anchor, person=self.shell.person, reason="值班人员核对后", on_done=self._renewed
        )

    def why_not_renew(self) -> str:
        """The reason why the anchor cannot be set anew: there is nothing wrong with it."""
        anchor = next((line for line in self.lines if line.part is HealthPart.ANCHOR), None)
        if anchor is None or anchor.state is not HealthState.BAD:
            return "锚点与登记库相符，不用重立"
        return "" if self.shell.person.name else "请先登记值班人员，再重立锚点"

    def _renewed(self, _outcome: object) -> None:
        self.verify()

    def _verified(self, found: Verification) -> None:
        self.verifying = False
        self.progress.setText(("✓ " if found.holds else "✕ ") + found.words())
        restyle(self.progress, tone="green" if found.holds else "red")
        self.shell.gateway.announce(Change.SETTINGS)
        self.tools.weigh()

    def _take(self, lines: tuple[HealthLine, ...]) -> None:
        self._read = lines
        self._show()

    def _show(self) -> None:
        found = {line.part: line for line in (*self._read, *self.shell.health.values())}
        self.lines = tuple(sorted(found.values(), key=lambda line: _ORDER[line.part]))
        words, tone = summary_words(self.lines)
        self.summary.setText(words)
        restyle(self.summary, tone=tone)
        self._scroll.setWidget(self._table())
        self.tools.weigh()

    def _table(self) -> QWidget:
        body = ScrollBody()
        grid = QGridLayout(body)
        grid.setContentsMargins(4, 4, 4, 4)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        for column, heading in enumerate(_HEADINGS):
            grid.addWidget(label(heading, "hint"), 0, column)
            grid.setColumnStretch(column, _STRETCH[column])
        for place, line in enumerate(self.lines):
            grid.addWidget(rule(), 2 * place + 1, 0, 1, len(_HEADINGS))
            for column, widget in enumerate(self._cells(line)):
                grid.addWidget(widget, 2 * place + 2, column, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(2 * len(self.lines) + 1, 1)
        return body

    def _cells(self, line: HealthLine) -> tuple[QLabel, ...]:
        state = chip(state_words(line.state), TONES[line.state])
        state.setAccessibleName(f"{line.part.word}：{line.state.word}，{line.text}")
        since = label(since_words(line, self.shell.now()), "second")
        text = label(line.text, wrap=True, selectable=True)
        return (state, label(line.part.word, "strong"), text, since, label(line.advice, wrap=True, selectable=True))

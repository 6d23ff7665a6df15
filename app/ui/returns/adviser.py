"""The return adviser in the form: results of past requests, accepted texts, and objections."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.desk.returns import advice as returns_advice
from app.rules.returns.advice import Advice
from app.rules.returns.states import RETURN_GROUND_WORDS, RETURN_STATE_WORDS, ReturnGround, ReturnState
from app.ui.frame.shell import Shell
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.words import moment

_SHOWN = 3


class Adviser(QFrame):
    """Reads again when unit or ground change; Alt+T passes the best accepted text to `use`."""

    def __init__(self, shell: Shell, ticket_id: int, use: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName("退单参考")
        self._shell = shell
        self._ticket_id = ticket_id
        self._use = use
        self.advice: Advice | None = None
        self.warnings = label("", "error", wrap=True)
        self.summary = label("选择理由和单位后给出参考", "second", wrap=True)
        self.past = label("", "second", wrap=True, selectable=True)
        self.text = label("", "block", wrap=True, selectable=True)
        self.take = KeyButton(shell.theme, "用这段文字　Alt+T")
        self.take.setAccessibleName("用获同意的文字作依据")
        self.take.setAutoDefault(False)
        self.take.setShortcut("Alt+T")
        self.take.clicked.connect(self._take_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(label("退单参考", "heading"))
        parts: tuple[QWidget, ...] = (self.summary, self.warnings, self.past, self.text, self.take)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        for part in parts[1:]:
            part.hide()

    def ask(self, unit: str, ground: str) -> None:
        """Reads the advice for this ticket, unit and ground; the latest request wins."""
        self._shell.gateway.read(
            returns_advice.advise,
            self._show,
            key=("return-advice", id(self)),
            on_refused=lambda _refused: None,
            ticket_id=self._ticket_id,
            unit=unit,
            ground=ReturnGround(ground) if ground else None,
        )

    def _show(self, advice: Advice) -> None:
        self.advice = advice
        lost = f"；此单已在退单中耗去 {advice.hours_lost:g} 小时" if advice.lost else ""
        self.summary.setText(f"{advice.sentence}；还可申请 {advice.left} 次{lost}")
        self._say(self.warnings, "\n".join(f"⚠ {warning}" for warning in advice.warnings))
        now = self._shell.now()
        self._say(
            self.past,
            "\n".join(
                f"{moment(one.decided_at, now) if one.decided_at else ''} {one.unit or '未写单位'} · "
                f"{RETURN_GROUND_WORDS[one.ground]} · {RETURN_STATE_WORDS[ReturnState(one.state)]}"
                + (f"：{one.decision_note}" if one.decision_note else "")
                for one in advice.past[:_SHOWN]
            ),
        )
        self._say(self.text, f"获同意的文字：{advice.texts[0]}" if advice.texts else "")
        self.take.setVisible(bool(advice.texts))

    def _say(self, field: QLabel, words: str) -> None:
        field.setText(words)
        field.setVisible(bool(words))

    def _take_text(self) -> None:
        if self.advice is not None and self.advice.texts:
            self._use(self.advice.texts[0])

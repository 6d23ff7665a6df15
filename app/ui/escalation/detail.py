"""The pane beside the escalations: the text to send or read out, and the facts of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk.escalation.brief import Brief
from app.desk.escalation.rows import EscalationRow
from app.desk.shared.corrections import CorrectionRow
from app.rules.escalation.states import EscalationState
from app.ui.actions.targets import allowed, row_actions
from app.ui.escalation.words import FORM_WORDS, STATE_LOOKS, TO_SEND, facts, overdue_words, ready_text, state_words
from app.ui.frame.shell import Shell
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.forms.correction_form import correction_words
from app.ui.kit.labels import chip, label
from app.ui.ticket.facts import grid, text_block


@dataclass(frozen=True, slots=True)
class EscalationChoice:
    """The chosen escalations: their current text, the facts once read, and earlier recipients."""

    rows: tuple[EscalationRow, ...]
    text: str
    brief: Brief | None
    known: tuple[str, ...] = ()


class EscalationDetail(DetailPanel):
    """Shows facts and text of one escalation, or one text that lists several still to be reported."""

    open_requested = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "选择一条，这里是可以直接发、直接念的上报文字")
        self.form = TO_SEND
        self._drawn: tuple[object, ...] = ()
        self._rows: tuple[EscalationRow, ...] = ()
        self._brief: Brief | None = None
        self._corrections: tuple[int, tuple[CorrectionRow, ...]] = (0, ())
        self._actions = row_actions(shell, "escalations")
        for entry in self._actions:
            self.add_action(entry.id)
        opener = self.add_button("open", "打开工单　回车", "打开工单")
        opener.clicked.connect(self.open_requested)

    @property
    def brief(self) -> Brief | None:
        """The facts and people of the shown rows; None while they are being read."""
        wanted = {row.id for row in self._rows}
        return self._brief if self._brief is not None and set(self._brief.ids) == wanted else None

    def text(self) -> str:
        """The shown text as of now; empty when nothing is to be reported."""
        brief = self.brief
        if brief is None or self._rows[0].state is not EscalationState.OPEN:
            return ""
        shell = self._shell
        desk_name = shell.setting("desk_name")
        return ready_text(brief.matters, shell.now(), who=shell.person.name, desk_name=desk_name, form=self.form)

    def show_rows(self, rows: Sequence[EscalationRow]) -> None:
        """Shows what was chosen: one row of any state, or several that are still to be reported."""
        self._rows = tuple(rows)
        self._draw()

    def take_brief(self, brief: Brief) -> None:
        """Takes the facts of the text once they are read."""
        self._brief = brief
        self._draw()

    def take_corrections(self, escalation_id: int, rows: tuple[CorrectionRow, ...]) -> None:
        """Takes how the shown report was corrected, once it is read."""
        self._corrections = (escalation_id, rows)
        self._draw()

    def turn(self) -> None:
        """Updates the words when the overdue time has changed."""
        if self._rows and self._state() != self._drawn:
            self._draw()

    def _state(self) -> tuple[object, ...]:
        now = self._shell.now()
        return (*(row.id for row in self._rows), *(overdue_words(row, now) for row in self._rows[:1]))

    def _draw(self) -> None:
        if not self._rows:
            self._drawn = ()
            self.show_nothing()
            return
        before, self._drawn = self._drawn, self._state()
        same = before[:1] == self._drawn[:1]
        one = self._rows[0] if len(self._rows) == 1 else None
        if one is None:
            self.show_parts(
                [label(f"已选 {len(self._rows):,} 条待上报", "title"), *self._text_parts()], keep_place=same
            )
            self.show_buttons(self._steps(), "escalation-report")
            return
        is_open = one.state is EscalationState.OPEN
        parts: list[QWidget] = [_head(one), label(one.ticket_title, "title", wrap=True, selectable=True)]
        parts += self._text_parts() if is_open else []
        self.show_parts([*parts, grid(facts(one)), *self._corrected(one)], keep_place=same)
        names = [*self._steps(), "open"]
        self.show_buttons(names, names[0] if is_open else "open")

    def _corrected(self, row: EscalationRow) -> list[QWidget]:
        shown, rows = self._corrections
        if shown != row.id or not rows:
            return []
        words = "\n".join(map(correction_words, rows))
        return [label("更正经过", "heading"), label(words, "second", wrap=True, selectable=True)]

    def _steps(self) -> list[str]:
        return allowed(self._actions, EscalationChoice(self._rows, self.text(), self.brief))

    def _text_parts(self) -> list[QWidget]:
        text = self.text()
        if not text:
            return []
        if len(self._rows) > 1:
            return [text_block(text)]
        forms = ChoiceRow("上报文字", FORM_WORDS)
        forms.show_value(self.form)
        forms.chosen.connect(self._choose_form)
        return [forms, text_block(text), *self._people()]

    def _people(self) -> list[QWidget]:
        brief = self.brief
        if brief is None or not brief.offers:
            return [label("“上报对象”里没有适用的人，记录时可直接填写姓名。", "second", wrap=True)]
        best = brief.offers[0]
        words = " · ".join(part for part in (best.name, best.phone, f"按{best.why}") if part)
        return [grid([("建议上报", words)])]

    def _choose_form(self, form: str) -> None:
        self.form = form
        self._draw()


def _head(row: EscalationRow) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(label(row.ticket_number, "second", wrap=True, selectable=True), 1)
    line.addWidget(chip(state_words(row), STATE_LOOKS[row.state][0]))
    return box

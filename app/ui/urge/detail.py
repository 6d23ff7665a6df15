"""The pane beside the rounds: whom to reach, the text in three forms, the tickets, the rounds before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.urge.rows import UrgeBrief, UrgeRow
from app.rules.escalation.states import ReportChannel
from app.rules.urge.states import URGE_STATE_WORDS, UrgeState
from app.ui.frame.shell import Shell
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.filters import ChoiceRow
from app.ui.kit.forms.fields import TextField
from app.ui.kit.labels import chip, label
from app.ui.ticket.facts import grid
from app.ui.ticket.timeline import Timeline
from app.ui.urge.words import (
    FORM_WORDS,
    STATE_LOOKS,
    answer_words,
    figures_words,
    head_words,
    past_entries,
    ticket_words,
    who_words,
)


@dataclass(frozen=True, slots=True)
class UrgeChoice:
    """The chosen rounds, and the channel and text of a single one; the text is empty while it is being read."""

    rows: tuple[UrgeRow, ...]
    channel: ReportChannel
    text: str
    brief: UrgeBrief | None


class UrgeDetail(DetailPanel):
    """Shows one round, or several together. A text that was typed over stays until it is sent."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "选择一个单位，这里是可以直接发、直接念的文字")
        self._rows: tuple[UrgeRow, ...] = ()
        self._brief: UrgeBrief | None = None
        self._channels: dict[int, ReportChannel] = {}
        self._typed: dict[tuple[int, ReportChannel], str] = {}
        self._drawn: tuple[tuple[tuple[int, int], ...], ReportChannel, bool] | None = None
        self.editor: TextField | None = None

    @property
    def brief(self) -> UrgeBrief | None:
        """What stands beside the one shown round; None while it is being read."""
        only = self._rows[0].id if len(self._rows) == 1 else None
        return self._brief if self._brief is not None and self._brief.round_id == only else None

    @property
    def channel(self) -> ReportChannel:
        """The channel whose text is shown."""
        if len(self._rows) != 1:
            return ReportChannel.WECHAT
        row = self._rows[0]
        return self._channels.get(row.id) or (ReportChannel(row.channel) if row.channel else ReportChannel.WECHAT)

    def choice(self) -> UrgeChoice | None:
        """The shown rounds with the current text."""
        return UrgeChoice(self._rows, self.channel, self.text(), self.brief) if self._rows else None

    def text(self) -> str:
        """The text of the one shown round as it stands in the editor; empty (the ready one) while that is read."""
        if len(self._rows) != 1:
            return ""
        brief, typed = self.brief, self._typed.get((self._rows[0].id, self.channel))
        return typed or (brief.texts[self.channel] if brief is not None else "")

    def show_rows(self, rows: Sequence[UrgeRow]) -> None:
        """Shows what was chosen."""
        self._rows = tuple(rows)
        self._draw()

    def take_brief(self, brief: UrgeBrief) -> None:
        """Takes what was read for the chosen round."""
        self._brief = brief
        self._draw()

    def choose_form(self, channel: ReportChannel) -> None:
        """Shows the text of another channel; the round goes out by it."""
        if len(self._rows) == 1:
            self._channels[self._rows[0].id] = channel
            self._draw()

    def forget_typed(self, row: UrgeRow) -> None:
        """Forgets what was typed over the text of a round that went out."""
        for channel in ReportChannel:
            self._typed.pop((row.id, channel), None)

    def _draw(self) -> None:
        if not self._rows:
            self._drawn = None
            self.editor = None
            self.show_nothing()
            return
        state = (tuple((row.id, row.version) for row in self._rows), self.channel, self.brief is not None)
        if state == self._drawn and self.editor is not None and self.editor.hasFocus():
            return
        same = self._drawn is not None and state[0][0][0] == self._drawn[0][0][0]
        self._drawn = state
        self.show_parts(self._one() if len(self._rows) == 1 else self._several(), keep_place=same)

    def _several(self) -> list[QWidget]:
        self.editor = None
        tickets = sum(len(row.tickets) for row in self._rows)
        waiting = sum(row.state is UrgeState.TO_SEND for row in self._rows)
        units = "、".join(row.unit_words for row in self._rows)
        return [
            label(f"已选 {len(self._rows):,} 个单位 {tickets:,} 件", "title"),
            label(units, "second", wrap=True),
            label(f"其中 {waiting} 个还没发。同一答复可一次记到所选的全部工单。", "second", wrap=True),
        ]

    def _one(self) -> list[QWidget]:
        row, now = self._rows[0], self._shell.now()
        parts: list[QWidget] = [_head(row), label(head_words(row, self.brief), "second", wrap=True)]
        lines = [("找", who_words(row))]
        if row.answer or row.note:
            lines.append(("答复", answer_words(row, now)))
        parts.append(grid(lines))
        brief = self.brief
        self.editor = None
        if row.is_open and brief is not None:
            parts += self._text_parts(brief)
        elif row.sent_at is not None and not row.is_open:
            parts.append(label(f"{row.channel}已发出，{row.sent_by}", "hint"))
        if brief is not None and brief.past:
            parts += [label("前几次", "heading"), Timeline(self._shell, past_entries(brief, now))]
        if brief is not None and brief.figures is not None:
            parts.append(label(figures_words(brief.figures), "hint", wrap=True))
        parts.append(label("本轮工单", "heading"))
        return [*parts, *(_ticket(ticket.title, ticket_words(ticket, now)) for ticket in row.tickets)]

    def _text_parts(self, brief: UrgeBrief) -> list[QWidget]:
        forms = ChoiceRow("", FORM_WORDS)
        forms.show_value(self.channel)
        forms.chosen.connect(self.choose_form)
        text = self.text()
        self.editor = TextField(text, min(12, text.count("\n") + 4), "")
        self.editor.setAccessibleName("催办文字")
        self.editor.textChanged.connect(self._keep_typed)
        hint = label("不含诉求人姓名、电话；可修改，改后随本轮记录。Alt+1–3 换一种", "hint", wrap=True)
        return [forms, self.editor, hint]

    def _keep_typed(self) -> None:
        brief, editor = self.brief, self.editor
        if brief is None or editor is None:
            return
        key, typed = (self._rows[0].id, self.channel), editor.toPlainText()
        if typed.strip() and typed != brief.texts[self.channel]:
            self._typed[key] = typed
        else:
            self._typed.pop(key, None)


def _head(row: UrgeRow) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(label(row.unit_words, "title", wrap=True, selectable=True), 1)
    line.addWidget(chip(URGE_STATE_WORDS[row.state], STATE_LOOKS[row.state][0]))
    return box


def _ticket(title: str, second: str) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(title, wrap=True, selectable=True))
    column.addWidget(label(second, "hint", wrap=True, selectable=True))
    return box

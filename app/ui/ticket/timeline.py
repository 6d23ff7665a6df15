"""The timeline of a ticket: planned reminders, then its journal, newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.desk.contact.rows import AttemptRow
from app.desk.journal.rows import JournalRow
from app.desk.ticket.rows import TicketDetail
from app.rules.contact.states import ATTEMPT_WORDS
from app.rules.finding.states import FINDING_STATE_WORDS, FINDING_WORDS, FindingState
from app.rules.journal import JournalVerb
from app.rules.reminder.slots import row_title
from app.rules.reminder.states import ReminderState
from app.rules.survey.states import CONTACTED_WORDS, SATISFIED_WORDS, SOLVED_WORDS
from app.ui.frame.shell import Shell
from app.ui.kit.labels import label
from app.ui.kit.words import deadline, moment

SHOWN = 40
When = Callable[[datetime, datetime], str]  # how an instant is written, seen from now
_TONES = {
    JournalVerb.REMIND: "amber",
    JournalVerb.ESCALATION_OPEN: "red",
    JournalVerb.ESCALATION_REPORT: "amber",
    JournalVerb.CREATE: "neutral",
    JournalVerb.UPDATE: "neutral",
    JournalVerb.CLOSE: "green",
    JournalVerb.SURVEY: "green",
    JournalVerb.PASS_REPLY: "green",
    JournalVerb.NOTE: "neutral",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: when, what, and the colour of its dot."""

    when: str
    words: str
    tone: str


def coming(detail: TicketDetail, now: datetime) -> list[Entry]:
    """The reminders that are still planned, the next one first."""
    planned = sorted(
        (item for item in detail.reminders if item.state is ReminderState.PLANNED), key=lambda item: item.planned_at
    )
    return [Entry(deadline(item.planned_at, now), f"将提醒：{row_title(item)}", "plain") for item in planned[:2]]


def happened(detail: TicketDetail, now: datetime, when: When = moment) -> list[Entry]:
    """The journal of the ticket, newest first, each line with what changed from old to new."""
    return [
        _entry(line, when(line.at, now))
        for line in sorted(detail.journal, key=lambda line: (line.at, line.id), reverse=True)
    ]


def contacts(detail: TicketDetail, now: datetime, when: When = moment) -> list[Entry]:
    """Every call to the caller and every survey, newest first."""
    calls = [(item.at, _call_words(item), "blue") for item in detail.attempts]
    wrong = [
        (item.at, f"{FINDING_WORDS[item.kind]}（{FINDING_STATE_WORDS[item.state]}）：{item.reason}", "red")
        for item in detail.findings
        if item.state is FindingState.OPEN
    ]
    surveys = []
    for item in detail.surveys:
        answers = (
            CONTACTED_WORDS[item.contacted] if item.contacted else "",
            SOLVED_WORDS[item.solved] if item.solved else "",
            SATISFIED_WORDS[item.satisfied] if item.satisfied else "",
            item.reason_codes,
            item.reason,
        )
        text = "，".join(answer for answer in answers if answer)
        kind = "有效" if item.valid else "无效"
        surveys.append((item.at, f"第 {item.round} 次回访（{kind}）：{text} · {item.who}", "green"))
    lines = sorted((*calls, *wrong, *surveys), key=lambda line: line[0], reverse=True)
    return [Entry(when(at, now), words, tone) for at, words, tone in lines]


def _call_words(item: AttemptRow) -> str:
    lasted = f"{item.seconds} 秒" if item.seconds else ""
    proof = "有证据" if item.evidence else ""
    more = "，".join(part for part in (item.reached, lasted, proof) if part)
    text = f"{item.number_masked} {ATTEMPT_WORDS[item.outcome]}" + (f"（{more}）" if more else "")
    return f"{text} · {item.who}{_after(item.note)}"


class Timeline(QWidget):
    """Entries as lines with a dot; long histories show the newest 40 and a button for the rest."""

    def __init__(self, shell: Shell, entries: list[Entry]) -> None:
        super().__init__()
        self._shell = shell
        self._entries = entries
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)
        self._shown = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._grid)
        self._add(SHOWN)
        if len(entries) > SHOWN:
            self._more = QPushButton(f"显示全部 {len(entries)} 条")
            self._more.setProperty("link", True)
            self._more.clicked.connect(self._show_all)
            column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self) -> None:
        self._add(len(self._entries))
        self._more.hide()

    def _add(self, until: int) -> None:
        top = Qt.AlignmentFlag.AlignTop
        for place, entry in enumerate(self._entries[self._shown : until], start=self._shown):
            self._grid.addWidget(label(entry.when, "second"), place, 0, top)
            self._grid.addWidget(_Dot(self._shell, entry.tone), place, 1, top)
            self._grid.addWidget(label(entry.words, wrap=True, selectable=True), place, 2)
        self._shown = until


class _Dot(QWidget):
    """A dot in the colour of its meaning; a ring for a planned reminder."""

    def __init__(self, shell: Shell, tone: str) -> None:
        super().__init__()
        self._shell = shell
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The size, as high as a line of text."""
        return QSize(self._shell.theme.px(10), self._shell.theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the dot in the middle of the line."""
        tokens = self._shell.theme.tokens
        names = {"blue": "accent", "neutral": "second", "plain": "second"}
        colour = QColor(str(getattr(tokens, names.get(self._tone, self._tone))))
        size = self._shell.theme.px(8)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour)
        painter.setBrush(Qt.BrushStyle.NoBrush if self._tone == "plain" else colour)
        painter.drawEllipse(QRectF(0.5, (self.height() - size) / 2, size, size))
        painter.end()


def _entry(line: JournalRow, when: str) -> Entry:
    changes = "；".join(f"{field}：{old or '（空）'} → {new or '（空）'}" for field, (old, new) in line.changes.items())
    words = "\n".join(part for part in (f"{line.text} · {line.who}", changes) if part)
    late = line.text.startswith("超时")
    return Entry(when, words, "red" if late else _TONES.get(line.verb, "blue"))


def _after(note: str) -> str:
    return f" · {note}" if note else ""

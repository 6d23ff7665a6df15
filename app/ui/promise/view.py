"""The promises of a ticket in the panel: state, day, words, and the link to their form."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desk.promise.rows import PromiseRow, day_words
from app.rules.promise.states import OPEN_PROMISES, PROMISE_STATE_WORDS, PromiseState
from app.ui.frame.shell import Shell
from app.ui.kit.labels import chip, label
from app.ui.ticket.facts import link

_TONES = {
    PromiseState.PROPOSED: "amber",
    PromiseState.CONFIRMED: "blue",
    PromiseState.KEPT: "green",
    PromiseState.BROKEN: "red",
}


def promises_view(shell: Shell, rows: Sequence[PromiseRow]) -> QWidget:
    """Shows open ones first, overdue ones in red; leaves out what was dropped as no promise."""
    box = QWidget()
    table = QGridLayout(box)
    table.setContentsMargins(0, 0, 0, 0)
    table.setHorizontalSpacing(8)
    table.setVerticalSpacing(5)
    table.setColumnStretch(1, 1)
    shown = [row for row in rows if row.state is not PromiseState.DROPPED]
    shown.sort(key=lambda row: row.state not in OPEN_PROMISES)
    for place, row in enumerate(shown):
        late = row.state in OPEN_PROMISES and row.due_at <= shell.now()
        word = "已过期" if late else PROMISE_STATE_WORDS[row.state]
        table.addWidget(chip(word, "red" if late else _TONES[row.state]), place, 0, Qt.AlignmentFlag.AlignTop)
        text = f"{day_words(row.due_at)}{'' if row.exact else '前'}　{row.said}" + (
            f"（{row.note}）" if row.note else ""
        )
        table.addWidget(label(text, wrap=True, selectable=True), place, 1)
    if any(row.state in OPEN_PROMISES for row in shown):
        table.addWidget(link(shell, "promises", "处理承诺 F10"), len(shown), 1, Qt.AlignmentFlag.AlignLeft)
    return box

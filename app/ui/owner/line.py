"""The line under a ticket that names its likely owner, the deciding words and the basis, or that none is sure."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.desk.owner import reads
from app.desk.ticket.rows import TicketDetail
from app.rules.owner.judgement import Likely
from app.ui.frame.shell import Shell

_SHOWN = 4


def owner_words(likely: Likely) -> str:
    """可能的主责部门：区体育局（健身房、年卡） 依据：…; or 不能确定 with the closest ones; then what else decided."""
    words = "、".join(likely.because[:_SHOWN])
    named = f"（{words}）" if words else ""
    if likely.sure:
        head = f"可能的主责部门：{likely.owner}{named}　依据：{likely.basis or '未写'}"
    elif likely.owner:
        closest = "、".join((likely.owner, *likely.others))
        head = f"主责部门：不能确定（可能 {closest}{f'；词：{words}' if words else ''}）"
    else:
        head = "主责部门：不能确定"
    return "　".join(part for part in (head, likely.vote_words, likely.cut_words) if part)


class OwnerLine(QLabel):
    """Shows a proposal only; it fills no field."""

    def __init__(self, shell: Shell) -> None:
        super().__init__("主责部门：不能确定")
        self._shell = shell
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "second")
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setToolTip("按主责目录里的词和相似诉求判断，地点、原因、他人说法等不计入；只供参考，由人决定")

    def ask(self, text: str, category: str, merchant: str) -> None:
        """Reads the owner from the table in force; the latest request wins."""
        self._shell.gateway.read(
            reads.likely,
            self._show,
            key=("owner", id(self)),
            text=text,
            category=category,
            merchant=merchant,
        )

    def _show(self, likely: Likely) -> None:
        self.setText(owner_words(likely))
        self.setAccessibleName(self.text())


def owner_line_of(shell: Shell, detail: TicketDetail) -> OwnerLine:
    """The line for the present texts of a ticket."""
    line = OwnerLine(shell)
    line.ask(f"{detail.row.title}，{detail.ticket.content}", detail.category, detail.row.merchant)
    return line

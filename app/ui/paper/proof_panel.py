"""Beside the preview: where the chosen figure comes from, or how the paper stands while no figure is chosen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.desk.paper.rows import Compared, Moved, PaperRow
from app.desk.proof.rows import Proof, ProofTicket
from app.rules.paper.states import Verdict
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.detail_panel import DetailPanel
from app.ui.kit.labels import chip, label
from app.ui.kit.words import moment
from app.ui.paper.running import Shown
from app.ui.paper.words import (
    CHANGE_LOOKS,
    VERDICT_LOOKS,
    due_words,
    origin_words,
    proof_lines,
    recount_words,
    reminder_words,
    value_words,
)
from app.ui.ticket.facts import grid

_SHOWN, _SHOWN_CHANGES, _NAMED = 12, 6, 3


class ProofPanel(DetailPanel):
    """Shows a proof. `all_asked` asks for all tickets of the figure, `ticket_asked` for one."""

    all_asked = Signal()
    ticket_asked = Signal(int)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell, "选择一份报表；在页面上选一个数，这里写明它从哪来")
        self.proof: Proof | None = None
        self.setMinimumWidth(260)

    def show_row(self, row: PaperRow, shown: Shown, now: datetime) -> None:
        """Shows how a paper stands: its clock or number, what an edited file changed, what moved since the issue."""
        self.proof = None
        compared, moved = shown.compared, shown.moved
        parts: list[QWidget] = [
            label(row.words, "title", wrap=True, selectable=True),
            label(due_words(row, now), "second", wrap=True, selectable=True),
        ]
        paper, draft = row.paper, row.draft
        lines = []
        if paper is not None:
            lines = [("文号", paper.number), ("签发", f"{paper.issued_by} {moment(paper.issued_at, now)}")]
            lines += [("文件", paper.file), ("校验码", paper.sha256[:16])]
            lines += [("更正", f"代替 {row.corrects}")] if row.corrects else []
            lines += [("被更正", row.corrected)] if row.corrected else []
        elif draft is not None:
            lines = [("草稿", f"{draft.made_by} {moment(draft.made_at, now)}"), ("文件", draft.file)]
        parts.append(grid(lines))
        if moved:
            parts += [label(f"签发后 {len(moved)} 个数有变", "heading"), *(self._moved(one) for one in moved[:_SHOWN])]
        if compared is not None and paper is None:
            parts += self._compared(compared)
        if draft is None and paper is None:
            parts.append(label("还没有草稿。按 A 编写，数字、表格、图都由登记算出。", "second", wrap=True))
        elif not moved and compared is None:
            hint = "在页面上点一个数，或按 → 逐个查看，回车打开它的工单。"
            parts.append(label(hint, "second", wrap=True))
        rung = [line for one in shown.reminders if (line := reminder_words(one, now))]
        if rung:
            parts += [label("提醒", "heading"), *(label(line, "hint", wrap=True, selectable=True) for line in rung)]
        self.show_parts(parts, keep_place=False)

    def show_proof(self, proof: Proof, now: datetime) -> None:
        """Shows where a figure comes from."""
        same = self.proof is not None and self.proof.figure.tag == proof.figure.tag
        self.proof = proof
        value = label(value_words(proof.figure), "value", selectable=True)
        parts: list[QWidget] = [
            label("这个数从哪来", "heading"),
            value,
            label(proof.words, "title", wrap=True, selectable=True),
            grid(proof_lines(proof)),
        ]
        words, tone = recount_words(proof, now)
        if words:
            parts.append(chip(words, tone))
        parts += self._tickets(proof)
        if proof.changes:
            parts.append(label(f"改动过 {len(proof.changes)} 次", "heading"))
            for change in proof.changes[:_SHOWN_CHANGES]:
                told = "；".join(f"{name} {old or '—'}→{new or '—'}" for name, (old, new) in change.changes.items())
                text = f"{moment(change.at, now)} {change.number} {change.text} {told}".strip()
                parts.append(label(text, "hint", wrap=True, selectable=True))
        self.show_parts(parts, keep_place=same)

    def _tickets(self, proof: Proof) -> list[QWidget]:
        if not proof.total:
            return []
        missing = [one for one in proof.tickets if not one.counts] if proof.misses else []
        shown = missing or list(proof.tickets)
        title = f"{proof.misses} {len(missing)} 件" if missing else f"工单 {proof.total} 件"
        button = QPushButton(f"全部 {proof.total} 件　回车")
        button.setProperty("filter", True)
        button.clicked.connect(self.all_asked)
        return [label(title, "heading"), button, *(self._ticket(one, proof.misses) for one in shown[:_SHOWN])]

    def _ticket(self, ticket: ProofTicket, misses: str) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        button = QPushButton(ticket.number)
        button.setProperty("filter", True)
        button.clicked.connect(Call(button, self.ticket_asked.emit, ticket.ticket_id).run)
        column.addWidget(button)
        mark = f" · {misses}" if misses and not ticket.counts else ""
        column.addWidget(label(f"{origin_words(ticket)}{mark}", "hint", wrap=True, selectable=True))
        return box

    def _moved(self, one: Moved) -> QWidget:
        key = "" if one.key is None else f" · {one.key if isinstance(one.key, str) else ' · '.join(one.key)}"
        then, now = ("—" if value is None else value for value in (one.then, one.now))
        more = [f"等 {len(one.tickets)} 件"] if len(one.tickets) > _NAMED else []
        lines = [f"{one.words}{key}：{then}→{now}", *one.tickets[:_NAMED], *more]
        return label("\n".join(lines), "", wrap=True, selectable=True)

    def _compared(self, compared: Compared) -> list[QWidget]:
        waiting = sum(one.verdict is Verdict.OPEN for one in compared.changes)
        head = f"改稿 {compared.comparison.file}"
        said = (
            f"{len(compared.changes)} 个数有改动，{waiting} 个未定" if compared.changes else "数字与台账一致，可以签发"
        )
        parts: list[QWidget] = [label(head, "heading", wrap=True), label(said, "second", wrap=True)]
        for one in compared.changes[:_SHOWN]:
            tone = CHANGE_LOOKS[one.change][0] if one.verdict is Verdict.OPEN else VERDICT_LOOKS[one.verdict]
            word = one.change.word if one.verdict is Verdict.OPEN else one.verdict.word
            parts.append(chip(word, tone))
            stands = one.stands or "（无）"
            text = f"{one.name or one.context}：{one.drafted or '—'}→{stands}，台账 {one.register or '—'}"
            parts.append(label(text, "hint", wrap=True, selectable=True))
        return parts

"""The detail pane of the register: facts, check, texts, files and steps of the chosen application."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk.exclusion.rows import ExclusionDetail, ExclusionStep
from app.rules.exclusion.moves import EXCLUSION_VERB_WORDS, LEVEL_WORDS, WRITABLE
from app.ui.exclusion.check_list import CompletenessBar, rule_widgets
from app.ui.exclusion.words import STATE_LOOKS, row_facts, size_words, state_words
from app.ui.frame.shell import Shell
from app.ui.kit.labels import chip, label
from app.ui.kit.words import full
from app.ui.ticket.facts import grid, text_block


def detail_parts(shell: Shell, detail: ExclusionDetail) -> list[QWidget]:
    """The widgets from top to bottom."""
    bar = CompletenessBar()
    bar.show_report(detail.report, writable=detail.row.state in WRITABLE)
    parts: list[QWidget] = [
        _head(detail),
        label(detail.row.ticket_title, "title", wrap=True, selectable=True),
        bar,
        *rule_widgets(shell, detail.report),
        grid(row_facts(detail.row)),
    ]
    for word, text in (("情况说明", detail.statement), ("办理过程", detail.process), ("申请依据", detail.basis)):
        if text:
            parts += [label(word, "heading"), text_block(text)]
    if detail.files:
        parts += [label(f"证据材料 {len(detail.files)} 份", "heading"), grid(_files(detail))]
    if detail.steps:
        parts += [label("办理经过", "heading"), grid([(full(step.at), _step(step)) for step in detail.steps])]
    return parts


def _files(detail: ExclusionDetail) -> list[tuple[str, str]]:
    return [
        (f"{file.position}", " · ".join(part for part in (file.name, file.kind, size_words(file.size)) if part))
        for file in detail.files
    ]


def _step(step: ExclusionStep) -> str:
    words = f"{LEVEL_WORDS[step.level]} {step.who} {EXCLUSION_VERB_WORDS[step.verb]}"
    return f"{words}：{step.opinion}" if step.opinion else words


def _head(detail: ExclusionDetail) -> QWidget:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(label(detail.row.ticket_number, "second", wrap=True, selectable=True), 1)
    line.addWidget(chip(state_words(detail.row), STATE_LOOKS[detail.row.state][0]))
    return box

"""The view of the dossier check: completeness, and each rule with its mark, reason and advice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.rules.exclusion.check_facts import CheckReport, RuleLine, RuleResult
from app.ui.exclusion.words import line_look, report_words
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.labels import chip, label, restyle
from app.ui.kit.scrolling import ScrollPage
from app.ui.look.icons import pixmap

_ORDER = {"red": 0, "amber": 1, "blue": 2, "green": 3}


def ordered(report: CheckReport) -> list[RuleLine]:
    """Sorts the rules: blocking first, then warnings and waiting ones, then answered ones, then passed ones."""
    return sorted(report.lines, key=lambda line: _ORDER[line_look(line)[0]])


class CompletenessBar(QWidget):
    """完整度 85 %, with the bar and one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "strong")
        self.words.setProperty("chip", True)
        self.sentence = label("", "second", wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("材料完整度")
        head = QHBoxLayout()
        head.addWidget(label("材料核验", "heading"))
        head.addStretch(1)
        head.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.sentence)

    def show_report(self, report: CheckReport, *, writable: bool) -> None:
        """Shows the state of the dossier; only a writable one is shown as not ready."""
        self.bar.setValue(report.complete)
        self.words.setText(f"完整度 {report.complete} %")
        stopped = bool(report.stopping)
        self.sentence.setText(report_words(report) + ("，不能提交" if stopped and writable else ""))
        restyle(self.words, tone="red" if stopped else "green" if report.complete == 100 else None)


class RuleWidget(QFrame):
    """One rule: mark and word, title, reason, what to do, and a link to answer it where `answer` is given."""

    def __init__(self, shell: Shell, line: RuleLine, answer: Callable[[str], None] | None = None) -> None:
        super().__init__()
        tone, icon, word = line_look(line)
        tokens = shell.theme.tokens
        colour = tokens.accent if tone == "blue" else str(getattr(tokens, tone))
        mark = QLabel()
        size = shell.theme.px(18)
        mark.setPixmap(pixmap(icon, colour, size, self.devicePixelRatioF()))
        mark.setFixedSize(QSize(size, size))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(mark)
        head.addWidget(label(line.title, "strong", wrap=True), 1)
        if answer is not None:
            head.addWidget(_link(line, answer))
        head.addWidget(chip(word, tone))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(2)
        column.addLayout(head)
        texts = [line.reason]
        if line.todo and line.result is not RuleResult.PASS and line.answer is None:
            texts.append(f"→ {line.todo}")
        if line.answer is not None:
            texts.append(f"{line.answer.who}：{line.answer.reason}")
        for place, text in enumerate(texts):
            words = label(text, "" if place else "second", wrap=True)
            words.setContentsMargins(shell.theme.px(26), 0, 0, 0)
            column.addWidget(words)
        self.setAccessibleName(f"{line.title}：{word}。{'。'.join(texts)}")


def _link(line: RuleLine, answer: Callable[[str], None]) -> QPushButton:
    link = QPushButton("改说明…" if line.answer is not None else "说明…")
    link.setProperty("link", True)
    link.setAutoDefault(False)
    link.setAccessibleName(f"说明：{line.title}")
    link.clicked.connect(Call(link, answer, line.rule).run)
    return link


def rule_widgets(shell: Shell, report: CheckReport, answer: Callable[[str], None] | None = None) -> list[QWidget]:
    """The widgets of all rules by urgency; passed rules are summed up below."""
    lines = ordered(report)
    parts: list[QWidget] = [RuleWidget(shell, line, answer) for line in lines if line.result is not RuleResult.PASS]
    passed = [line.title for line in lines if line.result is RuleResult.PASS]
    if passed:
        parts += [
            label(f"✓ 通过 {len(passed)} 项", "strong"),
            label("、".join(dict.fromkeys(passed)), "second", wrap=True),
        ]
    return parts


class CheckPane(QFrame):
    """Bar on top, rules below in a scrolled column; `answer_requested` emits the rule to be answered."""

    answer_requested = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._shell = shell
        self.report: CheckReport | None = None
        self._writable = True
        self.bar = CompletenessBar()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("核验逐项结果")
        self._scroll.setProperty("stop", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 6, 10)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self._scroll, 1)
        self.setMinimumWidth(shell.theme.px(280))
        shell.theme.changed.connect(self._draw)

    def show_report(self, report: CheckReport, *, writable: bool) -> None:
        """Shows the check and keeps the scroll position."""
        self.report, self._writable = report, writable
        self.bar.show_report(report, writable=writable)
        self._draw()

    def _draw(self) -> None:
        if self.report is None:
            return
        place = self._scroll.verticalScrollBar().value()
        page = ScrollPage()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(6)
        for part in rule_widgets(self._shell, self.report, self.answer_requested.emit if self._writable else None):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll.setWidget(page)
        self._scroll.verticalScrollBar().setValue(place)

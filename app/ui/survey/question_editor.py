"""The editor of one question: its words, and for each answer its word, its meaning, and the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.rules.survey.form import COUNTED, COUNTED_WORDS, MOST_ANSWERS, FormAnswer, FormQuestion
from app.rules.survey.platform_answers import words_of
from app.ui.kit.call import Call
from app.ui.kit.labels import label


@dataclass(slots=True)
class _Line:
    box: QWidget
    word: QLineEdit
    means: QComboBox
    reason: QCheckBox


class QuestionEditor(QFrame):
    """Returns the question that the fields describe; its meaning never changes."""

    changed = Signal()

    def __init__(self, question: FormQuestion) -> None:
        super().__init__()
        self._question = question
        self.words = QLineEdit(question.words)
        self.words.setAccessibleName("问题")
        self.words.textChanged.connect(self.changed)
        self.add = QPushButton("添加答案")
        self.add.setProperty("link", True)
        self.add.clicked.connect(self._append_empty)
        self.lines: list[_Line] = []
        self._answers = QVBoxLayout()
        self._answers.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(label(question.mark, "heading"))
        head.addWidget(self.words, 1)
        kind = COUNTED_WORDS.get(question.counts, "只记录")
        head.addWidget(label(f"统计：{kind}" if question.counts else kind, "second"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(self._answers)
        column.addWidget(self.add)
        for answer in question.answers:
            self._append(answer)

    def question(self) -> FormQuestion:
        """The question that the fields describe; it may not be valid yet."""
        return replace(self._question, words=self.words.text().strip(), answers=tuple(map(self._answer, self.lines)))

    def _answer(self, line: _Line) -> FormAnswer:
        counts = self._question.counts
        means = COUNTED[counts](line.means.currentData()) if counts else None
        return FormAnswer(line.word.text().strip(), means, line.reason.isChecked())

    def _append_empty(self) -> None:
        self._append(FormAnswer(""))

    def _append(self, answer: FormAnswer) -> None:
        line = _Line(QWidget(), QLineEdit(answer.word), QComboBox(), QCheckBox("须写原因"))
        line.word.setAccessibleName("答案")
        line.word.setPlaceholderText("答案的说法")
        line.means.setAccessibleName("计为")
        counts = self._question.counts
        for meaning in COUNTED[counts] if counts else ():
            line.means.addItem(f"计为{words_of(counts, meaning)}", meaning.value)
        line.means.setVisible(bool(counts))
        if answer.means is not None:
            line.means.setCurrentIndex(max(0, line.means.findData(answer.means.value)))
        line.reason.setChecked(answer.reason)
        gone = QPushButton("删除")
        gone.setAccessibleName("删除答案")
        gone.setProperty("link", True)
        gone.clicked.connect(Call(gone, self._remove, line).run)
        row = QHBoxLayout(line.box)
        row.setContentsMargins(18, 0, 0, 0)
        row.addWidget(line.word, 1)
        for widget in (line.means, line.reason, gone):
            row.addWidget(widget)
        line.word.textChanged.connect(self.changed)
        line.means.currentIndexChanged.connect(self._emit_changed)
        line.reason.toggled.connect(self._emit_changed)
        self.lines.append(line)
        self._answers.addWidget(line.box)
        self.add.setEnabled(len(self.lines) < MOST_ANSWERS)
        self._emit_changed()

    def _remove(self, line: _Line) -> None:
        self.lines.remove(line)
        line.box.hide()
        line.box.deleteLater()
        self.add.setEnabled(True)
        self._emit_changed()

    def _emit_changed(self, *_: object) -> None:
        self.changed.emit()

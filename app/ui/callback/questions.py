"""The questions of the callback in their order: answering one leads to the next, Enter goes on, Backspace goes back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.rules.states import AttemptOutcome, Contacted, Satisfied, Solved
from app.rules.survey import QUESTIONS, QuestionName, Value
from app.ui.answer_row import AnswerRow
from app.ui.callback.answers import CallbackAnswers
from app.ui.labels import label, restyle
from app.ui.shell import Shell

REASON = "reason"
_BY_NAME = {question.name: question for question in QUESTIONS}
_ASKED = tuple(_BY_NAME)


class ReasonField(QPlainTextEdit):
    """Digits are text here. Enter goes on, Shift+Enter makes a new line, Backspace in the empty field goes back."""

    entered = Signal()
    left = Signal()
    focused = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tells that the keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Gives the keys of the form back to the form."""
        modifiers = event.modifiers()
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not modifiers & ~Qt.KeyboardModifier.KeypadModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.toPlainText() and not event.isAutoRepeat():
            self.left.emit()
        elif modifiers & Qt.KeyboardModifier.AltModifier or (enter and modifiers & Qt.KeyboardModifier.ControlModifier):
            event.ignore()
        else:
            super().keyPressEvent(event)


class Questions(QWidget):
    """The answers of one callback. `changed` comes when a person changed something, `finished` at the end."""

    changed = Signal()
    finished = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("plain")
        self.rows: Mapping[QuestionName, AnswerRow] = {
            name: AnswerRow(shell.theme, q.mark, q.words, [answer.word for answer in q.answers])
            for name, q in _BY_NAME.items()
        }
        self.reason = ReasonField()
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName("原因与诉求人原话")
        self.reason.setPlaceholderText("诉求人怎么说就怎么记；Shift+回车换行")
        self.reason.viewport().setAcceptDrops(False)  # files dropped here go to the import
        shell.theme.changed.connect(self._fit)
        self.invalid = QCheckBox("定为无效回访")
        self.invalid.setToolTip("如非本人作答、中途挂断；工单仍在待回访")
        self.reason_error, self.outcome_error = label("", "error", wrap=True), label("", "error", wrap=True)
        self._build()
        self._fit()
        for name, row in self.rows.items():
            row.answered.connect(lambda _key, asked=name: self._answered(asked))
            row.stepped.connect(self._changed)
        self.reason.textChanged.connect(self.changed)
        self.reason.textChanged.connect(self.clear_errors)
        self.reason.entered.connect(self.finished)
        self.reason.left.connect(self.go_back)
        self.invalid.clicked.connect(self._changed)

    def answers(self, number: int = 0) -> CallbackAnswers:
        """What has been answered; without the caller on the line the questions have no answers."""
        outcome = self._value(QuestionName.OUTCOME)
        reached = outcome is AttemptOutcome.REACHED
        contacted, solved, satisfied = (self._value(name) if reached else None for name in _ASKED[1:])
        return CallbackAnswers(
            outcome=outcome if isinstance(outcome, AttemptOutcome) else None,
            contacted=contacted if isinstance(contacted, Contacted) else None,
            solved=solved if isinstance(solved, Solved) else None,
            satisfied=satisfied if isinstance(satisfied, Satisfied) else None,
            reason=self.reason.toPlainText(),
            invalid=self.invalid.isChecked(),
            number=number,
        )

    def show_answers(self, answers: CallbackAnswers) -> None:
        """Shows these answers; tells nobody."""
        values = (answers.outcome, answers.contacted, answers.solved, answers.satisfied)
        for name, value in zip(_ASKED, values, strict=True):
            keys = (answer.key for answer in _BY_NAME[name].answers if answer.value == value)
            self.rows[name].choose(next(keys, None))
        self.reason.blockSignals(True)
        self.reason.setPlainText(answers.reason)
        self.reason.blockSignals(False)
        self.invalid.setChecked(answers.invalid)
        self.clear_errors()
        self._follow()

    def begin(self) -> None:
        """Puts the keyboard on the first question without an answer."""
        answers = self.answers()
        missing = answers.unanswered if answers.outcome else (QuestionName.OUTCOME,)
        if missing:
            self.ask(missing[0])
        else:
            self.finished.emit()

    def ask(self, field: str) -> None:
        """Puts the keyboard on a question or the reason."""
        target = self.reason if field == REASON else self.rows[QuestionName(field)]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Enter: leads from the question with the keyboard to what comes next."""
        here = self._here()
        if here is QuestionName.OUTCOME and self.rows[here].key is None:
            self.object_to(QuestionName.OUTCOME, "请先按数字键选择本次电话的结果")
        elif here is not None:
            self._go_on_from(here)
        else:
            self.finished.emit()

    def go_back(self) -> None:
        """Backspace: leads to the question before; from the end to the last one that was asked."""
        here = self._here()
        order = _ASKED if self.answers().reached else _ASKED[:1]
        self.ask(order[max(0, order.index(here) - 1)] if here in order else order[-1])

    def object_to(self, field: str, message: str) -> None:
        """Says at a field why it cannot be saved, and puts the keyboard there."""
        told = self.reason_error if field == REASON else self.outcome_error
        told.setText(message)
        told.show()
        restyle(self.reason, wrong=field == REASON)
        self.ask(REASON if field == REASON else QuestionName.OUTCOME)

    def clear_errors(self) -> None:
        """Takes what was said at the fields away."""
        self.reason_error.hide()
        self.outcome_error.hide()
        restyle(self.reason, wrong=False)

    def _answered(self, name: QuestionName) -> None:
        self._changed()
        self._go_on_from(name)

    def _changed(self) -> None:
        self.clear_errors()
        self._follow()
        self.changed.emit()

    def _go_on_from(self, name: QuestionName) -> None:
        answers = self.answers()
        if name is QuestionName.SATISFIED and answers.wants_reason:
            self.ask(REASON)
        elif name is QuestionName.SATISFIED or not answers.reached:
            self.finished.emit()
        else:
            self.ask(_ASKED[_ASKED.index(name) + 1])

    def _follow(self) -> None:
        answers = self.answers()
        for name in _ASKED[1:]:
            self.rows[name].setEnabled(answers.outcome is None or answers.reached)
        self.invalid.setEnabled(answers.reached and not answers.unanswered)

    def _fit(self) -> None:
        self.reason.setFixedHeight(self._shell.theme.px(58))

    def _here(self) -> QuestionName | None:
        return next((name for name, row in self.rows.items() if row.hasFocus()), None)

    def _value(self, name: QuestionName) -> Value | None:
        key = self.rows[name].key
        answer = _BY_NAME[name].answer(key) if key is not None else None
        return answer.value if answer is not None else None

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for name, row in self.rows.items():
            column.addWidget(row)
            if name is QuestionName.OUTCOME:
                column.addWidget(self.outcome_error)
        heading = label("原因与诉求人原话", "heading")
        heading.setBuddy(self.reason)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.invalid)
        reason = QVBoxLayout()
        reason.setContentsMargins(12, 0, 0, 0)
        reason.setSpacing(4)
        reason.addLayout(head)
        reason.addWidget(self.reason)
        reason.addWidget(self.reason_error)
        column.addLayout(reason)
        self.clear_errors()

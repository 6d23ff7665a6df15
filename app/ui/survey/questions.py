"""The questions of the callback in their order: answering one leads to the next, Enter goes on, Backspace goes back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.rules.contact.states import AttemptOutcome
from app.rules.survey.form import OUTCOME_QUESTION, FormQuestion, SurveyForm, Value
from app.rules.survey.validity import QuestionName
from app.ui.frame.shell import Shell
from app.ui.kit.call import Call
from app.ui.kit.forms.answer_row import AnswerRow
from app.ui.kit.forms.hinted_text import HintedText
from app.ui.kit.labels import label, restyle
from app.ui.survey.answers import CallbackAnswers
from app.ui.survey.reason_codes import ReasonCodes

REASON, CODES = "reason", "codes"


class ReasonField(HintedText):
    """Digits are text here. Enter goes on, Shift+Enter makes a new line, Backspace in the empty field goes back."""

    entered = Signal()
    left = Signal()
    focused = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Emits that the field has the focus."""
        super().focusInEvent(event)
        self.focused.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves the keys of the form to the form."""
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
    """The answers of one callback by the form in force.

    `changed` is emitted on a person's change, `finished` at the end, `arrived` when a row gets the focus.
    """

    changed = Signal()
    finished = Signal()
    arrived = Signal(object)  # the row

    def __init__(self, shell: Shell, form: SurveyForm) -> None:
        super().__init__()
        self._shell = shell
        self.setObjectName("plain")
        self.form = form
        self.rows: dict[str, AnswerRow] = {}
        self.codes = ReasonCodes(shell.theme, ())
        self.reason = ReasonField()
        self.reason.setTabChangesFocus(True)
        self.reason.setAccessibleName("原因与诉求人原话")
        self.reason.set_hint("如实记录诉求人原话；Shift+回车换行")
        self.reason.viewport().setAcceptDrops(False)  # files dropped here go to the import
        shell.theme.changed.connect(self._fit)
        self.invalid = QCheckBox("定为无效回访")
        self.invalid.setToolTip("如非本人作答、中途挂断；工单仍在待回访")
        self.reason_error, self.outcome_error = label("", "error", wrap=True), label("", "error", wrap=True)
        self._column = QVBoxLayout()
        self._build()
        self._ask_form()
        self._fit()
        self.reason.textChanged.connect(self.changed)
        self.reason.textChanged.connect(self.clear_errors)
        self.reason.entered.connect(self.finished)
        self.reason.left.connect(self.go_back)
        self.invalid.clicked.connect(self._changed)

    def show_form(self, form: SurveyForm) -> None:
        """Shows another form; drops the answers of the former one."""
        if form != self.form:
            self.form = form
            self._ask_form()

    def answers(self, number: int = 0) -> CallbackAnswers:
        """The current answers; none to the questions unless the caller was reached."""
        outcome = self._value(OUTCOME_QUESTION)
        reached = outcome is AttemptOutcome.REACHED
        words = {name: word for name, word in self._words().items() if reached}
        meanings = self.form.meanings(words)
        return CallbackAnswers(
            outcome=outcome if isinstance(outcome, AttemptOutcome) else None,
            contacted=meanings.contacted,
            solved=meanings.solved,
            satisfied=meanings.satisfied,
            reason=self.reason.toPlainText(),
            invalid=self.invalid.isChecked(),
            number=number,
            words=tuple(words.items()),
            codes=self.codes.codes if reached and meanings.reason else (),
            needs_reason=meanings.reason if reached else None,
        )

    def show_answers(self, answers: CallbackAnswers) -> None:
        """Shows these answers without a signal."""
        meanings = {"contacted": answers.contacted, "solved": answers.solved, "satisfied": answers.satisfied}
        meant, chosen = self.form.words_for(meanings), dict(answers.words)
        self.rows[OUTCOME_QUESTION.name].choose(OUTCOME_QUESTION.key_for(answers.outcome))
        for question in self.form.questions:
            key = question.key_of(chosen.get(question.name, ""))
            self.rows[question.name].choose(key or question.key_of(meant.get(question.name, "")))
        self.codes.show_codes(answers.codes)
        self.reason.blockSignals(True)
        self.reason.setPlainText(answers.reason)
        self.reason.blockSignals(False)
        self.invalid.setChecked(answers.invalid)
        self.clear_errors()
        self._follow()

    def begin(self) -> None:
        """Focuses the first question without an answer."""
        answers = self.answers()
        if answers.outcome is None:
            self.ask(OUTCOME_QUESTION.name)
        elif answers.unanswered:
            self.ask(answers.unanswered[0])
        else:
            self.finished.emit()

    def ask(self, field: str) -> None:
        """Focuses a question, by its name or meaning, the coded reasons, or the reason."""
        target: QWidget = self.codes if field == CODES else self.reason
        if field not in {CODES, REASON}:
            counted = {question.counts: question.name for question in self.form.questions if question.counts}
            target = self.rows[counted.get(field, field)]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on(self) -> None:
        """Enter: goes from the focused question to the next field."""
        here = self._here()
        if here == OUTCOME_QUESTION.name and self.rows[here].key is None:
            self.object_to(QuestionName.OUTCOME, "请先按数字键选择本次电话的结果")
        elif here == CODES:
            self.ask(REASON)
        elif here:
            self._go_on_from(here)
        else:
            self.finished.emit()

    def go_back(self) -> None:
        """Backspace: goes to the previous question; from the end to the last one asked."""
        here = self._here()
        order = list(self.rows) if self.answers().reached else [OUTCOME_QUESTION.name]
        if not self.codes.isHidden():
            order.append(CODES)
        self.ask(order[max(0, order.index(here) - 1)] if here in order else order[-1])

    def correct(self, key: int) -> None:
        """A number at the end of the form replaces the answer given last."""
        order = list(self.rows) if self.answers().reached else [OUTCOME_QUESTION.name]
        given = [self.rows[name] for name in order if self.rows[name].key is not None]
        if given:
            given[-1].answer(key)

    def object_to(self, field: str, message: str) -> None:
        """Shows an error at a field and focuses it."""
        error = self.reason_error if field == REASON else self.outcome_error
        error.setText(message)
        error.show()
        restyle(self.reason, wrong=field == REASON)
        self.ask(REASON if field == REASON else OUTCOME_QUESTION.name)

    def clear_errors(self) -> None:
        """Hides the errors of the fields."""
        self.reason_error.hide()
        self.outcome_error.hide()
        restyle(self.reason, wrong=False)

    def _answered(self, name: str) -> None:
        self._changed()
        self._go_on_from(name)

    def _changed(self) -> None:
        self.clear_errors()
        self._follow()
        self.changed.emit()

    def _go_on_from(self, name: str) -> None:
        answers = self.answers()
        names = list(self.rows)
        if name != names[-1] and answers.reached:
            self.ask(names[names.index(name) + 1])
        elif answers.wants_reason:
            self.ask(REASON if self.codes.isHidden() else CODES)
        else:
            self.finished.emit()

    def _follow(self) -> None:
        answers = self.answers()
        for question in self.form.questions:
            self.rows[question.name].setEnabled(answers.outcome is None or answers.reached)
        self.codes.setVisible(answers.wants_reason and bool(self.form.reasons))
        self.invalid.setEnabled(answers.reached and not answers.unanswered)

    def _fit(self) -> None:
        self.reason.setFixedHeight(self._shell.theme.px(58))

    def _here(self) -> str:
        if self.codes.hasFocus():
            return CODES
        return next((name for name, row in self.rows.items() if row.hasFocus()), "")

    def _words(self) -> dict[str, str]:
        found = {}
        for question in self.form.questions:
            key = self.rows[question.name].key
            answer = question.answer(key) if key is not None else None
            if answer is not None:
                found[question.name] = answer.word
        return found

    def _value(self, question: FormQuestion) -> Value | None:
        key = self.rows[question.name].key
        answer = question.answer(key) if key is not None else None
        return answer.means if answer is not None else None

    def _ask_form(self) -> None:
        """Builds a row for each question, and one for the coded reasons."""
        for gone in (*self.rows.values(), self.codes):
            gone.hide()
            gone.setParent(None)
            gone.deleteLater()
        theme = self._shell.theme
        self.rows = {
            question.name: AnswerRow(theme, question.mark, question.words, [answer.word for answer in question.answers])
            for question in (OUTCOME_QUESTION, *self.form.questions)
        }
        self.codes = ReasonCodes(theme, self.form.reasons)
        for place, row in enumerate((*self.rows.values(), self.codes)):
            self._column.insertWidget(place if place == 0 else place + 1, row)
            row.focused.connect(Call(row, self.arrived.emit, row).run)
            row.stepped.connect(self._changed)
        for name, row in self.rows.items():
            row.answered.connect(Call(row, self._answered, name).run)
            row.show()  # at once: a row is focused before the layout would show it
        self._follow()

    def _build(self) -> None:
        self._column.setSpacing(6)
        self._column.addWidget(self.outcome_error)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._column)
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

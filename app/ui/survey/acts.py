"""The actions of the callback form: record, send back into handling, give the caller up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from app.base.changes import Outcome
from app.base.errors import Refused
from app.desk.survey import acts as survey_acts
from app.desk.survey import sheet as survey_sheet
from app.desk.survey.acts import Answers, Then
from app.desk.survey.sheet import CallbackSheet
from app.desk.ticket import reads as ticket_reads
from app.desk.ticket.rows import TicketDetail
from app.ui.frame.shell import Shell
from app.ui.survey.answers import CallbackAnswers
from app.ui.survey.questions import REASON
from app.ui.survey.run import CallbackRun, may_be_called
from app.ui.survey.view import CallbackView


class CallbackActs(QObject):
    """Submits for the ticket of the run, one use case at a time; shows a refusal at its field."""

    def __init__(self, shell: Shell, view: CallbackView, run: CallbackRun) -> None:
        super().__init__(view)
        self._shell, self._view, self._run = shell, view, run
        for signal in (shell.gateway.fault, shell.gateway.crashed):
            signal.connect(self._release)

    def save(self) -> None:
        """Records the callback and goes on; unanswered questions require a second save."""
        answers = self._run.answers()
        if not self._may_send(answers):
            return
        if answers.unanswered and not self._run.warned:
            self._run.warned = True
            missing = len(answers.unanswered)
            self._view.questions.ask(answers.unanswered[0])
            self._view.bar.say_error(f"还有 {missing} 题未答。仍要按无效回访保存，请再按一次 Ctrl+回车")
            return
        self._record(answers, self._run.go_to_next if answers.reached else self._weigh_giving_up)

    def rework(self) -> None:
        """Sends the ticket back into handling (二次办理), together with the answers."""
        answers = self._run.answers()
        if self._run.sheet is None or self._run.busy:
            return
        if not answers.why:
            self._view.questions.object_to(REASON, "请写明二次办理的原因，再按 F9")
            return
        if answers.outcome is None:
            self._send(survey_acts.rework, self._run.go_to_next, reason=answers.why)
        elif self._may_send(answers):
            self._record(answers, self._run.go_to_next, Then.REWORK)

    def give_up(self) -> None:
        """Marks the ticket 无法联系 when the rule allows it, together with an unanswered call."""
        if self._run.sheet is None or self._run.busy:
            return
        if not self._run.sheet.may_give_up:
            self._view.bar.say_error("还不能定为无法联系：" + "；".join(self._run.sheet.missing))
            return
        answers = self._run.answers()
        if answers.outcome is not None and not answers.reached:
            self._record(answers, self._run.go_to_next, Then.GIVE_UP)
        else:
            self._send(survey_acts.mark_unreachable, self._run.go_to_next)

    def reveal(self) -> None:
        """Shows the numbers in full, on the record."""
        ticket_id = self._run.ticket_id
        if ticket_id is None or self._run.revealed:
            return

        def shown(outcome: Outcome[TicketDetail]) -> None:
            if self._run.ticket_id == ticket_id:
                self._run.revealed = True
                self._view.side.show_revealed(outcome.result)

        self._shell.gateway.submit(ticket_reads.reveal, on_done=shown, person=self._shell.person, ticket_id=ticket_id)

    def _may_send(self, answers: CallbackAnswers) -> bool:
        if self._run.sheet is None or self._run.busy or not may_be_called(self._run.sheet):
            return False
        found = answers.objection()
        if found is not None:
            self._view.questions.object_to(found.field, found.message)
        return found is None

    def _record(self, answers: CallbackAnswers, on_done: Callable[[], None], then: Then | None = None) -> None:
        self._send(
            survey_acts.record,
            on_done,
            number_index=self._view.side.numbers.chosen,
            outcome=answers.outcome,
            answers=Answers(self._view.questions.form.number, dict(answers.words), answers.codes),
            reason=answers.reason,
            valid=False if answers.invalid else None,
            then=then,
        )

    def _send(self, use_case: Callable[..., Any], on_done: Callable[[], None], **arguments: Any) -> None:
        self._run.hold(True)

        def done(outcome: Outcome[Any]) -> None:
            self._run.message = outcome.message
            self._run.drafts.forget()
            on_done()

        def refused(error: Refused) -> None:
            self._release()
            if error.field == REASON:
                self._view.questions.object_to(REASON, str(error))
            else:
                self._view.bar.say_error(str(error))

        self._shell.gateway.submit(
            use_case,
            on_done=done,
            on_refused=refused,
            quiet=True,  # shown beside the buttons, not over them
            person=self._shell.person,
            ticket_id=self._run.ticket_id,
            **arguments,
        )

    def _weigh_giving_up(self) -> None:
        """Stays after an unanswered call when the rule now allows 无法联系, else goes on."""

        def weigh(sheet: CallbackSheet) -> None:
            if sheet.may_give_up:
                self._run.open(sheet)
                self._view.bar.give_up.setFocus()
            else:
                self._run.go_to_next()

        self._shell.gateway.read(survey_sheet.sheet, weigh, key="callback", ticket_id=self._run.ticket_id)

    def _release(self, _error: object = None) -> None:
        self._run.hold(False)

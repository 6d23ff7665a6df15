"""The run of callbacks: the ticket in the form, its draft, and who is called next."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.desk.shared.context import Desk
from app.desk.survey import pilot as survey_pilot
from app.desk.survey import sheet as survey_sheet
from app.desk.survey.sheet import CallbackProgress, CallbackSheet
from app.rules.ticket.moves import TICKET_FLOW, TicketVerb
from app.rules.ticket.states import STATUS_WORDS, TicketStatus
from app.ui.frame.draft_keeper import DraftKeeper
from app.ui.frame.shell import Shell
from app.ui.survey.answers import CallbackAnswers
from app.ui.survey.view import CallbackView

Next = tuple[CallbackProgress, CallbackSheet | None]


def next_sheet(desk: Desk, *, but_not: frozenset[int]) -> Next:
    """The state of the callbacks, and the sheet of the caller to dial next; None when nobody is left."""
    ticket_id = survey_pilot.next_to_call(desk, but_not=but_not)
    return survey_sheet.progress(desk), None if ticket_id is None else survey_sheet.sheet(desk, ticket_id=ticket_id)


def may_be_called(sheet: CallbackSheet) -> bool:
    """Whether a callback of this ticket can be recorded: it waits for one, or is closed and called again."""
    return not TICKET_FLOW.refusal(sheet.detail.row.status, TicketVerb.RECORD_SURVEY)


def is_closed(sheet: CallbackSheet) -> bool:
    """Whether the ticket is already closed, so that this is a later answer."""
    return sheet.detail.row.status is TicketStatus.CLOSED


class CallbackRun(QObject):
    """Shows one ticket at a time. A skipped ticket comes back when all others are done."""

    def __init__(self, shell: Shell, view: CallbackView) -> None:
        super().__init__(view)
        self._shell, self._view = shell, view
        self.sheet: CallbackSheet | None = None
        self.drafts = DraftKeeper(shell, lambda: self.answers().to_text(), self)
        self._skipped: set[int] = set()
        self.revealed = self.warned = self.busy = False
        self.message = ""  # the result of the last recording, shown with the next ticket
        self.drafts.saved.connect(view.bar.saved.setText)
        view.questions.changed.connect(self._changed)
        view.side.numbers.changed.connect(self._changed)

    @property
    def ticket_id(self) -> int | None:
        """The ticket in the form."""
        return None if self.sheet is None else self.sheet.detail.row.id

    def answers(self) -> CallbackAnswers:
        """The answers in the form."""
        return self._view.questions.answers(self._view.side.numbers.chosen or 0)

    def look(self, wanted: int | None = None) -> None:
        """Opens the wanted ticket, or the next one when it is not to be called; by default rereads the shown one."""
        if self.busy:
            return
        if wanted is not None and wanted != self.ticket_id:
            self._read(wanted)
        elif wanted is not None and not self._view.shows_form:
            self._view.hide_order()
        elif self.ticket_id is not None:
            self._read(self.ticket_id)
        else:
            self.go_to_next()

    def go_to_next(self) -> None:
        """Opens the caller to dial next."""
        left_out = self._skipped | ({self.ticket_id} if self.ticket_id is not None else set())
        self._shell.gateway.read(next_sheet, self._take_next, key="callback", but_not=frozenset(left_out))

    def show_order(self) -> None:
        """Toggles the order of the callbacks: shows it, or goes back to the form, or looks for the next ticket."""
        if self._view.shows_form and self.sheet is not None:
            self.drafts.keep()
            self._view.show_order(self.sheet.progress)
        elif self.sheet is not None:
            self._view.hide_order()
        else:
            self.go_to_next()

    def skip(self) -> None:
        """Skips to the next caller without saving; the answers stay as a draft."""
        if self.ticket_id is not None and not self.busy:
            self.drafts.keep()
            self._skipped.add(self.ticket_id)
            self.go_to_next()

    def hold(self, busy: bool) -> None:
        """Locks the form while a use case is recorded: no other one is submitted, and it is not read again."""
        self.busy = busy

    def clear(self) -> None:
        """Clears the form, including a restored draft."""
        self._view.questions.show_answers(CallbackAnswers())
        self._changed()
        self.drafts.keep()
        self._view.questions.begin()

    def _read(self, ticket_id: int) -> None:
        self._shell.gateway.read(survey_sheet.sheet, self._take, key="callback", ticket_id=ticket_id)

    def _take(self, sheet: CallbackSheet) -> None:
        if sheet.detail.row.id != self.ticket_id:
            if may_be_called(sheet):
                self.open(sheet)
            else:
                self.go_to_next()
            return
        before, self.sheet = self.sheet, sheet
        if not self._view.shows_form:
            self._view.order.show_progress(sheet.progress)
        if before is not None and before.detail != sheet.detail and not self.revealed:
            self._view.side.show_sheet(sheet)
        self._view.show_standing(sheet, may_be_called=may_be_called(sheet))
        self._view.bar.show_answers(self.answers(), closed=is_closed(sheet))
        if before is not None and before.detail.row.status is not sheet.detail.row.status:
            if self.answers().is_empty:
                self.go_to_next()
            else:
                self._view.bar.say_error(f"这件工单刚刚变为{STATUS_WORDS[sheet.detail.row.status]}，请核对后再保存")

    def _take_next(self, found: Next) -> None:
        self.hold(False)
        progress, sheet = found
        if sheet is not None:
            self.open(sheet)
            return
        self.drafts.keep()
        self.sheet = None
        self._skipped.clear()
        self._view.show_order(progress)

    def open(self, sheet: CallbackSheet) -> None:
        """Shows a ticket with its saved draft, else with an empty form."""
        self.hold(False)
        self.drafts.keep()
        self.sheet, self.revealed, self.warned = sheet, False, False
        ticket_id = sheet.detail.row.id
        self._shell.select(ticket_id, (ticket_id,))
        self._view.open_sheet(sheet)
        self._view.show_standing(sheet, may_be_called=may_be_called(sheet))
        self._view.bar.saved.setText(self.message)
        self.message = ""
        self.drafts.open(f"callback:{ticket_id}", self._take_draft)

    def _take_draft(self, text: str | None) -> None:
        if not text or not self.answers().is_empty:
            return
        try:
            kept = CallbackAnswers.from_text(text)
        except ValueError:
            return
        self._view.side.numbers.choose(kept.number)
        self._view.questions.show_answers(kept)
        self._view.bar.show_answers(self.answers(), closed=self.sheet is not None and is_closed(self.sheet))
        self._view.bar.show_restored()
        self._view.questions.begin()

    def _changed(self) -> None:
        self.warned = False
        self._view.bar.say_error("")
        self._view.bar.show_answers(self.answers(), closed=self.sheet is not None and is_closed(self.sheet))
        self.drafts.touch()

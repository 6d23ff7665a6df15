"""Opens the form of a draft, which then restores its text: on its ticket, on its row of a page, or as it is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from app.desk.draft import DraftRow
from app.rules.draft import DraftForm, Subject
from app.ui.frame.pages import Page
from app.ui.frame.shell import Shell
from app.ui.kit.table.view import RowsView

# The action that opens the form, by form; on the ticket or on the row that the draft names.
_ACTIONS: Mapping[DraftForm, str] = {
    DraftForm.NOTE: "note",
    DraftForm.CLOSE: "close",
    DraftForm.REWORK: "rework",
    DraftForm.REOPEN: "reopen",
    DraftForm.CONTACT: "contact",
    DraftForm.DISPATCH: "dispatch",
    DraftForm.EDIT: "edit",
    DraftForm.REPLY: "reply",
    DraftForm.SEND_BACK: "send-back",
    DraftForm.CALLBACK: "call-back",
    DraftForm.RETURN: "return",
    DraftForm.RECEIVE: "return-receive",
    DraftForm.ACCEPT_RETURN: "return-accept",
    DraftForm.REFUSE_RETURN: "return-refuse",
    DraftForm.AGREE_RETURN: "return-accept",
    DraftForm.DECLINE_RETURN: "return-refuse",
    DraftForm.CORRECT_RETURN: "return-correct",
    DraftForm.PASSING: "passing-open",
    DraftForm.PASSING_REPORT: "passing-report",
    DraftForm.PASSING_FOLLOW: "passing-follow",
    DraftForm.PASSING_CLOSE: "passing-close",
    DraftForm.FINDING: "finding-explain",
    DraftForm.CORRECT_FINDING: "finding-correct",
    DraftForm.CORRECT_CONTACT: "contact-correct",
    DraftForm.MATCH_CALL: "call-match",
    DraftForm.ESCALATION: "escalation-report",
    DraftForm.CORRECT_REPORT: "escalation-correct",
    DraftForm.APPLICATION: "exclude",
    DraftForm.OPINION: "exclusion-opinion",
    DraftForm.NEW_TICKET: "new-ticket",
    DraftForm.TARGETS: "report-targets",
    DraftForm.EXTENSION: "extend",
    DraftForm.SUPERVISION: "supervise",
    DraftForm.PARKING: "park",
    DraftForm.DUTY_ENTRY: "log-entry",
    DraftForm.TASK: "task-add",
    DraftForm.EVENT_OPEN: "event-open",
    DraftForm.WARNING_RULES: "warning-rules",
    DraftForm.KIND_MEASURE: "kind-measure-add",
    DraftForm.HANDOVER_SIGN: "handover-sign",
    DraftForm.HANDOVER_TAKE: "handover-take",
    DraftForm.ASSESSMENT: "assessment-enter",
    DraftForm.RANKING_ADD: "ranking-add",
    DraftForm.WARNING_RULES: "warning-rules",
    DraftForm.KIND_MEASURE: "kind-measure-add",
}
_PAGES = {
    Subject.RETURN: "returns",
    Subject.CASE: "passing",
    Subject.FINDING: "findings",
    Subject.CONTACT: "contacts",
    Subject.CALL: "calls",
    Subject.ESCALATION: "escalations",
    Subject.APPLICATION: "exclusions",
}
# Forms that a row of a list or several rows open: the page where they are opened again.
_ELSEWHERE = {
    DraftForm.ESCALATIONS: "escalations",
    DraftForm.OWNER: "owners",
    DraftForm.EXCLUSION_TYPE: "exclusion-catalogue",
    DraftForm.LATE_SIGN: "tickets",
    DraftForm.MEASURE_FOLLOW: "measures",
    DraftForm.MEASURE_END: "measures",
    DraftForm.URGE_ANSWER: "urges",
    DraftForm.URGE_ANSWERS: "urges",
    DraftForm.FORMAT: "formats",
    DraftForm.DUTY_CORRECT: "duty-log",
    DraftForm.TASK_EDIT: "tasks",
    DraftForm.TASK_FINISH: "tasks",
    DraftForm.TASK_CANCEL: "tasks",
    DraftForm.STAND_IN: "roster",
    DraftForm.OBLIGATION_STATEMENT: "obligations",
    DraftForm.OBLIGATION_RECORD: "obligations",
    DraftForm.OBLIGATION_WITHDRAW: "obligations",
    DraftForm.ASSESSMENT_OBJECTION: "assessments",
    DraftForm.RANKING_IMPORT: "ranking",
    DraftForm.FIGURE_SETTINGS: "figure-settings",
    DraftForm.EVENT_WORDING: "events",
    DraftForm.EVENT_TELL: "events",
    DraftForm.EVENT_LEAVE: "events",
    DraftForm.EVENT_DRAFTS: "events",
    DraftForm.WARNING_KNOW: "warnings",
    DraftForm.WARNING_NOISE: "warnings",
    DraftForm.WARNING_HANDLE: "warnings",
    DraftForm.WARNING_REOPEN: "warnings",
    DraftForm.WARNING_CONFIRM: "warnings",
    DraftForm.WARNING_FOLLOW: "warnings",
    DraftForm.KIND_MEASURE_END: "measures",
}


def place_of(form: DraftForm) -> str:
    """The action that opens a form, or the page where it is opened again."""
    return _ACTIONS.get(form) or _ELSEWHERE.get(form, "")


def open_draft(shell: Shell, row: DraftRow) -> None:
    """Opens the form of the draft, or the page where it is opened again, and says so."""
    action = "" if row.form is None else _ACTIONS.get(row.form, "")
    if row.form is DraftForm.APPLICATION and row.ticket_id is not None:
        _on_ticket(shell, row.ticket_id, action)
    elif row.subject in _PAGES:
        _on_row(shell, _PAGES[row.subject], row.subject_id, action)
    elif row.ticket_id is not None:
        _on_ticket(shell, row.ticket_id, action)
    elif action:
        shell.commands.run(action)
    else:
        page = "" if row.form is None else _ELSEWHERE.get(row.form, "")
        if page:
            shell.open_page(page)
        shell.say("请在这里再打开这张表单，草稿会自动恢复", "amber")


def _on_ticket(shell: Shell, ticket_id: int, action: str) -> None:
    shell.open_ticket(ticket_id)
    shell.select(ticket_id, (ticket_id,))
    shell.commands.run(action)


def _on_row(shell: Shell, page: str, key: int, action: str) -> None:
    shell.open_page(page)
    front = shell.page_in_front
    view = getattr(front, "view", None)
    if isinstance(front, Page) and isinstance(view, RowsView):
        RowWaiter(shell, view, key, action).look()


class RowWaiter(QObject):
    """Runs an action on the row of a key as soon as its list shows it; the list may still be read."""

    def __init__(self, shell: Shell, view: RowsView, key: int, action: str) -> None:
        super().__init__(view)
        self._shell = shell
        self._view = view
        self._key = key
        self._action = action
        self._waits = False

    def look(self) -> None:
        """Chooses the row and runs the action, else looks again when the list was read."""
        if self._view.choose_key(self._key):
            if self._waits:
                self._view.sorted_anew.disconnect(self.look)
            self._shell.settling.end()
            self._shell.commands.run(self._action)
            self.deleteLater()
        elif not self._waits:
            self._waits = True
            self._view.sorted_anew.connect(self.look)

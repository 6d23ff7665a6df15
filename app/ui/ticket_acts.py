"""What the ticket actions do: each names a use case for the chosen tickets, or opens its dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from app.base.changes import Outcome
from app.base.errors import Refused
from app.desk import replies, signing, tickets
from app.rules.moves import TAKE_BACK_MINUTES, TAKE_BACK_WITHIN
from app.ui.chosen import with_chosen
from app.ui.dialogs import sign_numbers, ticket_fields, ticket_forms
from app.ui.reply import acts as reply_acts
from app.ui.shell import Shell
from app.ui.ticket_panel.panel import TicketPanel

if TYPE_CHECKING:
    from app.desk.rows import TicketDetail
    from app.ui.dialogs.form import FormDialog


def _dispatch(shell: Shell, detail: TicketDetail) -> FormDialog:
    return ticket_forms.DispatchForm(shell, detail)


def _edit(shell: Shell, detail: TicketDetail) -> FormDialog:
    return ticket_fields.EditForm(shell, detail)


def _correct_dispatch(shell: Shell, detail: TicketDetail) -> FormDialog:
    return ticket_forms.CorrectDispatchForm(shell, detail)


def _send_back(shell: Shell, detail: TicketDetail) -> FormDialog:
    return reply_acts.send_back_form(shell, detail)


def _note(shell: Shell, detail: TicketDetail) -> FormDialog:
    return ticket_forms.TextForm(shell, detail, ticket_forms.NOTE)


def _close(shell: Shell, detail: TicketDetail) -> FormDialog:
    return ticket_forms.TextForm(shell, detail, ticket_forms.CLOSE)


def _reopen(shell: Shell, detail: TicketDetail) -> FormDialog:
    return ticket_forms.TextForm(shell, detail, ticket_forms.REOPEN)


# Action id → its form for a ticket; the modules of the forms are loaded when one is opened.
_FORMS: Mapping[str, Callable[[Shell, TicketDetail], FormDialog]] = {
    "dispatch": _dispatch,
    "edit": _edit,
    "correct-dispatch": _correct_dispatch,
    "send-back": _send_back,
    "note": _note,
    "close": _close,
    "reopen": _reopen,
}


class TicketActs(QObject):
    """Binds the ticket actions of one window. `last_form` is the dialog that was opened last."""

    def __init__(self, shell: Shell, panel: TicketPanel) -> None:
        super().__init__()
        self._shell = shell
        self._panel = panel
        self._signed: tuple[datetime, tuple[int, ...]] | None = None
        self.last_form: FormDialog | None = None
        bind = shell.commands.bind
        bind("sign", self.sign_chosen)
        bind("sign-by-number", lambda: self._open(sign_numbers.SignNumbersForm(shell, self.sign)))
        bind("undo", self.undo)
        bind("reveal", self._for_chosen(self._reveal))
        bind("copy-number", self._for_chosen(self._copy_number))
        bind("pass-reply", self._for_chosen(self._pass_reply))
        bind("new-ticket", lambda: self._open(ticket_fields.NewTicketForm(shell, self._created)))
        bind("reply", self._for_chosen(self._open_reply))
        for name, form in _FORMS.items():
            bind(name, self._for_chosen(partial(self._open_of, form)))

    def sign_chosen(self) -> None:
        """Signs for the selection."""
        if self._shell.selection.ids:
            self.sign(self._shell.selection.ids)
        else:
            self._shell.say("请先在列表中选择工单（一次最多 2,000 件）", "amber")

    def sign(self, ids: tuple[int, ...]) -> None:
        """Signs for these tickets; a late one asks why first."""

        def refused(error: Refused) -> None:
            if error.field == "reason":
                form = ticket_forms.LateSignForm(self._shell, ids, error.message, self._note_signed(ids))
                self._open(form)
            else:
                self._shell.gateway.refused.emit(error)

        self._shell.gateway.submit(
            signing.sign,
            on_done=self._note_signed(ids),
            on_refused=refused,
            person=self._shell.person,
            ticket_ids=ids,
        )

    def undo(self) -> None:
        """Takes back the last own sign-for while its ten minutes last."""
        if self._signed is None or self._shell.now() - self._signed[0] > TAKE_BACK_WITHIN:
            self._shell.say(f"没有可撤回的签收（只能撤回 {TAKE_BACK_MINUTES} 分钟内本人的签收）", "amber")
            return
        ids = self._signed[1]
        self._signed = None
        self._shell.gateway.submit(signing.take_back, person=self._shell.person, ticket_ids=ids)

    @property
    def can_undo(self) -> bool:
        """Whether a sign-for was just made here."""
        return self._signed is not None

    def _note_signed(self, ids: tuple[int, ...]) -> Callable[[Outcome[Any]], None]:
        def note(_outcome: Outcome[Any]) -> None:
            self._signed = (self._shell.now(), ids)

        return note

    def _reveal(self, detail: TicketDetail) -> None:
        if not detail.revealed:
            self._shell.gateway.submit(
                tickets.reveal,
                on_done=self._panel.show_revealed,
                person=self._shell.person,
                ticket_id=detail.row.id,
            )

    def _copy_number(self, detail: TicketDetail) -> None:
        QGuiApplication.clipboard().setText(detail.row.number)
        self._shell.say(f"已复制 {detail.row.number}", "green")

    def _pass_reply(self, detail: TicketDetail) -> None:
        self._shell.gateway.submit(replies.pass_reply, person=self._shell.person, ticket_id=detail.row.id)

    def _created(self, outcome: Outcome[int]) -> None:
        self._shell.open_ticket(outcome.result)

    def _open_reply(self, detail: TicketDetail) -> None:
        reply_acts.reply_opener(self._shell, self._open)(detail)

    def _open_of(self, form: Callable[[Shell, TicketDetail], FormDialog], detail: TicketDetail) -> None:
        self._open(form(self._shell, detail))

    def _for_chosen(self, act: Callable[[TicketDetail], None]) -> Callable[[], None]:
        return lambda: with_chosen(self._shell, act)

    def _open(self, form: FormDialog) -> None:
        before = self.last_form
        if before is not None and isValid(before) and before.isVisible() and before.is_twin_of(form):
            form.deleteLater()
            before.raise_()
            before.activateWindow()
            return
        self.last_form = form
        form.open_form()

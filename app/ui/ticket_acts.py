"""What the ticket actions do: each names a use case for the chosen tickets, or opens its dialog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from app.base.changes import Outcome
from app.base.errors import Refused
from app.desk import replies, signing, tickets
from app.desk.rows import TicketDetail
from app.ui.chosen import with_chosen
from app.ui.dialogs.form import FormDialog
from app.ui.dialogs.sign_numbers import SignNumbersForm
from app.ui.dialogs.ticket_fields import EditForm, NewTicketForm
from app.ui.dialogs.ticket_forms import (
    CLOSE,
    NOTE,
    REOPEN,
    CorrectDispatchForm,
    DispatchForm,
    LateSignForm,
    TextForm,
    TextVerb,
)
from app.ui.reply.acts import reply_opener, send_back_form
from app.ui.shell import Shell
from app.ui.ticket_panel.panel import TicketPanel


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
        bind("sign-by-number", lambda: self._open(SignNumbersForm(shell, self.sign)))
        bind("undo", self.undo)
        bind("reveal", self._for_chosen(self._reveal))
        bind("copy-number", self._for_chosen(self._copy_number))
        bind("pass-reply", self._for_chosen(self._pass_reply))
        bind("new-ticket", lambda: self._open(NewTicketForm(shell, self._created)))
        for name, form in (
            ("dispatch", DispatchForm),
            ("edit", EditForm),
            ("correct-dispatch", CorrectDispatchForm),
        ):
            bind(name, self._form_opener(form))
        bind("reply", self._for_chosen(reply_opener(shell, self._open)))
        bind("send-back", self._form_opener(send_back_form))
        for name, verb in (("note", NOTE), ("close", CLOSE), ("reopen", REOPEN)):
            bind(name, self._text_opener(verb))

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
                self._open(LateSignForm(self._shell, ids, error.message, self._note_signed(ids)))
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
        if self._signed is None or self._shell.now() - self._signed[0] > signing.TAKE_BACK_WITHIN:
            minutes = signing.TAKE_BACK_WITHIN // timedelta(minutes=1)
            self._shell.say(f"没有可撤回的签收（只能撤回 {minutes} 分钟内本人的签收）", "amber")
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

    def _form_opener(self, form: Callable[[Shell, TicketDetail], FormDialog]) -> Callable[[], None]:
        return self._for_chosen(lambda detail: self._open(form(self._shell, detail)))

    def _for_chosen(self, act: Callable[[TicketDetail], None]) -> Callable[[], None]:
        return lambda: with_chosen(self._shell, act)

    def _text_opener(self, verb: TextVerb) -> Callable[[], None]:
        return self._form_opener(lambda shell, detail: TextForm(shell, detail, verb))

    def _open(self, form: FormDialog) -> None:
        before = self.last_form
        if before is not None and isValid(before) and before.isVisible() and before.is_twin_of(form):
            form.deleteLater()
            before.raise_()
            before.activateWindow()
            return
        self.last_form = form
        form.open_form()

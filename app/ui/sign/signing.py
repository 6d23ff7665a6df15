"""Signs for tickets from the window; a late one is asked for its reason first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.base.errors import Refused
from app.desk import sign as signing
from app.ui.ticket import forms as ticket_forms

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell


def sign(shell: Shell, ids: tuple[int, ...]) -> None:
    """Signs for these tickets, all or none."""
    shell.gateway.submit(
        signing.sign, on_refused=partial(_take_refusal, shell, ids), person=shell.person, ticket_ids=ids
    )


def sign_at(shell: Shell, ids: tuple[int, ...]) -> None:
    """Asks for the time at which these tickets were signed for on the platform, then signs."""
    detail = shell.selection.detail
    about = ticket_forms.about(detail) if detail is not None and ids == (detail.row.id,) else f"已选 {len(ids)} 件"
    ticket_forms.SignTimeForm(shell, ids, about).open_form()


def _take_refusal(shell: Shell, ids: tuple[int, ...], refused: Refused) -> None:
    if refused.field == "reason":
        ticket_forms.LateSignForm(shell, ids, refused.message).open_form()
    else:
        shell.gateway.refused.emit(refused)

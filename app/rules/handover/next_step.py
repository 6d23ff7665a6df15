"""The next step of an open ticket in words: what the comer does with it, and by when."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from app.rules.shared.time_left import clock_time
from app.rules.ticket.states import TicketStatus


class Open(Protocol):
    """What of an open ticket decides its next step."""

    @property
    def status(self) -> str: ...  # noqa: D102

    @property
    def backlog(self) -> bool: ...  # noqa: D102

    @property
    def unit(self) -> str: ...  # noqa: D102

    @property
    def sign_due_at(self) -> datetime | None: ...  # noqa: D102

    @property
    def contact_due_at(self) -> datetime | None: ...  # noqa: D102

    @property
    def first_contact_at(self) -> datetime | None: ...  # noqa: D102

    @property
    def deadline_at(self) -> datetime | None: ...  # noqa: D102

    @property
    def return_sent_at(self) -> datetime | None: ...  # noqa: D102


def next_step(ticket: Open, now: datetime) -> str:
    """签收（12-01 09:40 前）; 联系诉求人; 派单; 催…办理; 审核答复; 回访诉求人; 等退单结果."""
    status = TicketStatus(ticket.status)
    if status is TicketStatus.TO_SIGN:
        step, due = "签收", ticket.sign_due_at
    elif status is TicketStatus.TO_REVIEW:
        step, due = "审核答复", ticket.deadline_at
    elif status is TicketStatus.TO_CALL_BACK:
        step, due = "回访诉求人", None
    elif status is TicketStatus.RETURNING:
        step, due = ("等退单结果" if ticket.return_sent_at is not None else "提交退单申请"), ticket.deadline_at
    elif ticket.first_contact_at is None:
        step, due = "联系诉求人", ticket.contact_due_at
    elif not ticket.unit:
        step, due = "派单", ticket.deadline_at
    else:
        step, due = f"催{ticket.unit}办理", ticket.deadline_at
    return f"{step}{_by(due, now)}" if not ticket.backlog else f"历史未结：{step}"


def _by(due: datetime | None, now: datetime) -> str:
    if due is None:
        return ""
    return f"（{clock_time(due)} 已到，请立即办）" if due <= now else f"（{clock_time(due)} 前）"

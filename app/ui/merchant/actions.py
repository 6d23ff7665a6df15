"""The actions of merchants: answer a doubt, merge, split, take a decision back; the tickets of a ticket's merchant."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.desk.merchant import acts as merchant_acts
from app.desk.merchant import reads as merchant_reads
from app.desk.queue.rows import QueueQuery
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction, TicketAction
from app.ui.merchant import words

if TYPE_CHECKING:
    from app.desk.merchant.rows import TicketMerchant
    from app.desk.ticket.rows import TicketDetail
    from app.ui.frame.shell import Shell
    from app.ui.merchant.page import ChosenMerchant, MerchantsPage

PAGE = "merchants"


def _merge(page: MerchantsPage) -> None:
    page.merge()


def _why_not_merge(page: MerchantsPage) -> str:
    return "" if len(page.picked()) > 1 else "请先选择两家以上商户（Shift+↑↓，或按住 Ctrl 点选）再合并"


def _confirm(shell: Shell, chosen: ChosenMerchant) -> None:
    line = chosen.line
    if line is not None and line.proposal is not None:
        pair = line.proposal
        shell.gateway.submit(merchant_acts.confirm, person=shell.person, first=pair.first, second=pair.second)


def _refuse(shell: Shell, chosen: ChosenMerchant) -> None:
    line = chosen.line
    if line is not None and line.proposal is not None:
        pair = line.proposal
        shell.gateway.submit(merchant_acts.refuse, person=shell.person, first=pair.first, second=pair.second)


def _why_no_doubt(chosen: ChosenMerchant) -> str:
    stands = chosen.line is not None and chosen.line.proposal is not None
    return "" if stands else "请先在“名称和待确认”里选择一条疑似"


def _split(shell: Shell, chosen: ChosenMerchant) -> None:
    shell.gateway.submit(merchant_acts.split, person=shell.person, merchant_id=chosen.row.id, forms=chosen.forms)


def _why_not_split(chosen: ChosenMerchant) -> str:
    return "" if chosen.forms else "请先在“名称和待确认”里选择要拆出的名称"


def _take_back(shell: Shell, chosen: ChosenMerchant) -> None:
    line = chosen.line
    if line is not None and line.decision is not None:
        shell.gateway.submit(merchant_acts.take_back, person=shell.person, decision_ids=line.decision.ids)


def _why_nothing_to_take_back(chosen: ChosenMerchant) -> str:
    stands = chosen.line is not None and chosen.line.decision is not None
    return "" if stands else "请先在“名称和待确认”里选择一项决定"


def _open_merchant(shell: Shell, detail: TicketDetail) -> None:
    shell.gateway.read(
        merchant_reads.of_ticket, partial(_show_tickets, shell), key="merchant-of-ticket", ticket_id=detail.row.id
    )


def _show_tickets(shell: Shell, found: TicketMerchant | None) -> None:
    if found is None:
        shell.say("这件工单没有写明商户", "blue")
    else:
        shell.open_queue(QueueQuery(only=found.recent), words.line_words(found))


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "merchant-merge",
        "合并",
        ("Ctrl+], M",),
        "layers",
        Group.REGISTERS,
        "把选中的几家商户合为一家，现有和新来的工单都归入；可撤回",
        page=PAGE,
        do=_merge,
        why_not=_why_not_merge,
    ),
    RowAction(
        "merchant-confirm",
        "是同一商户",
        ("Ctrl+], P",),
        "check",
        Group.REGISTERS,
        "确认选中的疑似名称是同一商户（列表里按 1）",
        page=PAGE,
        do=_confirm,
        why_not=_why_no_doubt,
    ),
    RowAction(
        "merchant-refuse",
        "不是同一商户",
        ("Ctrl+], V",),
        "x",
        Group.REGISTERS,
        "选中的疑似名称是另一家，以后不再提示（列表里按 2）",
        page=PAGE,
        do=_refuse,
        why_not=_why_no_doubt,
    ),
    RowAction(
        "merchant-split",
        "拆开",
        ("Ctrl+], S",),
        "copy",
        Group.REGISTERS,
        "把选中的名称拆成另一家商户，现有和新来的工单都跟着走；可撤回",
        page=PAGE,
        do=_split,
        why_not=_why_not_split,
    ),
    RowAction(
        "merchant-take-back",
        "撤回决定",
        ("Ctrl+], U",),
        "undo-2",
        Group.REGISTERS,
        "撤回选中的合并、拆开、确认或否认，不论过了多久",
        page=PAGE,
        do=_take_back,
        why_not=_why_nothing_to_take_back,
    ),
    TicketAction(
        "merchant-tickets",
        "同一商户",
        ("Ctrl+], K",),
        "layers",
        Group.REGISTERS,
        "打开同一商户近 30 天的工单",
        do=_open_merchant,
    ),
)

"""The actions of urging: send, answer, promise, not reached, rise, another person, urge now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.desk.urge import acts as urge_acts
from app.desk.urge import answers as urge_answers
from app.rules.urge.states import OPEN_STATES, URGE_FLOW, UrgeState, UrgeVerb
from app.rules.urge.steps import LEADER
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction, TicketsAction
from app.ui.urge import forms

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell
    from app.ui.urge.detail import UrgeChoice
    from app.ui.urge.page import UrgePage

PAGE = "urges"
_ENDED = "所选单位这一轮已有答复或已结束"


def _why_not_send(chosen: UrgeChoice) -> str:
    return "" if any(row.state in OPEN_STATES for row in chosen.rows) else _ENDED


def _why_not_answer(chosen: UrgeChoice) -> str:
    refusals = [URGE_FLOW.refusal(row.state, UrgeVerb.ANSWER) for row in chosen.rows]
    return next((refusal for refusal in refusals if refusal), "")


def _why_not_rise(chosen: UrgeChoice) -> str:
    row = chosen.rows[0]
    if len(chosen.rows) > 1:
        return "一次升级一个单位"
    if row.state not in OPEN_STATES:
        return _ENDED
    return "这一轮已经在催分管领导" if row.level == LEADER else ""


def _why_not_person(chosen: UrgeChoice) -> str:
    if len(chosen.rows) > 1:
        return "一次换一个单位的人"
    return "" if chosen.rows[0].state in OPEN_STATES else _ENDED


def _why_not_keep(chosen: UrgeChoice) -> str:
    if len(chosen.rows) > 1 or chosen.rows[0].state not in (UrgeState.PROMISED, UrgeState.BROKEN):
        return "所选单位这一轮没有承诺"
    return ""


def _send(shell: Shell, _chosen: UrgeChoice) -> None:
    _page(shell).send_chosen()


def _page(shell: Shell) -> UrgePage:
    page: UrgePage = shell.page_in_front  # type: ignore[assignment]  # a RowAction runs only with its page in front
    return page


def _answer(shell: Shell, chosen: UrgeChoice) -> None:
    forms.AnswerForm(shell, chosen.rows, promise=False).open_form()


def _promise(shell: Shell, chosen: UrgeChoice) -> None:
    forms.AnswerForm(shell, chosen.rows, promise=True).open_form()


def _not_reached(shell: Shell, chosen: UrgeChoice) -> None:
    ids = [row.id for row in chosen.rows if row.state in OPEN_STATES]
    shell.gateway.submit(urge_acts.not_reached, person=shell.person, round_ids=ids)


def _rise(shell: Shell, chosen: UrgeChoice) -> None:
    shell.gateway.submit(urge_acts.rise, person=shell.person, round_id=chosen.rows[0].id)


def _person(shell: Shell, chosen: UrgeChoice) -> None:
    if chosen.brief is None:
        shell.say("通讯录还在读取，请稍候再按", "amber")
    else:
        forms.PersonForm(shell, chosen.rows[0], chosen.brief).open_form()


def _keep(shell: Shell, chosen: UrgeChoice) -> None:
    shell.gateway.submit(urge_answers.keep, person=shell.person, round_id=chosen.rows[0].id)


def _why_not_all(page: UrgePage) -> str:
    return "" if page.to_send() else "这一轮没有还未发出的单位"


def _send_all(page: UrgePage) -> None:
    page.send_all()


def _earlier(page: UrgePage) -> None:
    page.step_turn(-1)


def _later(page: UrgePage) -> None:
    page.step_turn(1)


def _directory(page: UrgePage) -> None:
    page.edit_directory()


def _by_hand(page: UrgePage) -> None:
    forms.ByHandForm(page.shell, page.units()).open_form()


def _urge_tickets(shell: Shell, ids: tuple[int, ...]) -> None:
    shell.gateway.submit(
        urge_acts.open_by_hand, on_done=lambda _outcome: shell.open_page(PAGE), person=shell.person, ticket_ids=ids
    )


ACTIONS: tuple[Action[Shell], ...] = (
    TicketsAction(
        "urge-tickets",
        "催办",
        ("Shift+F7",),
        "megaphone",
        Group.REGISTERS,
        "按单位为所选工单开一轮催办，备好文字；不停任何时限",
        do=_urge_tickets,
    ),
    RowAction(
        "urge-send",
        "复制并记为已发",
        ("Alt+U",),
        "copy",
        Group.REGISTERS,
        "复制所选单位的催办文字并记为已发，转到下一个；列表中按回车",
        page=PAGE,
        do=_send,
        why_not=_why_not_send,
    ),
    RowAction(
        "urge-answer",
        "已答复",
        ("Alt+Shift+A",),
        "check",
        Group.REGISTERS,
        "记下所选单位的答复，可一次记到多件；列表中按 A",
        page=PAGE,
        do=_answer,
        why_not=_why_not_answer,
    ),
    RowAction(
        "urge-promise",
        "已承诺",
        ("Ctrl+M",),
        "hourglass",
        Group.REGISTERS,
        "记下所选单位承诺几点前做到，到时核对；列表中按 P",
        page=PAGE,
        do=_promise,
        why_not=_why_not_answer,
    ),
    RowAction(
        "urge-not-reached",
        "未接通",
        ("Ctrl+Shift+N",),
        "phone",
        Group.REGISTERS,
        "记下电话没人接，到时间再催；列表中按 N",
        page=PAGE,
        do=_not_reached,
        why_not=_why_not_send,
    ),
    RowAction(
        "urge-rise",
        "升级",
        ("Alt+Shift+L",),
        "siren",
        Group.REGISTERS,
        "不等再催，立即改催分管领导；列表中按 U",
        page=PAGE,
        do=_rise,
        why_not=_why_not_rise,
    ),
    RowAction(
        "urge-person",
        "换人",
        ("Ctrl+H",),
        "user",
        Group.REGISTERS,
        "这一轮改找通讯录里的另一个人或替班人",
        page=PAGE,
        do=_person,
        why_not=_why_not_person,
    ),
    RowAction(
        "urge-keep",
        "已兑现",
        ("Ctrl+Shift+W",),
        "circle-check",
        Group.REGISTERS,
        "记下承诺已经做到；列表中按 K",
        page=PAGE,
        do=_keep,
        why_not=_why_not_keep,
    ),
    PageAction(
        "urge-send-all",
        "全部发出",
        ("Alt+Return",),
        "copy",
        Group.REGISTERS,
        "复制这一轮所有未发单位的文字，并全部记为已发",
        page=PAGE,
        do=_send_all,
        why_not=_why_not_all,
    ),
    PageAction(
        "urge-by-hand",
        "现在催办",
        ("Alt+Shift+Q",),
        "plus",
        Group.REGISTERS,
        "不等时间到，现在按单位开一轮",
        page=PAGE,
        do=_by_hand,
        from_anywhere=True,
    ),
    PageAction(
        "urge-earlier",
        "上一轮",
        ("Alt+Left",),
        "arrow-left",
        Group.REGISTERS,
        "看前一轮催办",
        page=PAGE,
        do=_earlier,
    ),
    PageAction(
        "urge-later",
        "下一轮",
        ("Alt+Right",),
        "chevron-right",
        Group.REGISTERS,
        "看后一轮催办",
        page=PAGE,
        do=_later,
    ),
    PageAction(
        "urge-directory",
        "通讯录",
        ("Ctrl+B",),
        "user",
        Group.REGISTERS,
        "编辑催办找谁、到期上报给谁：单位、人、电话、班次、替班人",
        page=PAGE,
        do=_directory,
        from_anywhere=True,
    ),
)

"""The actions of the watch: a look by one key, reconciliation with its acts, outages of the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from app.desk.watch import acts as watch_acts
from app.desk.watch import decisions, outages
from app.rules.watch.states import DifferenceKind, DifferenceState
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction, WindowAction
from app.ui.watch import forms, sheet

if TYPE_CHECKING:
    from app.desk.watch.rows import DifferenceRow, OutageRecord
    from app.ui.frame.shell import Shell
    from app.ui.watch.outage_page import OutagePage
    from app.ui.watch.page import WatchPage

PAGE, OUTAGES = "platform-watch", "platform-outages"
_DECIDED = (DifferenceState.TAKEN, DifferenceState.KEPT)


def _look(shell: Shell) -> None:
    shell.gateway.submit(watch_acts.look, person=shell.person)


def _count(shell: Shell) -> None:
    forms.CountForm(shell).open_form()


def _reconcile(page: WatchPage) -> None:
    page.reconcile()


def _cause(page: WatchPage) -> None:
    page.ask_cause()


def _why_no_cause(page: WatchPage) -> str:
    return page.why_no_cause()


def _decided(row: DifferenceRow) -> str:
    return f"{row.number} 已处理：{row.state.word}" if row.state in _DECIDED else ""


def _why_not_take(row: DifferenceRow) -> str:
    if row.kind is DifferenceKind.MISSING_THERE:
        return "平台清单里没有这件，请询问，或写明原因保留"
    if row.field is None and row.kind is DifferenceKind.DIFFERS:
        return "只有数量，请导出清单后逐件核对"
    return _decided(row) or ("只有数量，请导出清单后逐件核对" if _is_count(row) else "")


def _is_count(row: DifferenceRow) -> bool:
    return row.kind is DifferenceKind.DIFFERS and row.ticket_id is None


def _take(shell: Shell, row: DifferenceRow) -> None:
    if row.kind is DifferenceKind.MISSING_HERE:
        drafts = getattr(shell.page_in_front, "drafts", {})
        shell.gateway.submit(decisions.take_in, person=shell.person, difference_id=row.id, drafts=drafts)
    else:
        shell.gateway.submit(decisions.follow_platform, person=shell.person, difference_id=row.id)


def _why_not_join(row: DifferenceRow) -> str:
    return _decided(row) or ("" if row.match_number else "没有相近的临时编号工单")


def _join(shell: Shell, row: DifferenceRow) -> None:
    drafts = getattr(shell.page_in_front, "drafts", {})
    shell.gateway.submit(decisions.join, person=shell.person, difference_id=row.id, drafts=drafts)


def _ask(shell: Shell, row: DifferenceRow) -> None:
    QGuiApplication.clipboard().setText(decisions.question(row.record, row.here, row.there))
    shell.gateway.submit(decisions.ask, person=shell.person, difference_id=row.id, note="询问文字已复制，发区中心核对")


def _keep(shell: Shell, row: DifferenceRow) -> None:
    forms.KeepForm(shell, row).open_form()


def _enter(page: OutagePage) -> None:
    page.enter()


def _end(page: OutagePage) -> None:
    page.end()


def _why_not_end(page: OutagePage) -> str:
    return page.why_not_end()


def _sheet(shell: Shell) -> None:
    sheet.print_sheet(shell)


def _complete(shell: Shell, row: OutageRecord) -> None:
    forms.OutageForm(shell, row).open_form()


def _say(shell: Shell) -> None:
    def copy(rows: list[OutageRecord]) -> None:
        since = next((outages.outage_span(row) for row in rows if row.until is None), "刚才")
        QGuiApplication.clipboard().setText(forms.PHONE_WORDS.format(since=since.removesuffix(" 起")))
        shell.say("平台故障的电话用语已复制")

    shell.gateway.read(outages.listing, copy, key="outage-words", count=5)


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction(
        "watch-look", "已看平台，无新增", ("Shift+F9",), "eye", Group.DESK, "登记刚刚看过平台，没有新增", do=_look
    ),
    WindowAction(
        "watch-count", "登记看到的件数", ("Shift+F8",), "hash", Group.DESK, "登记在平台上看到几件待接收", do=_count
    ),
    PageAction(
        "reconcile",
        "对账",
        ("Alt+Shift+P",),
        "list-checks",
        Group.DESK,
        "把平台的清单与登记库核对；交接班时和每天至少一次",
        page=PAGE,
        do=_reconcile,
        from_anywhere=True,
    ),
    PageAction(
        "watch-cause",
        "登记漏看原因",
        ("Alt+4",),
        "pencil",
        Group.DESK,
        "写明最近一轮漏看的原因",
        page=PAGE,
        do=_cause,
        why_not=_why_no_cause,
    ),
    RowAction(
        "watch-take",
        "以平台为准",
        ("Alt+5",),
        "download",
        Group.DESK,
        "收进本台缺的工单，或把不同的一项改成平台的",
        page=PAGE,
        do=_take,
        why_not=_why_not_take,
    ),
    RowAction(
        "watch-join",
        "认作同一件",
        ("Alt+6",),
        "copy",
        Group.DESK,
        "平台这件就是本台临时编号的那件：合为一件，可撤回",
        page=PAGE,
        do=_join,
        why_not=_why_not_join,
    ),
    RowAction(
        "watch-ask",
        "询问",
        ("Alt+7",),
        "message-square",
        Group.DESK,
        "复制询问区中心的文字，并记为已询问",
        page=PAGE,
        do=_ask,
        why_not=_decided,
    ),
    RowAction(
        "watch-keep",
        "保留本台",
        ("Alt+8",),
        "check",
        Group.DESK,
        "写明原因，保留本台的登记",
        page=PAGE,
        do=_keep,
        why_not=_decided,
    ),
    PageAction(
        "outage-enter",
        "登记平台故障",
        ("Alt+Shift+O",),
        "triangle-alert",
        Group.DESK,
        "登记平台从何时起无法使用，附截图，写明告知了谁",
        page=OUTAGES,
        do=_enter,
        from_anywhere=True,
    ),
    PageAction(
        "outage-end",
        "平台已恢复",
        ("Alt+9",),
        "circle-check",
        Group.DESK,
        "平台刚刚恢复：结束这次故障，随后对账",
        page=OUTAGES,
        do=_end,
        why_not=_why_not_end,
    ),
    RowAction(
        "outage-complete",
        "补充情况与凭证",
        ("Ctrl+Shift+F7",),
        "pencil",
        Group.DESK,
        "补写情况、告知了谁，补上截图",
        page=OUTAGES,
        do=_complete,
    ),
    WindowAction(
        "outage-sheet",
        "打印纸质登记表",
        ("Ctrl+Shift+F8",),
        "file-text",
        Group.DESK,
        "平台故障时用的纸质登记表，恢复后照表补录",
        do=_sheet,
    ),
    WindowAction(
        "outage-say",
        "复制电话用语",
        ("Ctrl+Shift+F9",),
        "phone",
        Group.DESK,
        "平台故障时与区中心通话的用语",
        do=_say,
    ),
)

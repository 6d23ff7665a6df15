"""The actions of the desk: imports, exports, undoing the last sign-for, and the alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rules.ticket.moves import TAKE_BACK_MINUTES
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import WindowAction
from app.ui.frame.pages import Page
from app.ui.frame.session import sign_in
from app.ui.intake import door
from app.ui.journal import day_log_form
from app.ui.sign import sign_numbers, signing
from app.ui.ticket import field_forms

if TYPE_CHECKING:
    from app.base.changes import Outcome
    from app.ui.frame.pages import OwnUndo
    from app.ui.frame.shell import Shell


def _import(shell: Shell) -> None:
    door.open_import(shell)


def _paste(shell: Shell) -> None:
    door.import_clipboard(shell)


def _new_ticket(shell: Shell) -> None:
    def created(outcome: Outcome[int]) -> None:
        shell.open_ticket(outcome.result)

    field_forms.NewTicketForm(shell, created).open_form()


def _day_log(shell: Shell) -> None:
    day_log_form.DayLogForm(shell).open_form()


def _sign_by_number(shell: Shell) -> None:
    def sign(ids: tuple[int, ...]) -> None:
        signing.sign(shell, ids)

    sign_numbers.SignNumbersForm(shell, sign).open_form()


def _editor(shell: Shell) -> OwnUndo | None:
    """The undo of the editor in front; None where Ctrl+Z belongs to the desk."""
    front = shell.page_in_front
    return front.own_undo if isinstance(front, Page) else None


def _undo(shell: Shell) -> None:
    editor = _editor(shell)
    if editor is not None:
        editor.undo()
        return
    if shell.undo is not shell.offered:
        shell.undo_asked.emit()
        return
    undo, shell.undo = shell.undo, None
    if undo is not None:
        shell.gateway.submit(undo.use_case)


def _why_not_undo(shell: Shell) -> str:
    editor = _editor(shell)
    if editor is not None:
        return editor.why_not_undo()
    if shell.undo is not None and shell.now() <= shell.undo.until:
        return ""
    return f"没有可撤回的操作（只能撤回 {TAKE_BACK_MINUTES} 分钟内本人最近一次的操作）"


def _has_clockwork(shell: Shell) -> bool:
    return shell.clockwork is not None


def _alarm(shell: Shell) -> None:
    if shell.clockwork is not None:
        shell.clockwork.bring_back_alarm()


def _on_call(shell: Shell) -> None:
    shell.calling.toggle()
    if shell.calling.active:
        shell.say("通话中：报警静音，只留一条；再按 Shift+F12 结束")
    else:
        shell.say("通话结束，报警照常响铃")


def _cockpit(shell: Shell) -> None:
    if shell.clockwork is not None:
        shell.clockwork.take_cockpit_keys()


def _hide_cockpit(shell: Shell) -> None:
    if shell.clockwork is not None:
        shell.clockwork.toggle_cockpit()


def _test_alarm(shell: Shell) -> None:
    if shell.clockwork is not None:
        shell.clockwork.test_alarm()


def _sign_in(shell: Shell) -> None:
    sign_in.ask_person(shell)


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction("import", "导入", ("Ctrl+I",), "download", Group.DESK, "导入工单文件", do=_import),
    WindowAction(
        "paste-import",
        "粘贴导入",
        ("Ctrl+Shift+V",),
        "clipboard-paste",
        Group.DESK,
        "导入剪贴板里的工单",
        do=_paste,
    ),
    WindowAction("new-ticket", "新建", ("Ctrl+N",), "plus", Group.DESK, "手工登记一件工单", do=_new_ticket),
    WindowAction("day-log", "当日日志", ("Ctrl+E",), "file-text", Group.DESK, "导出当日值班日志", do=_day_log),
    WindowAction(
        "sign-by-number", "按编号签收", ("Shift+F2", "Ctrl+F2"), "hash", Group.DESK, "输入编号签收", do=_sign_by_number
    ),
    WindowAction(
        "undo",
        "撤回",
        ("Ctrl+Z",),
        "history",
        Group.DESK,
        f"撤回 {TAKE_BACK_MINUTES} 分钟内本人最近一次操作，先说明撤回什么",
        do=_undo,
        why_not=_why_not_undo,
    ),
    WindowAction(
        "alarm",
        "转到报警窗",
        ("F12",),
        "bell",
        Group.DESK,
        "键盘转到报警窗，按数字键作答",
        do=_alarm,
        there=_has_clockwork,
    ),
    WindowAction(
        "on-call",
        "通话中",
        ("Shift+F12",),
        "phone-call",
        Group.DESK,
        "通话期间报警静音，只留一条；再按一次结束",
        do=_on_call,
        there=_has_clockwork,
    ),
    WindowAction(
        "cockpit",
        "转到签收台",
        ("F11",),
        "hourglass",
        Group.DESK,
        "转到签收台，按 1–9 签收",
        do=_cockpit,
        there=_has_clockwork,
    ),
    WindowAction(
        "hide-cockpit",
        "显示或收起签收台",
        ("Shift+F11",),
        "eye",
        Group.DESK,
        "签收台总在最前，位置会记住",
        do=_hide_cockpit,
        there=_has_clockwork,
    ),
    WindowAction(
        "test-alarm",
        "试响提醒",
        ("Ctrl+Shift+A",),
        "bell-ring",
        Group.DESK,
        "试一次桌面通知和报警窗",
        do=_test_alarm,
        there=_has_clockwork,
    ),
    WindowAction("sign-in", "更换值班人员", ("Ctrl+Shift+U",), "user", Group.DESK, "登记现在值班的人", do=_sign_in),
)

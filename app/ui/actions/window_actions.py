"""The actions that find something or change the window itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

from app.desk.queue.rows import QueueQuery
from app.rules.queue.names import QUEUE_WORDS, QueueName
from app.ui.actions import command_palette, key_table, look
from app.ui.actions.action import Action, Group
from app.ui.actions.targets import WindowAction

if TYPE_CHECKING:
    from app.ui.frame.main_window import MainWindow
    from app.ui.frame.shell import Shell


def _main(shell: Shell) -> MainWindow:
    return cast("MainWindow", shell.window)


def _search(shell: Shell) -> None:
    _main(shell).top.focus_search()


def _open_queue(queue: QueueName, shell: Shell) -> None:
    shell.open_queue(QueueQuery(queue=queue), QUEUE_WORDS[queue])


def _save_queue(shell: Shell) -> None:
    _main(shell).tickets.ask_name()


def _palette(shell: Shell) -> None:
    command_palette.CommandPalette(shell.commands, shell.theme, _main(shell)).show()


def _help(shell: Shell) -> None:
    key_table.KeyTable(shell.commands, shell.theme, shell.window).show()


def _back(shell: Shell) -> None:
    _main(shell).back()


def _next_theme(shell: Shell) -> None:
    look.next_theme(shell)


def _larger(shell: Shell) -> None:
    look.scale_by(shell, look.STEP)


def _smaller(shell: Shell) -> None:
    look.scale_by(shell, -look.STEP)


def _settings(shell: Shell) -> None:
    shell.open_page("settings")


def _quit(shell: Shell) -> None:
    if shell.clockwork is None:
        QApplication.quit()
    else:
        shell.clockwork.ask_to_quit()


def _queue_action(place: int, queue: QueueName) -> WindowAction:
    return WindowAction(
        f"queue:{queue}",
        QUEUE_WORDS[queue],
        (f"Ctrl+{place % 10}",),
        "inbox",
        Group.FIND,
        "打开此队列",
        do=partial(_open_queue, queue),
    )


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction("search", "搜索", ("Ctrl+F",), "search", Group.FIND, "按编号、内容、商户、电话、地点查找", do=_search),
    *(_queue_action(place, queue) for place, queue in enumerate(QueueName, start=1)),
    WindowAction(
        "save-queue",
        "保存为队列",
        ("Ctrl+S",),
        "bookmark",
        Group.FIND,
        "把当前筛选存为自己的队列",
        do=_save_queue,
    ),
    WindowAction("palette", "命令", ("Ctrl+K",), "command", Group.WINDOW, "输入几个字找到任何操作", do=_palette),
    WindowAction("help", "按键表", ("F1", "?"), "keyboard", Group.WINDOW, "全部按键，可搜索", do=_help),
    WindowAction(
        "back", "返回", ("Esc",), "arrow-left", Group.WINDOW, "关闭提示、退出搜索；已输入的文字不会丢", do=_back
    ),
    WindowAction(
        "theme", "切换明暗", ("Ctrl+Shift+T, T",), "moon", Group.WINDOW, "跟随系统、按时间、浅色、深色", do=_next_theme
    ),
    WindowAction(
        "larger",
        "放大字号",
        ("Ctrl+=", "Ctrl++"),
        "a-large-small",
        Group.WINDOW,
        "字号 100–150 %",
        do=_larger,
    ),
    WindowAction("smaller", "缩小字号", ("Ctrl+-",), "a-large-small", Group.WINDOW, "字号 100–150 %", do=_smaller),
    WindowAction("settings", "设置", ("Ctrl+,",), "settings", Group.WINDOW, "打开设置", do=_settings),
    WindowAction("quit", "退出", ("Ctrl+Q",), "x", Group.WINDOW, "退出值守台", do=_quit),
)

"""The actions of papers: make a draft, open it, drop the edited file back, issue, print, open the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction

if TYPE_CHECKING:
    from app.desk.paper.rows import PaperRow
    from app.ui.frame.shell import Shell
    from app.ui.paper.page import PapersPage

PAGE = "papers"
_NO_FILE = "还没有草稿，先按 Ctrl+W, A 编写"


def _page(shell: Shell) -> PapersPage:
    page: PapersPage = shell.page_in_front  # type: ignore[assignment]  # a RowAction runs only with its page in front
    return page


def _make(page: PapersPage) -> None:
    page.make()


def _why_no_file(row: PaperRow) -> str:
    return "" if row.draft is not None or row.paper is not None else _NO_FILE


def _why_not_back(row: PaperRow) -> str:
    if row.paper is not None:
        return "已签发的不能再放回改稿，要改请作更正稿"
    return _why_no_file(row)


def _why_not_issue(row: PaperRow) -> str:
    return f"已被 {row.corrected} 代替，请更正新的一份" if row.corrected else ""


def _open(shell: Shell, _row: PaperRow) -> None:
    _page(shell).open_file()


def _drop_back(shell: Shell, _row: PaperRow) -> None:
    _page(shell).ask_edited()


def _issue(shell: Shell, _row: PaperRow) -> None:
    _page(shell).issue()


def _print(shell: Shell, _row: PaperRow) -> None:
    _page(shell).print_paper()


def _folder(shell: Shell, _row: PaperRow) -> None:
    _page(shell).open_folder()


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "paper-make",
        "编写",
        ("Ctrl+W, A",),
        "pencil",
        Group.REGISTERS,
        "编写所选报表的草稿；已签发的原样另存一份",
        page=PAGE,
        do=_make,
    ),
    RowAction(
        "paper-open",
        "WPS 打开",
        ("Ctrl+W, B",),
        "file-text",
        Group.REGISTERS,
        "用 WPS 或系统的程序打开报表文件",
        page=PAGE,
        do=_open,
        why_not=_why_no_file,
    ),
    RowAction(
        "paper-back",
        "放回改稿",
        ("Ctrl+W, C",),
        "rotate-ccw",
        Group.REGISTERS,
        "选择改好的文件，逐个核对改动的数；也可把文件拖到页面上",
        page=PAGE,
        do=_drop_back,
        why_not=_why_not_back,
    ),
    RowAction(
        "paper-issue",
        "签发",
        ("Ctrl+W, D",),
        "check",
        Group.REGISTERS,
        "编号并冻结全部数字；已签发的作更正稿，另编新号",
        page=PAGE,
        do=_issue,
        why_not=_why_not_issue,
    ),
    RowAction(
        "paper-print",
        "打印",
        ("Ctrl+W, E",),
        "copy",
        Group.REGISTERS,
        "打印所选报表",
        page=PAGE,
        do=_print,
        why_not=_why_no_file,
    ),
    RowAction(
        "paper-folder",
        "打开文件夹",
        ("Ctrl+W, F",),
        "hard-drive",
        Group.REGISTERS,
        "打开报表文件所在的文件夹",
        page=PAGE,
        do=_folder,
        why_not=_why_no_file,
    ),
)

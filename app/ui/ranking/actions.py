"""The actions of official rankings: import, type, object, try other weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction, RowAction

if TYPE_CHECKING:
    from app.desk.ranking.rows import RankingRow
    from app.ui.frame.shell import Shell
    from app.ui.ranking.page import RankingPage

PAGE = "ranking"


def _import(page: RankingPage) -> None:
    page.ask_import()


def _add(page: RankingPage) -> None:
    page.ask_add()


def _try(page: RankingPage) -> None:
    page.begin_trying()


def _object(shell: Shell, row: RankingRow) -> None:
    page: RankingPage = shell.page_in_front  # type: ignore[assignment]  # a RowAction runs only with its page in front
    page.ask_objections(row)


def _why_not_object(row: RankingRow) -> str:
    return "" if row.listed else "还没有导入官方的工单清单，说不出差在哪些工单"


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "ranking-import",
        "导入排名",
        ("Ctrl+Shift+T, G",),
        "inbox",
        Group.REGISTERS,
        "从文件或粘贴的表格导入官方排名，或官方的工单清单",
        page=PAGE,
        do=_import,
        from_anywhere=True,
    ),
    PageAction(
        "ranking-add",
        "录入排名",
        ("Ctrl+Shift+T, H",),
        "plus",
        Group.REGISTERS,
        "只录入本单位的名次和成绩",
        page=PAGE,
        do=_add,
        from_anywhere=True,
    ),
    PageAction(
        "ranking-try",
        "权重试算",
        ("Ctrl+Shift+T, J",),
        "list-checks",
        Group.REGISTERS,
        "换一套权重，看以往各期各单位会是多少分、第几名",
        page=PAGE,
        do=_try,
        from_anywhere=True,
    ),
    RowAction(
        "ranking-object",
        "导出申诉清单",
        ("Ctrl+Shift+T, I",),
        "download",
        Group.REGISTERS,
        "导出使本单位失分、与登记不一致的工单",
        page=PAGE,
        do=_object,
        why_not=_why_not_object,
    ),
)

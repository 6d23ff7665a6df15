"""The actions of the format of imported files: save, take a file in, give one out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell
    from app.ui.intake.format_page import FormatPage

PAGE = "formats"


def _save(page: FormatPage) -> None:
    page.save_version()


def _why_not_save(page: FormatPage) -> str:
    return page.why_not_save()


def _try(page: FormatPage) -> None:
    page.trial.ask_file()


def _import(page: FormatPage) -> None:
    page.ask_file()


def _export(page: FormatPage) -> None:
    page.export()


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "formats-save",
        "保存导入格式",
        ("Ctrl+Shift+F",),
        "check",
        Group.REGISTERS,
        "先看改了什么，再存为新版本",
        page=PAGE,
        do=_save,
        why_not=_why_not_save,
    ),
    PageAction(
        "formats-try",
        "试一个文件",
        ("Ctrl+L",),
        "eye",
        Group.REGISTERS,
        "看一个文件的每一栏现在认作什么、改后认作什么；什么都不导入",
        page=PAGE,
        do=_try,
    ),
    PageAction(
        "formats-import",
        "导入格式文件",
        ("Ctrl+O",),
        "download",
        Group.REGISTERS,
        "把别的单位导出的格式加进列表，保存后生效",
        page=PAGE,
        do=_import,
    ),
    PageAction(
        "formats-export",
        "导出格式文件",
        ("Alt+0",),
        "send",
        Group.REGISTERS,
        "把现行的导入格式写成一个小文件",
        page=PAGE,
        do=_export,
    ),
)

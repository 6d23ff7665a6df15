"""The action of the drafts: the list of what was typed and not submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import WindowAction
from app.ui.draft import drafts_form

if TYPE_CHECKING:
    from app.ui.frame.shell import Shell


def _drafts(shell: Shell) -> None:
    drafts_form.show_drafts(shell)


ACTIONS: tuple[Action[Shell], ...] = (
    WindowAction(
        "drafts",
        "未完成的草稿",
        ("Alt+Shift+K",),
        "pencil",
        Group.DESK,
        "列出写了一半、还没有提交的文字：打开、留着或丢弃",
        do=_drafts,
    ),
)

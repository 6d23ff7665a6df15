"""The action of the settings of figures: a new version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.actions.action import Action, Group
from app.ui.actions.targets import PageAction

if TYPE_CHECKING:
    from app.ui.figures.settings_page import FigureSettingsPage
    from app.ui.frame.shell import Shell

PAGE = "figure-settings"


def _new(page: FigureSettingsPage) -> None:
    page.ask_new()


ACTIONS: tuple[Action[Shell], ...] = (
    PageAction(
        "figure-settings-new",
        "新的口径",
        ("Ctrl+Shift+T, K",),
        "plus",
        Group.WINDOW,
        "自某日起改考核期、权重、折算值等；以前的各期不变",
        page=PAGE,
        do=_new,
    ),
)

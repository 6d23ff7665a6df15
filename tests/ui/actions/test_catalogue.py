"""The pages of the catalogue."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from app.desk.queue.rows import Counters
from app.rules.queue.names import QueueName
from app.ui.actions.catalogue import PAGES
from app.ui.frame.application import OpenWindow
from app.ui.frame.pages import Badge, Page


def counters(**numbers: int) -> Counters:
    plain = {"to_sign_pressing": 0, "to_sign_late": 0, "returns_open": 0, "escalations_open": 0}
    told = {**plain, "reminders_unacknowledged": 0, **numbers}
    return Counters(by_queue=dict.fromkeys(QueueName, 0), **told)


def test_badges_are_quiet_at_nothing_and_red_for_what_must_be_reported() -> None:
    badges = {spec.name: spec.badge for spec in PAGES if spec.badge is not None}
    assert all(badge(counters()) is None for badge in badges.values())
    assert badges["escalations"](counters(escalations_open=2)) == Badge(2, "red")
    assert badges["reminders"](counters(reminders_unacknowledged=3)) == Badge(3, "amber")
    assert badges["returns"](counters(returns_open=4)) == Badge(4)


@pytest.mark.parametrize("name", [spec.name for spec in PAGES])
def test_a_page_bears_its_name_names_its_controls_and_fits_a_small_screen_at_the_largest_font(
    opened: OpenWindow, name: str
) -> None:
    """One window a page, for all that is asked of every page."""
    opened.shell.theme.choose(scale=150, now=opened.shell.now())
    opened.window.show_page(name)
    page = opened.window.current_page()
    assert isinstance(page, Page)
    assert page.name == name
    assert opened.shell.page_in_front is page
    assert _nameless(page) == []
    assert opened.window.minimumSizeHint().width() <= 1366
    assert opened.window.minimumSizeHint().height() <= 768
    opened.shell.theme.choose(scale=100, now=opened.shell.now())


def _nameless(page: QWidget) -> list[QWidget]:
    """What can be pressed or filled in and has neither an accessible name nor words."""
    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
    return [
        widget
        for kind in kinds
        for widget in page.findChildren(kind)
        if widget.isVisible() and not _named(widget) and not widget.objectName().startswith("qt_")
    ]


def _named(widget: QWidget) -> bool:
    return bool(widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))

"""At its first visit a page's frame is painted before the page is built; a page that cannot be built leaves the old."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.ui.frame.application import OpenWindow
from app.ui.frame.pages import Page
from app.ui.frame.parts.page_frame import PageFrame
from app.ui.frame.shell import Shell


class Paints(QObject):
    """Counts the paint events of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # named by Qt
        """Counts and takes nothing."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_the_frame_is_painted_under_its_title_before_the_page_is_built(opened: OpenWindow) -> None:
    window = opened.window
    spec, seen = window._specs["returns"], []
    frame = window.findChild(PageFrame)
    assert isinstance(frame, PageFrame)
    paints = Paints(frame)

    def build(shell: Shell) -> Page:
        seen.append((window.current_page() is frame, frame.title.text(), paints.count > 0))
        return spec.build(shell)

    window._specs["returns"] = replace(spec, build=build)
    window.show_page("returns")
    assert seen == [(True, "退单登记簿", True)]
    assert window.current_page() is not frame
    window.show_page("returns")
    assert len(seen) == 1


def test_a_page_that_cannot_be_built_leaves_the_page_before_in_front(opened: OpenWindow) -> None:
    window = opened.window

    def build(_shell: Shell) -> Page:
        raise OSError("no such module")

    window._specs["returns"] = replace(window._specs["returns"], build=build)
    before = window.current_page()
    with pytest.raises(OSError, match="no such module"):
        window.show_page("returns")
    assert window.current_page() is before

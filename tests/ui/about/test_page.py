"""The page 关于 shows version, build, components with licences, and what the LGPL asks."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from app import __version__
from app.startup.newer_version import NewerVersion
from app.ui.about.page import AboutPage
from app.ui.about.words import QT_DUTY, SOURCE_BUILD


def test_it_names_version_build_and_every_component(opened) -> None:
    opened.window.show_page("about")
    page = opened.window.current_page()
    assert isinstance(page, AboutPage)
    texts = [found.text() for found in page.findChildren(QLabel)]
    assert {__version__, SOURCE_BUILD, QT_DUTY, "LGPL-3.0-only"} <= set(texts)
    for part in page.installed.components:
        assert part.name in texts


def test_a_waiting_version_is_said_once_and_stands_on_the_page_of_health(opened) -> None:
    said = []
    opened.shell.message.connect(lambda tone, text: said.append((tone, text)))
    versions = ["", "0.2.0+x", "0.2.0+x"]
    newer = NewerVersion(opened.shell, waiting=lambda: versions.pop(0))
    lines = []
    for _ in range(3):
        newer.look()
        lines.append(next(line.text for part, line in opened.shell.health.items() if part.value == "program"))
    assert lines == [__version__, *[f"{__version__}；新版本 0.2.0+x 已安装，正在等待"] * 2]
    assert said == [("amber", "新版本 0.2.0+x 已安装：本窗口继续使用原版本，退出并重新打开后使用新版本")]

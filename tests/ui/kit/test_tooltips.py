"""Foreign text in tooltips and labels is never read as markup."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import app
from app.ui.kit.tooltips import never_markup, set_tip, tip_text

_APP = Path(app.__file__).parent
HOSTILE = ("<img src=\"file:///etc/passwd\">", "<b>加粗</b>", "a<br>b", "&lt;b&gt;", "<?xml version=\"1.0\"?><a/>",
"<p>一",
           "<qt>一",            "x\n<img src='file:///a'>", " <h1>标题</h1>")  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_taken_for_markup(text: str, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    set_tip(button, text)
    assert not Qt.mightBeRichText(button.toolTip())
    assert button.toolTip().replace("\u2060", "") == text
    assert not Qt.mightBeRichText(never_markup(text))


def test_a_plain_text_is_unchanged() -> None:
    assert tip_text("3 < 5 & 商户“甲”") == "3 < 5 & 商户“甲”"


def test_a_long_text_is_wrapped_and_cut() -> None:
    lines = tip_text("一" * 100_000).splitlines()
    assert max(map(len, lines)) <= 60
    assert len(lines) <= 35


def _calls(name: str) -> list[tuple[str, ast.Call]]:
    return [
        (path.relative_to(_APP).as_posix(), node)
        for path in _APP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
    ]


def test_only_the_helper_sets_a_tooltip_that_is_no_literal() -> None:
    loose = [
        f"{path}:{call.lineno}"
        for path, call in _calls("setToolTip")
        if not isinstance(call.args[0], ast.Constant) and path != "ui/kit/tooltips.py"
    ]
    assert loose == []


@pytest.mark.parametrize("name", ["setHtml", "insertHtml", "setMarkdown", "setStatusTip", "setWhatsThis"])
def test_nothing_in_the_product_writes_markup(name: str) -> None:
    assert [f"{path}:{call.lineno}" for path, call in _calls(name)] == []


def test_every_label_is_made_plain() -> None:
    """A bare QLabel reads markup: only those of icons, which have no text, are made without the kit."""
    loose = []
    for path in _APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QLabel"
            if made and node.args and path.name != "labels.py":
                loose.append(f"{path.name}:{node.lineno}")
    assert loose == []

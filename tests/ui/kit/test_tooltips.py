"""Foreign text in tooltips and labels is never read as markup."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

import app
from app.ui.kit.tooltips import never_markup, set_tip, tip_text

_APP = Path(app.__file__).parent
_MARKUP = ("setHtml", "insertHtml", "setMarkdown", "setStatusTip", "setWhatsThis")
_LOOKED_AT = {*_MARKUP, "setToolTip", "QLabel"}
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


class _Written(NamedTuple):
    """A call as the source writes it."""

    place: str
    name: str
    of_an_object: bool
    first: ast.expr | None


@cache
def _every_call() -> tuple[_Written, ...]:
    """Every call of a plain name or of a method in the product: its sources are parsed once."""
    return tuple(
        _Written(
            f"{path.relative_to(_APP).as_posix()}:{node.lineno}", name, method, node.args[0] if node.args else None
        )
        for path in _APP.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for method, name in [_name_of(node.func)]
        if name in _LOOKED_AT
    )


def _name_of(called: ast.expr) -> tuple[bool, str]:
    if isinstance(called, ast.Attribute):
        return True, called.attr
    return False, called.id if isinstance(called, ast.Name) else ""


def test_only_the_helper_sets_a_tooltip_that_is_no_literal() -> None:
    loose = [
        call.place
        for call in _every_call()
        if call.of_an_object and call.name == "setToolTip"
        if not isinstance(call.first, ast.Constant) and not call.place.startswith("ui/kit/tooltips.py:")
    ]
    assert loose == []


def test_nothing_in_the_product_writes_markup() -> None:
    assert [call.place for call in _every_call() if call.of_an_object and call.name in _MARKUP] == []


def test_every_label_is_made_plain() -> None:
    """A bare QLabel reads markup: only those of icons, which have no text, are made without the kit."""
    made = [call for call in _every_call() if call.name == "QLabel" and not call.of_an_object]
    assert [call.place for call in made if call.first is not None and "/labels.py:" not in call.place] == []
    assert made

"""The hint of a text field gives way to a composition."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.ui.kit.forms.fields import TextField
from app.ui.kit.forms.hinted_text import HintedText
from app.ui.survey.questions import ReasonField


def compose(field: HintedText, text: str, commit: str = "") -> None:
    event = QInputMethodEvent(text, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


@pytest.mark.parametrize("kind", [HintedText, ReasonField, lambda: TextField("", 3)])
def test_the_hint_is_not_painted_under_a_composition(qapp, kind) -> None:
    with_hint, without = kind(), kind()
    with_hint.set_hint("写明事实、经过、理由")
    for field in (with_hint, without):
        field.resize(300, 100)
        compose(field, "ni hao")
    assert with_hint.grab().toImage() == without.grab().toImage()
    for field in (with_hint, without):
        compose(field, "")
    assert with_hint.grab().toImage() != without.grab().toImage()


def test_the_committed_text_stays_and_the_hint_is_kept_for_later(qapp) -> None:
    field = HintedText("", "写明事实")
    compose(field, "ni hao")
    compose(field, "", "你好")
    assert field.toPlainText() == "你好"
    field.clear()
    assert field.placeholderText() == "写明事实"

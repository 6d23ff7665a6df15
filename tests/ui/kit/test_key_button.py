"""The word of a button is read first, its key stands beside it, and nothing of both is cut."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from app.ui.kit.key_button import KeyButton
from app.ui.look.theme import Theme, ThemeMode


@pytest.fixture
def theme(qapp: object, still) -> Theme:
    made = Theme(mode=ThemeMode.LIGHT)
    made.apply(still.now())
    return made


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("text", ["签收　F2", "保存并下一件　Ctrl+回车", "下一个文件", ""])
def test_word_and_key_fit_into_the_width_it_asks_for(theme: Theme, qtbot: QtBot, still, text: str, scale: int) -> None:
    theme.choose(scale=scale, now=still.now())
    button = KeyButton(theme, text, strong=True)
    qtbot.addWidget(button)
    button.ensurePolished()
    word, _, key = text.partition("　")
    bold, small = QFontMetrics(theme.font(14, bold=True)), QFontMetrics(theme.font(12))
    assert button.sizeHint().width() >= bold.horizontalAdvance(word) + small.horizontalAdvance(key) + 12
    assert button.minimumSizeHint() == button.sizeHint()


def test_word_and_key_are_painted_in_colours_of_their_own(theme: Theme, qtbot: QtBot) -> None:
    button = KeyButton(theme, "签收　F2")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    picture = button.grab().toImage()
    middle = picture.width() // 2

    def darkest(columns: range) -> int:
        lightness = (picture.pixelColor(x, y).lightness() for x in columns for y in range(6, picture.height() - 6))
        return min(lightness)

    assert darkest(range(8, middle)) < darkest(range(middle + 6, picture.width() - 8))

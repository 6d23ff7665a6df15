"""The palette is readable in both themes, and the theme follows its mode."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.base.clock import SHANGHAI
from app.ui.look.stylesheet import build_style_sheet
from app.ui.look.theme import Theme, ThemeMode, available_families, contrast, is_night
from app.ui.look.tokens import DARK, LIGHT, Tokens

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
NIGHT = datetime(2026, 11, 23, 23, 0, tzinfo=SHANGHAI)


def _pairs(tokens: Tokens) -> list[tuple[str, str]]:
    on_ground = [
        (word, ground)
        for word in ("text", "second", "accent", "red", "amber", "green")
        for ground in ("panel", "background")
    ]
    on_soft = [(word, f"{word}_soft") for word in ("red", "amber", "green", "accent")]
    on_selected = [
        (word, "selected")
        for word in ("text", "red", "accent", "second_on_selected", "amber_on_selected", "green_on_selected")
    ]
    others = [
        ("second", "neutral_soft"), ("on_accent", "accent"), ("on_badge", "badge_red"), ("on_badge", "badge_amber"),
        ("on_mark", "mark"), ("navigation_text", "navigation"), ("navigation_text", "navigation_selected"),
        ("navigation_second", "navigation"),
    ]  # fmt: skip
    return on_ground + on_soft + on_selected + others


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_word_stands_out_from_its_ground_by_at_least_4_5_to_1(tokens: Tokens) -> None:
    weak = {
        (word, ground): round(contrast(getattr(tokens, word), getattr(tokens, ground)), 2)
        for word, ground in _pairs(tokens)
        if contrast(getattr(tokens, word), getattr(tokens, ground)) < 4.5
    }
    assert weak == {}


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


@pytest.mark.parametrize(("hour", "night"), [(6, True), (7, False), (18, False), (19, True), (0, True)])
def test_night_runs_from_19_to_7(hour: int, night: bool) -> None:
    assert is_night(datetime(2026, 11, 23, hour, 30, tzinfo=SHANGHAI)) is night


def test_the_theme_by_hours_turns_dark_in_the_evening(qapp: QApplication) -> None:
    theme = Theme(mode=ThemeMode.HOURS)
    theme.apply(NOON)
    assert not theme.tokens.dark
    theme.follow(NIGHT)
    assert theme.tokens.dark
    assert qapp.palette().window().color() == QColor(DARK.background)


def test_the_font_scale_stays_between_100_and_150(qapp: QApplication) -> None:
    theme = Theme(mode=ThemeMode.LIGHT)
    theme.choose(scale=400, now=NOON)
    assert (theme.scale, theme.px(14)) == (150, 21)
    theme.choose(scale=20, now=NOON)
    assert (theme.scale, theme.px(14)) == (100, 14)


def test_a_changed_theme_is_announced(qtbot: object, qapp: QApplication) -> None:
    theme = Theme(mode=ThemeMode.LIGHT)
    heard: list[bool] = []
    theme.changed.connect(lambda: heard.append(theme.tokens.dark))
    theme.choose(mode=ThemeMode.DARK, now=NOON)
    assert heard == [True]


@pytest.mark.parametrize("kind", [QLabel, QMenu, QLineEdit, QTableWidget, QDialog, QPushButton, QComboBox])
def test_one_font_family_everywhere_whatever_the_desktop_says(qtbot: QtBot, kind: type[QWidget]) -> None:
    QApplication.setFont(QFont("Some Other Font", 20), kind.__name__)
    Theme(mode=ThemeMode.LIGHT).apply(NOON)
    widget = kind()
    qtbot.addWidget(widget)
    widget.ensurePolished()
    assert (widget.font().families(), widget.font().pixelSize()) == (available_families(), 14)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_the_focus_is_a_frame_of_two_pixels_in_every_widget(tokens: Tokens) -> None:
    sheet = build_style_sheet(tokens, lambda size: size, available_families())
    rules = re.findall(r"([^{}]*:focus)[^{}:]*\{([^{}]*)\}", sheet)
    frames = {name.strip(): body for name, body in rules if "#bare" not in name}
    thin = [name for name, body in frames.items() if "border:" in body and "border: 2px solid" not in body]
    coloured = [name for name, body in frames.items() if "border-color" in body]
    assert len(frames) >= 12
    assert thin == []
    bases = {head.split(",")[0].strip(): body for head, body in re.findall(r"([^{}]*)\{([^{}]*)\}", sheet)}
    for name in coloured:  # the frame is there already and takes its colour
        assert "2px solid transparent" in bases[name.split(",")[0].removesuffix(":focus")]

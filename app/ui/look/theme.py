"""The current theme: its colours, fonts and scale."""

from __future__ import annotations

import enum
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.base.clock import to_local
from app.ui.look.stylesheet import build_style_sheet
from app.ui.look.tokens import DARK, LIGHT, Tokens

FONT_FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "思源黑体", "WenQuanYi Micro Hei")
SMALLEST_SCALE, LARGEST_SCALE = 100, 150
NIGHT_BEGINS, NIGHT_ENDS = 19, 7


class ThemeMode(enum.StrEnum):
    """The mode of the theme: as the system, dark from 19:00 to 07:00, or fixed."""

    SYSTEM = "system"
    HOURS = "hours"
    LIGHT = "light"
    DARK = "dark"


THEME_WORDS = {
    ThemeMode.SYSTEM: "跟随系统",
    ThemeMode.HOURS: "按时间（19:00–07:00 深色）",
    ThemeMode.LIGHT: "浅色",
    ThemeMode.DARK: "深色",
}


def is_night(now: datetime) -> bool:
    """Whether the hour in Beijing lies between 19:00 and 07:00."""
    hour = to_local(now).hour
    return hour >= NIGHT_BEGINS or hour < NIGHT_ENDS


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(name: str) -> float:
    colour = QColor(name)
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


class Theme(QObject):
    """The current theme; widgets that paint themselves read it and repaint on `changed`."""

    changed = Signal()

    def __init__(self, *, mode: ThemeMode = ThemeMode.SYSTEM, scale: int = 100) -> None:
        super().__init__()
        self.mode = mode
        self.scale = _within(scale)
        self.tokens = LIGHT
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._families: list[str] = []

    def px(self, size: int) -> int:
        """A size in pixels at the font scale of this desk."""
        return round(size * self.scale / 100)

    def font(self, size: int, *, bold: bool = False) -> QFont:
        """The desk's font at `size` px before scaling (12, 14, 15 or 18); cached, since every row uses it."""
        known = (self.px(size), bold)
        if known not in self._fonts:
            font = QFont()
            font.setFamilies(self.families())
            font.setPixelSize(known[0])
            font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
            self._fonts[known] = font
        return QFont(self._fonts[known])  # a copy: some callers change it

    def families(self) -> list[str]:
        """The families of the desk's font; read once, since listing the fonts of a PC takes milliseconds."""
        if not self._families:
            self._families = available_families()
        return self._families

    def choose(self, *, mode: ThemeMode | None = None, scale: int | None = None, now: datetime) -> None:
        """Sets mode or scale and applies them to the application."""
        self.mode = self.mode if mode is None else mode
        self.scale = self.scale if scale is None else _within(scale)
        self.apply(now)

    def apply(self, now: datetime) -> None:
        """Applies the tokens for `now` to the whole application."""
        self.tokens = DARK if self._wants_dark(now) else LIGHT
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setStyle("Fusion")
            application.setPalette(_palette(self.tokens))
            application.setFont(self.font(14))
            application.setStyleSheet(build_style_sheet(self.tokens, self.px, self.families()))
        self.changed.emit()

    def follow(self, now: datetime) -> None:
        """Updates the theme when the hour or the system requires it; cheap when nothing changed."""
        if self._wants_dark(now) != self.tokens.dark:
            self.apply(now)

    def _wants_dark(self, now: datetime) -> bool:
        if self.mode is ThemeMode.SYSTEM:
            application = QApplication.instance()
            if isinstance(application, QApplication):
                return bool(application.styleHints().colorScheme() == Qt.ColorScheme.Dark)
            return False
        if self.mode is ThemeMode.HOURS:
            return is_night(now)
        return self.mode is ThemeMode.DARK


def available_families() -> list[str]:
    """The fonts of the list that this PC has, then the system font."""
    known = set(QFontDatabase.families())
    chosen = [family for family in FONT_FAMILIES if family in known]
    return chosen or [QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()]


def _within(scale: int) -> int:
    return max(SMALLEST_SCALE, min(LARGEST_SCALE, scale))


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: tokens.background, roles.WindowText: tokens.text, roles.Base: tokens.panel,
        roles.AlternateBase: tokens.background, roles.Text: tokens.text, roles.Button: tokens.panel,
        roles.ButtonText: tokens.text, roles.Highlight: tokens.accent, roles.HighlightedText: tokens.on_accent,
        roles.ToolTipBase: tokens.panel, roles.ToolTipText: tokens.text, roles.PlaceholderText: tokens.second,
        roles.Link: tokens.accent, roles.Mid: tokens.line, roles.Dark: tokens.line, roles.Light: tokens.panel,
    }.items():  # fmt: skip
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.second))
    return palette

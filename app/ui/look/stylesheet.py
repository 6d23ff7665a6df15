"""The style sheet of the product, built from the tokens and the font scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import Template

from app.base.resources import resource
from app.ui.look.tokens import Tokens

_SHEET = Template("""
QWidget { color: $text; font-family: $family; font-size: ${px14}px; }
QMainWindow, QDialog, QWidget#page { background: $background; }
QDialog#palette { background: $panel; border: 1px solid $second; }
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: 6px; font-family: $family;
    font-size: ${px14}px; }
QFrame#panel, QFrame#card { background: $panel; border: 1px solid $line; border-radius: 6px; }
QFrame#rule { background: $line; border: none; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget#plain { background: transparent; border: none; }
QWidget#plain { background: transparent; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${px18}px; font-weight: 700; }
QLabel[role="value"] { color: $accent; font-size: ${px24}px; font-weight: 700; }
QLabel[role="score"] { font-size: ${px32}px; font-weight: 700; }
QLabel[role="heading"] { font-size: ${px15}px; font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="second"] { color: $second; }
QLabel[role="hint"] { color: $second; font-size: ${px12}px; }
QLabel[role="error"] { color: $red; }
QLabel[role="saved"] { color: $green; font-size: ${px12}px; }
QLabel[role="block"] { background: $background; border-radius: 6px; padding: 10px 12px; }
QLabel[role="advice"] { background: $amber_soft; color: $amber; border-radius: 6px; padding: 10px 12px; }
QLabel[role="rehearsal"] { background: $amber_soft; color: $amber; font-weight: 700; padding: 6px 14px;
    border-bottom: 1px solid $amber; }
QFrame#guard { background: $red_soft; border-bottom: 2px solid $red; }
QLabel[role="guard"] { color: $red; font-size: ${px15}px; font-weight: 700; }
QLabel[chip="true"] { border-radius: 3px; padding: 2px 8px; font-weight: 700; }
QLabel[tone="red"] { background: $red_soft; color: $red; }
QLabel[tone="amber"] { background: $amber_soft; color: $amber; }
QLabel[tone="green"] { background: $green_soft; color: $green; }
QLabel[tone="blue"] { background: $accent_soft; color: $accent; }
QLabel[tone="neutral"] { background: $neutral_soft; color: $second; }
QLabel[ink="red"] { color: $red; } QLabel[ink="amber"] { color: $amber; } QLabel[ink="green"] { color: $green; }
QFrame#equation { border-radius: 6px; background: $neutral_soft; }
QFrame#equation[tone="amber"] { background: $amber_soft; } QFrame#equation[tone="green"] { background: $green_soft; }

QPushButton, QToolButton { background: $panel; border: 1px solid $line; border-radius: 4px; padding: 6px 12px;
    min-height: ${px20}px; }
QPushButton:hover, QToolButton:hover { border-color: $accent; }
QScrollArea[stop="true"] { border: 2px solid transparent; }
QScrollArea[stop="true"]:focus { border: 2px solid $accent; border-radius: 4px; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 5px 11px; }
QPushButton:pressed, QToolButton:pressed { background: $selected; }
QPushButton:disabled, QToolButton:disabled { color: $second; background: $background; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 700; }
QPushButton[primary="true"]:hover { background: $accent; border-color: $text; }
QPushButton[primary="true"]:focus { border: 2px solid $text; padding: 5px 11px; }
QPushButton[primary="true"]:disabled { background: $neutral_soft; color: $second; border-color: $line; }
QPushButton[flat="true"], QToolButton[flat="true"] { background: transparent; border-color: transparent; }
QPushButton[flat="true"]:hover, QToolButton[flat="true"]:hover { border-color: $line; }
QPushButton[flat="true"]:focus, QToolButton[flat="true"]:focus { border: 2px solid $accent; padding: 5px 11px; }
QPushButton[compact="true"] { padding: 5px 9px; }
QPushButton[compact="true"]:focus { padding: 4px 8px; }
QPushButton[filter="true"] { padding: 3px 8px; }
QPushButton[filter="true"]:focus { padding: 2px 7px; }
QPushButton[filter="true"][tone="red"] { color: $red; border-color: $red; font-weight: 700; }
QPushButton[filter="true"][tone="amber"] { color: $amber; border-color: $amber; }
QPushButton[filter="true"][tone="green"] { color: $green; border-color: $green; }
QPushButton[filter="true"][tone="accent"] { color: $accent; border-color: $accent; }
QPushButton[filter="true"][active="true"] { border-color: $accent; color: $accent; font-weight: 700; }
QPushButton[chipbutton="true"] { background: $accent_soft; color: $accent; border-color: $accent_soft;
    padding: 2px 8px; }
QPushButton[chipbutton="true"]:focus { border: 2px solid $accent; padding: 1px 7px; }
QPushButton[foot="true"] { background: transparent; border: 1px solid transparent; padding: 2px 6px;
    color: $second; }
QPushButton[foot="true"]:hover { border-color: $line; color: $text; }
QPushButton[foot="true"]:focus { border: 2px solid $accent; padding: 1px 5px; }
QPushButton[foot="true"][tone="red"] { color: $red; font-weight: 700; }
QPushButton[foot="true"][tone="amber"] { color: $amber; font-weight: 700; }
QPushButton[foot="true"][tone="green"] { color: $green; }
QPushButton[foot="true"][tone="blue"] { color: $accent; font-weight: 700; }
QPushButton[link="true"] { background: transparent; border: 1px solid transparent; padding: 1px 2px;
    color: $accent; min-height: ${px18}px; border-radius: 4px; }
QPushButton[link="true"]:hover { text-decoration: underline; }
QPushButton[link="true"]:focus { border: 2px solid $accent; padding: 0 1px; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateTimeEdit, QDateEdit, QSpinBox { background: $panel;
    border: 1px solid $line; border-radius: 4px; padding: 5px 8px; selection-background-color: $accent;
    selection-color: $on_accent; }
QLineEdit, QComboBox, QDateTimeEdit, QDateEdit, QSpinBox { min-height: ${px22}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateTimeEdit:focus, QDateEdit:focus,
QSpinBox:focus { border: 2px solid $accent; padding: 4px 7px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"], QDateTimeEdit[wrong="true"] {
    border: 2px solid $red; padding: 4px 7px; }
QLineEdit[locked="true"], QPlainTextEdit[locked="true"], QComboBox[locked="true"] { background: $background;
    color: $second; border: 1px dashed $line; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: $background; color: $second; }
QLineEdit QToolButton { min-height: 0; padding: 0; border: none; background: transparent; }
QFrame#dropmark { border: 3px dashed $accent; border-radius: 8px; background: transparent; }
QLabel#dropwords { background: $accent; color: $on_accent; border-radius: 6px; padding: 12px 22px; }
*[dropping="true"] { border: 2px dashed $accent; }
QComboBox { combobox-popup: 0; }  /* the list below the box, all of it: Fusion's own cuts the last entry */
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: ${px24}px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("$chevron"); width: ${px14}px; height: ${px14}px; }
QSpinBox::up-button, QSpinBox::down-button, QDateTimeEdit::up-button, QDateTimeEdit::down-button { width: 0; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; selection-background-color: $selected;
    selection-color: $text; }

QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 3px; }
QMenu#lines::item { padding: 4px 24px 4px 12px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $second; }
QMenu::indicator { width: ${px14}px; height: ${px14}px; margin-left: 8px; border: 1px solid $second;
    border-radius: 3px; }
QMenu::indicator:exclusive { border-radius: ${px8}px; }
QMenu::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }
QListView, QTableView, QTreeView, QListWidget, QTableWidget { background: $panel; border: 1px solid $line;
    border-radius: 4px; selection-background-color: $selected; selection-color: $text; outline: none; }
QListWidget::item { padding: 6px 8px; border: 0px; }
QListWidget::item:selected { background: $selected; color: $text; }
QListView:focus, QTableView:focus, QTreeView:focus { border: 2px solid $accent; }
QTableWidget::item { padding: 4px 8px; }
QListView#bare, QTableView#bare { border: none; border-radius: 0; }
QListView#bare:focus, QTableView#bare:focus { border: none; }
QHeaderView::section { background: $panel; color: $second; border: none; border-bottom: 1px solid $line;
    padding: 6px 4px; font-weight: 700; }
QCheckBox, QRadioButton { spacing: 8px; padding: 1px; border: 2px solid transparent; border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator { width: ${px14}px; height: ${px14}px; border: 1px solid $second;
    border-radius: 3px; background: $panel; }
QRadioButton::indicator { border-radius: ${px8}px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked { background: $accent; border-color: $accent;
    image: url("$tick"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; background: $background; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $handle; border-radius: 4px; min-height: 32px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: $handle; border-radius: 4px; min-width: 32px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $line; }
QTabBar::tab { background: transparent; padding: 6px 12px; border-bottom: 2px solid transparent; color: $second; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 700; }
QProgressBar { background: $track; border: none; border-radius: 3px; text-align: center; min-height: ${px18}px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QWidget#navigation { background: $navigation; }
QWidget#navigation QLabel { color: $navigation_second; }
QWidget#navigation QLabel[role="product"] { color: $navigation_text; font-size: ${px18}px; font-weight: 700; }
QWidget#navigation QPushButton { background: transparent; color: $navigation_text; border: none;
    border-left: 3px solid transparent; border-radius: 0; text-align: left; padding: 0 10px 0 11px;
    min-height: 0; font-weight: 400; }
QWidget#navigation QPushButton[heading="true"] { color: $navigation_second; padding-left: 8px; }
QWidget#navigation QPushButton:hover { background: $navigation_selected; }
QWidget#navigation QPushButton:checked { background: $navigation_selected; border-left-color: #6EA8FF;
    font-weight: 700; }
QWidget#navigation QPushButton:focus { border: 2px solid #6EA8FF; border-left: 3px solid #6EA8FF;
    padding: 0 8px 0 11px; }
QWidget#foot { background: $panel; border-top: 1px solid $line; }
QFrame#message { background: $panel; border: 1px solid $line; border-left: 4px solid $accent; border-radius: 4px; }
QFrame#message[tone="red"] { border-left-color: $red; }
QFrame#message[tone="amber"] { border-left-color: $amber; }
QFrame#message[tone="green"] { border-left-color: $green; }
QFrame#message[place="foot"] { background: $accent_soft; border-width: 1px 0 0 4px; border-radius: 0; }
QFrame#message[place="foot"][tone="green"] { background: $green_soft; }
QFrame#clock { border-radius: 6px; border: 2px solid transparent; }
QFrame#clock[tone="red"] { background: $red_soft; } QFrame#clock[tone="red"] QLabel { color: $red; }
QFrame#clock[tone="amber"] { background: $amber_soft; } QFrame#clock[tone="amber"] QLabel { color: $amber; }
QFrame#clock[tone="green"] { background: $green_soft; } QFrame#clock[tone="green"] QLabel { color: $green; }
QFrame#clock[tone="blue"] { background: $accent_soft; } QFrame#clock[tone="blue"] QLabel { color: $accent; }
QFrame#clock[tone="neutral"] { background: $neutral_soft; } QFrame#clock[tone="neutral"] QLabel { color: $second; }
QFrame#clock:focus { border-color: $accent; }
QFrame#clock QLabel[role="figure"] { font-size: ${px15}px; font-weight: 700; }
QFrame#clock QLabel[role="name"] { font-size: ${px12}px; }
""")


def build_style_sheet(tokens: Tokens, px: Callable[[int], int], families: Sequence[str]) -> str:
    """The style sheet of these colours and fonts; `px` scales a size in pixels to the font scale of this desk."""
    colours = {name: getattr(tokens, name) for name in type(tokens).__slots__}
    sizes = {f"px{size}": px(size) for size in (8, 12, 14, 15, 18, 20, 22, 24, 32)}
    handle = "#4A5866" if tokens.dark else "#B8C3CD"
    suffix = "dark" if tokens.dark else "light"
    chevron, tick = (resource("icons", f"{name}-{suffix}.svg").as_posix() for name in ("chevron-down", "check"))
    family = ", ".join(f'"{name}"' for name in families)
    return _SHEET.substitute(colours, **sizes, handle=handle, chevron=chevron, tick=tick, family=family)

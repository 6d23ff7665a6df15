"""The widgets beside a level of urgency: its chip, and the buttons to move it up, remove it and add one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.rules.law.clocks import Urgency
from app.rules.law.urgency import GENERAL, LevelIcon, Tone, UrgencyLevel
from app.ui.kit.chips import LevelChip
from app.ui.kit.labels import label
from app.ui.law.fields import YES
from app.ui.law.level_texts import may_move_up
from app.ui.look.theme import Theme


class LevelActs(QWidget):
    """The chip and buttons of one level; the level of unmarked tickets is neither moved nor removed."""

    dropped = Signal(str)
    moved_up = Signal(str)

    def __init__(self, theme: Theme, code: Urgency, codes: Sequence[Urgency]) -> None:
        super().__init__()
        self._code, self._rank = code, list(codes).index(code)
        self.chip = LevelChip(theme, _level(code, self._rank, {}))
        self.up, self.drop = QPushButton("上移"), QPushButton("删去")
        self.up.setToolTip("比上一级更急")
        self.up.clicked.connect(self._move_up)
        self.drop.clicked.connect(self._drop)
        self._offered = {self.up: may_move_up(codes, code), self.drop: code != GENERAL}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (self.chip, self.up, self.drop):
            row.addWidget(part)

    def show_buttons(self, *, visible: bool) -> None:
        """Shows the buttons of this level, or none."""
        for button, offered in self._offered.items():
            button.setVisible(visible and offered)

    def show_look(self, texts: Mapping[str, str]) -> None:
        """Shows the chip as these texts describe the level."""
        level = _level(self._code, self._rank, texts)
        self.chip.show_level(level)
        self.up.setAccessibleName(f"{level.word} 上移")
        self.drop.setAccessibleName(f"删去 {level.word}")

    def _move_up(self) -> None:
        self.moved_up.emit(self._code)

    def _drop(self) -> None:
        self.dropped.emit(self._code)


class LevelAdder(QWidget):
    """The name of a new level and the button that adds it; `requested` emits the name."""

    requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.word = QLineEdit()
        self.word.setPlaceholderText("如 特急")
        self.word.setFixedWidth(theme.px(92))
        self.word.setAccessibleName("新一级的名称")
        self.word.returnPressed.connect(self._ask)
        self.button = QPushButton("加一级")
        self.button.setAccessibleName("加一级紧急程度")
        self.button.clicked.connect(self._ask)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.word)
        row.addWidget(self.button)
        row.addWidget(label("加在最上面，各项先照原来的第 1 级，再改", "second"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 0)
        column.setSpacing(3)
        column.addLayout(row)
        column.addWidget(self.error)

    def clear(self) -> None:
        """Clears the field for the next level."""
        self.word.clear()
        self.show_error("")

    def show_error(self, words: str) -> None:
        """Shows why no level was added."""
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def _ask(self) -> None:
        self.requested.emit(self.word.text().strip())


def _level(code: Urgency, rank: int, texts: Mapping[str, str]) -> UrgencyLevel:
    look = {name: texts.get(f"level.{code}.{name}", "") for name in ("word", "tone", "icon", "pressing")}
    return UrgencyLevel(
        code,
        look["word"].strip(),
        Tone(look["tone"] or Tone.NEUTRAL),
        LevelIcon(look["icon"] or LevelIcon.CLOCK),
        pressing=look["pressing"] == YES,
        rank=rank,
    )

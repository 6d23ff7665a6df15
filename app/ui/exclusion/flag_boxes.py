"""The three flags an application may ask for, kept apart: one box each."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from app.rules.exclusion.moves import FLAG_WORDS
from app.ui.kit.flow_layout import FlowLayout


class FlagBoxes(QWidget):
    """Shows what stands in `kept` (flags with commas between) as boxes, and writes it back."""

    def __init__(self, kept: QLineEdit) -> None:
        super().__init__()
        self._kept = kept
        self.boxes: dict[str, QCheckBox] = {}
        row = FlowLayout(self, gap=16)
        for flag, word in FLAG_WORDS.items():
            box = QCheckBox(word)
            box.clicked.connect(self._write)
            self.boxes[flag] = box
            row.addWidget(box)
        self.setFocusProxy(next(iter(self.boxes.values())))
        kept.textChanged.connect(self._read)
        self._read()

    def _read(self) -> None:
        flags = self._kept.text().split(",")
        for flag, box in self.boxes.items():
            box.setChecked(flag in flags)

    def _write(self) -> None:
        self._kept.setText(",".join(flag for flag, box in self.boxes.items() if box.isChecked()))

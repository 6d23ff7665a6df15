"""The bar above an editor: every version by its name, its comparison with the one in force, and its restoring."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from app.rules.shared.differences import Texts, text_differences
from app.rules.shared.time_left import clock_time
from app.ui.frame.shell import Shell
from app.ui.kit.key_button import KeyButton
from app.ui.kit.versions.differences import DifferenceDialog

SHIPPED = "随程序提供"


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A version as the bar lists it: its name, who made it and when, its texts for comparing, and the version."""

    name: str
    made: str
    in_force: bool
    texts: Texts
    whole: Any


def version_name(since: str, note: str, *, in_force: bool, coming: bool = False) -> str:
    """自 2026-11-24 起 · 现行 · 按区里口径: the name of a version is from when it counts, and why it was made."""
    state = "现行" if in_force else "未生效" if coming else "以前"
    return " · ".join(part for part in (f"自 {since} 起", state, note) if part)


def made_words(made_by: str, made_at: datetime | None) -> str:
    """值班员甲 11-24 08:50 保存, or that it ships with the product."""
    return f"{made_by} {clock_time(made_at)} 保存" if made_at is not None else SHIPPED


class VersionBar(QWidget):
    """Lists the versions, newest first; the one in force is chosen until a person chooses another one.

    `chosen` is emitted when another version is to be shown, `restored` when the shown one is to be edited and saved.
    """

    chosen = Signal()
    restored = Signal()

    def __init__(self, shell: Shell, what: str, *, lists: Collection[str] = ()) -> None:
        super().__init__()
        self._shell = shell
        self._what = what
        self._lists = lists
        self.versions: tuple[KnownVersion, ...] = ()
        self.box = QComboBox()
        self.box.setAccessibleName(f"{what}的版本")
        self.box.currentIndexChanged.connect(self._choose)
        self.compare = KeyButton(shell.theme, "与现行版对照")
        self.compare.setAccessibleName("与现行版对照")
        self.compare.clicked.connect(self.show_differences)
        self.restore = KeyButton(shell.theme, "恢复这一版")
        self.restore.setAccessibleName("恢复这一版")
        self.restore.clicked.connect(self.restored)
        for button in (self.compare, self.restore):
            button.setProperty("filter", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.compare)
        row.addWidget(self.restore)
        self._choose()

    def show_versions(self, versions: Sequence[KnownVersion]) -> None:
        """Sets the versions; the chosen one stays chosen unless it was the one in force before."""
        kept = self.current
        self.versions = tuple(versions)
        self.box.blockSignals(True)
        self.box.clear()
        self.box.addItems([version.name for version in self.versions])
        same = [
            place
            for place, version in enumerate(self.versions)
            if kept is not None and not kept.in_force and (version.name, version.made) == (kept.name, kept.made)
        ]
        holding = next((place for place, version in enumerate(self.versions) if version.in_force), 0)
        self.box.setCurrentIndex(same[0] if same else holding)
        self.box.blockSignals(False)
        self._choose()

    def show_in_force(self) -> None:
        """Chooses the version in force."""
        place = next((place for place, version in enumerate(self.versions) if version.in_force), 0)
        self.box.setCurrentIndex(place)

    @property
    def current(self) -> KnownVersion | None:
        """The chosen version; None before the versions were read."""
        place = self.box.currentIndex()
        return self.versions[place] if 0 <= place < len(self.versions) else None

    @property
    def in_force(self) -> KnownVersion | None:
        """The version in force; None before the versions were read."""
        return next((version for version in self.versions if version.in_force), None)

    def show_differences(self) -> None:
        """Opens the comparison of the chosen version with the one in force."""
        chosen, holding = self.current, self.in_force
        if chosen is None or holding is None:
            return
        found = text_differences(holding.texts, chosen.texts, lists=self._lists)
        dialog = DifferenceDialog(self._shell, f"{self._what}：现行版 → {chosen.name}", found)
        self._shell.last_form = dialog
        dialog.open()

    def _choose(self) -> None:
        other = self.current is not None and not self.current.in_force
        self.compare.setVisible(other)
        self.restore.setVisible(other)
        self.chosen.emit()

"""The editing of a version: the draft beside the versions, its own undo, discarding and restoring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.ui.frame.shell import Shell
from app.ui.kit.key_button import KeyButton
from app.ui.kit.versions.bar import KnownVersion, VersionBar
from app.ui.kit.versions.steps import Steps

OLD = "这是以前的版本：先点“恢复这一版”，再修改"


class Editing(QObject):
    """The draft starts as the version in force; `changed` is emitted when it or the shown version is another one.

    It is the undo of its page (`app.ui.frame.pages.OwnUndo`). Discarding is an edit as well and can be taken back.
    """

    changed = Signal()

    def __init__(self, shell: Shell, page: QWidget, bar: VersionBar, nothing: Any) -> None:
        super().__init__(page)
        self._shell = shell
        self.bar = bar
        self.saved: Any = nothing
        self.steps: Steps[Any] = Steps(nothing)
        self.undo_button = self._button("撤回", "Ctrl+Z", self.undo)
        self.redo_button = self._button("重做", "Ctrl+Y", self.redo)
        self.drop_button = self._button("放弃改动", "Esc", self.drop)
        bar.chosen.connect(self._emit)
        bar.restored.connect(self.restore)
        QShortcut(QKeySequence("Ctrl+Y"), page, self.redo, Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def buttons(self) -> tuple[KeyButton, ...]:
        """撤回, 重做 and 放弃改动."""
        return (self.undo_button, self.redo_button, self.drop_button)

    @property
    def draft(self) -> Any:
        """The draft as it stands."""
        return self.steps.state

    @property
    def is_changed(self) -> bool:
        """Whether the draft differs from the version in force."""
        return bool(self.steps.state != self.saved)

    @property
    def shows_old(self) -> bool:
        """Whether a version other than the one in force is shown, which cannot be edited."""
        chosen = self.bar.current
        return chosen is not None and not chosen.in_force

    @property
    def shown(self) -> Any:
        """What is to be shown: the chosen other version, else the draft."""
        chosen = self.bar.current
        return chosen.whole if chosen is not None and self.shows_old else self.draft

    def take(self, versions: Sequence[KnownVersion]) -> None:
        """Takes the versions as they are stored; a changed draft stays."""
        unchanged = not self.is_changed
        self.bar.blockSignals(True)
        self.bar.show_versions(versions)
        self.bar.blockSignals(False)
        holding = self.bar.in_force
        if holding is not None:
            self.saved = holding.whole
        if unchanged:
            self.steps.begin(self.saved)
        self._emit()

    def record(self, draft: Any, words: str) -> None:
        """Takes an edit; `words` name it when it is taken back."""
        self.steps.record(draft, words)
        self._emit()

    def start_anew(self) -> None:
        """The draft was saved: editing starts from it, and nothing before can be taken back."""
        self.saved = self.draft
        self.steps.begin(self.saved)
        self._emit()

    def undo(self) -> None:
        """Takes the last edit of the draft back."""
        self._moved("已撤回：", self.steps.undo())

    def redo(self) -> None:
        """Does the edit again that was taken back last."""
        self._moved("已重做：", self.steps.redo())

    def why_not_undo(self) -> str:
        """The reason why there is no edit to take back; an act of the desk is never taken back from here."""
        return "" if self.steps.can_undo else "这一页没有可撤回的改动（其他操作请到别的页面撤回）"

    def drop(self) -> bool:
        """Discards the edits; False when there are none."""
        if not self.is_changed:
            return False
        self.record(self.saved, "放弃改动")
        self._shell.say("已放弃改动；按 Ctrl+Z 可以找回")
        return True

    def back(self) -> bool:
        """Esc: leaves another version, else discards the edits."""
        if self.shows_old:
            self.bar.show_in_force()
            return True
        return self.drop()

    def restore(self) -> None:
        """Makes the shown version the draft; it counts only when it is saved."""
        chosen = self.bar.current
        if chosen is not None:
            self.bar.show_in_force()
            self.record(chosen.whole, f"恢复“{chosen.name}”")
            self._shell.say("已恢复到这一页，还没有保存：请核对改动后保存")

    def state_words(self, edits: int) -> str:
        """Who made the shown version, how many there are, and whether edits wait to be saved."""
        chosen = self.bar.current
        made = f"{chosen.made}；共 {len(self.bar.versions)} 版。" if chosen is not None else ""
        return made + (OLD if self.shows_old else f"有 {edits} 处改动还没有保存。" if self.is_changed else "")

    def _moved(self, head: str, words: str) -> None:
        if not words:
            self._shell.say("没有可重做的改动", "amber")
            return
        self.bar.show_in_force()
        self._emit()
        self._shell.say(f"{head}{words}")

    def _emit(self) -> None:
        self.undo_button.setEnabled(self.steps.can_undo)
        self.redo_button.setEnabled(self.steps.can_redo)
        self.drop_button.setEnabled(self.is_changed)
        self.changed.emit()

    def _button(self, word: str, key: str, does: Any) -> KeyButton:
        button = KeyButton(self._shell.theme, f"{word}　{key}")
        button.setAccessibleName(word)
        button.clicked.connect(does)
        return button

"""The undo of the rules' editor: Ctrl+Z goes back field by field, and brings a discarded new version back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.ui.frame.shell import Shell
from app.ui.kit.versions.steps import Steps
from app.ui.law.editor import RuleEditor

Texts = dict[str, str]


class RuleUndo(QObject):
    """The texts of a new version step by step; typing on in one field is one step.

    `moved` is emitted with the texts that are to be shown and edited.
    """

    moved = Signal(dict)

    def __init__(self, shell: Shell, editor: RuleEditor) -> None:
        super().__init__(editor)
        self._shell = shell
        self._editor = editor
        self._steps: Steps[Texts] = Steps({})
        self._field = ""
        self._left = False

    def begin(self, texts: Texts) -> None:
        """Starts with the copy of a version."""
        self._steps.begin(dict(texts))
        self._field, self._left = "", False

    def end(self) -> None:
        """The version was saved: there is nothing to take back."""
        self.begin({})

    def leave(self) -> None:
        """The new version was discarded; it comes back with the next undo."""
        self._left = True

    def record(self) -> None:
        """Takes the texts after an edit."""
        texts, field = self._editor.texts(), self._editor.focused()
        if field and field == self._field and texts.keys() == self._steps.state.keys():
            self._steps.amend(texts)
        else:
            self._steps.record(texts, "修改")
        self._field = field

    def undo(self) -> None:
        """Brings a discarded version back, else takes the last edit back."""
        if not self._left:
            self._steps.undo()
        self._show()

    def redo(self) -> None:
        """Does the edit again that was taken back last."""
        if self._steps.redo():
            self._show()
        else:
            self._shell.say("没有可重做的改动", "amber")

    def why_not_undo(self) -> str:
        """The reason why there is no edit to take back; an act of the desk is never taken back from here."""
        can = self._left or self._steps.can_undo
        return "" if can else "时限规则里没有可撤回的改动（其他操作请到别的页面撤回）"

    def _show(self) -> None:
        self._field, self._left = "", False
        self.moved.emit(dict(self._steps.state))

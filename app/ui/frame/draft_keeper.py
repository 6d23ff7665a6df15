"""Saves the draft of a form every two seconds while it changes, and announces the time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.base.clock import to_local
from app.desk import draft as drafts
from app.ui.frame.shell import Shell

DRAFT_EVERY_MS = 1900  # a coarse timer is late by up to 5 %: two seconds at the most


def _load(desk: Any, *, draft: str) -> str | None:
    return drafts.load(desk, key=draft)


class DraftKeeper(QObject):
    """Keeps the draft of one form at a time: `text` returns the form as text, empty when there is nothing to keep."""

    saved = Signal(str)  # "草稿已保存 09:07:22"

    def __init__(self, shell: Shell, text: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._text = text
        self._key = ""
        self._kept = ""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(DRAFT_EVERY_MS)
        self.timer.timeout.connect(self.keep)

    def open(self, key: str, take: Callable[[str | None], None]) -> None:
        """Switches to another form; `take` receives its draft, or None."""
        self.timer.stop()
        self._key, self._kept = key, ""

        def loaded(text: str | None) -> None:
            self._kept = text or ""
            take(text)

        self._shell.gateway.read(_load, loaded, key=("form-draft", id(self)), draft=key)

    def touch(self) -> None:
        """Notes that the form has changed; saves it within two seconds."""
        if self._key and not self.timer.isActive():
            self.timer.start()

    def keep(self) -> None:
        """Saves the draft now when it differs from the saved one."""
        self.timer.stop()
        text = self._text()
        if not self._key or text == self._kept:
            return
        self._kept = text
        self._shell.gateway.submit(
            drafts.save, on_done=self._announce_saved, on_failed=self._try_again, quiet=True, key=self._key, text=text
        )

    def forget(self) -> None:
        """Deletes the draft after the form was submitted, and keeps no further one."""
        self.timer.stop()
        if self._key:
            self._shell.gateway.submit(drafts.clear, quiet=True, key=self._key)
        self._key = self._kept = ""

    def _try_again(self, _error: Exception) -> None:
        """Keeps the text in the form and saves it once the register takes it."""
        self._kept = ""
        self.touch()

    def _announce_saved(self, _outcome: object) -> None:
        self.saved.emit(f"草稿已保存 {to_local(self._shell.now()):%H:%M:%S}")

"""The optional details of a call: number, time, who answered, duration, agreed call back, evidence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from app.base.errors import Refused
from app.desk.contact import acts as contact_acts
from app.rules.contact.call_drafts import BadDuration, read_seconds
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_ahead, read_past
from app.ui.frame.shell import Shell
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.forms.fields import put_beside
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label

# Field → word, its Alt key, and what stands in it while it is empty.
_FIELDS = {
    "number": ("其他号码", "N", "不在上面时填写"),
    "at": ("拨打时间", "T", "现在；或 14:05、昨天 23:50"),
    "reached": ("接听人", "P", "本人；他人请写明，如：家属"),
    "seconds": ("时长", "L", "秒，或 1:05"),
    "call_back": ("约定回电", "H", "如 18:00、明天 9:00"),
    "evidence": ("证据", "A", "截图或录音"),
}
_KEY_AT_THE_WORD = "　Alt+"


class ContactDetails:
    """The six optional lines of the dialog; an Alt key leads to each."""

    def __init__(self, shell: Shell, dialog: FormDialog, ticket_id: int, grow: Callable[[], None]) -> None:
        self._shell, self._dialog, self._ticket_id, self._grow = shell, dialog, ticket_id, grow
        self.lines: dict[str, QLineEdit] = {}
        for name, (words, key, hint) in _FIELDS.items():
            line = dialog.add_line(name, f"{words}{_KEY_AT_THE_WORD}{key}", hint=hint)
            line.setAccessibleName(words)
            QShortcut(QKeySequence(f"Alt+{key}"), dialog, self._goer(line))
            self.lines[name] = line
        self.warning = label("", "advice", wrap=True)
        self.warning.hide()
        self._add_browse()
        for names in (("number", "at"), ("reached", "seconds"), ("call_back", "evidence")):
            dialog.beside(*names, heading_width=shell.theme.px(112))
            if "number" in names:
                dialog.form.addRow(self.warning)
        self.lines["number"].textChanged.connect(self._check)

    def read(self, now: datetime) -> dict[str, Any]:
        """The optional arguments of the use case.

        Raises:
            Refused: an hour or a length that cannot be read, at its field.

        """
        text = {name: line.text().strip() for name, line in self.lines.items()}
        return {
            "typed": text["number"],
            "reached": text["reached"],
            "at": _read_at("at", lambda: read_past(text["at"], now)),
            "seconds": _read_at("seconds", lambda: read_seconds(text["seconds"])),
            "call_back_at": _read_at("call_back", lambda: read_ahead(text["call_back"], now)),
            "evidence_file": _path(text["evidence"]),
        }

    def _check(self, typed: str) -> None:
        self._shell.gateway.read(
            contact_acts.check_number, self._warn, key="contact-number", ticket_id=self._ticket_id, typed=typed
        )

    def _warn(self, words: str) -> None:
        self.warning.setText(words)
        self.warning.setVisible(bool(words))
        self._grow()

    def _goer(self, line: QLineEdit) -> Any:
        return lambda: line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add_browse(self) -> None:
        browse = KeyButton(self._shell.theme, "选择…　Alt+B")
        browse.setAccessibleName("选择证据文件")
        browse.setShortcut("Alt+B")
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        put_beside(self.lines["evidence"], browse)

    def _browse(self) -> None:
        dialog = file_dialog(self._dialog, "选择证据文件")
        dialog.fileSelected.connect(self.lines["evidence"].setText)
        dialog.open()


def _read_at(field: str, read: Any) -> Any:
    try:
        return read()
    except (BadTime, BadDuration) as error:
        raise Refused(str(error), field=field) from error


def _path(text: str) -> Path | None:
    """A path as typed, or as a file manager puts it on the clipboard."""
    plain = text.strip('"')
    return None if not plain else Path(QUrl(plain).toLocalFile() if plain.startswith("file:") else plain)

"""Links that open stored files; the content is checked before it opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from app.base.errors import Refused
from app.desk.evidence import acts as evidence_acts
from app.rules.evidence import KeptFile
from app.ui.frame.shell import Shell
from app.ui.kit.labels import button_text, label
from app.ui.kit.tooltips import set_tip


def file_links(shell: Shell, files: Iterable[KeptFile]) -> list[QWidget]:
    """A heading and a link for each stored file, without duplicates; empty when there is none."""
    unique = {file.digest: file for file in files}
    if not unique:
        return []
    parts: list[QWidget] = [label(f"材料 {len(unique)} 个", "heading")]
    for file in unique.values():
        button = QPushButton(button_text(file.name))
        button.setProperty("link", True)
        set_tip(button, f"校验值 {file.digest[:16]}…，打开前会核对内容")
        button.clicked.connect(_opener(shell, file))
        parts.append(button)
    return parts


def _opener(shell: Shell, file: KeptFile) -> Callable[[], None]:
    def opened(path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            shell.say(f"打不开材料：{file.name}", "amber")

    def refused(error: Refused) -> None:
        shell.say(f"{file.name}：{error}", "amber")

    def open_file() -> None:
        shell.gateway.read(evidence_acts.path_of, opened, key="stored-file", on_refused=refused, digest=file.digest)

    return open_file

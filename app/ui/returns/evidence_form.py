"""The evidence of a return: links that open the stored files, and the form that adds more."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from app.base.errors import Refused
from app.desk.returns import acts as returns_acts
from app.desk.returns.rows import ReturnRow, StepRow
from app.ui.frame.shell import Shell
from app.ui.kit.file_links import file_links as kept_links
from app.ui.kit.forms.attachments_field import add_attachments
from app.ui.kit.forms.form import FormDialog
from app.ui.returns.words import which


def file_links(shell: Shell, steps: Iterable[StepRow]) -> list[QWidget]:
    """A heading and a link for each stored file of these steps, without duplicates; empty when there is none."""
    return kept_links(shell, (file for step in steps for file in step.files))


class EvidenceForm(FormDialog):
    """Adds files to one return at any time; they are copied and stored under the hash of their content."""

    def __init__(self, shell: Shell, case: ReturnRow) -> None:
        about = f"{case.ticket_number} · {which(case)}\n材料复制进数据文件夹，以后不能改动。"
        super().__init__(shell, "补充材料", about=about, main="补充")
        self._case = case
        self.add_text("note", "说明", lines=2, hint="可不填：这是什么，谁给的")
        self.attachments = add_attachments(self, "attachments", "材料")
        self.size_to(560)

    def submit(self) -> None:
        """Adds the files."""
        paths = tuple(self.attachments.paths())
        if not paths:
            self.show_refused(Refused("请选择要补充的材料", field="attachments"))
            return
        self.send(returns_acts.add_evidence, return_id=self._case.id, note=self.values()["note"], attachments=paths)

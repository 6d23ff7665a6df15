"""Creates an application for a ticket with a type of the month's catalogue; the rest is written later."""

from __future__ import annotations

from collections.abc import Callable

from app.base.changes import Outcome
from app.base.errors import Refused
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion.catalogue import CatalogueVersion
from app.desk.ticket.rows import TicketDetail
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label
from app.ui.ticket.forms import about


class BeginForm(FormDialog):
    """A choice of the type with its condition; `opened` receives the new application's id."""

    def __init__(
        self, shell: Shell, detail: TicketDetail, version: CatalogueVersion, opened: Callable[[int], None]
    ) -> None:
        text = f"{about(detail)}\n按 {version.month} 目录审核，以后目录修改也不变。"
        super().__init__(shell, "新建不纳入考核申请", about=text, main="开始填写")
        self._ticket_id = detail.row.id
        self._types = {f"{item.major}/{item.minor}": item for item in version.catalogue.types}
        self._opened = opened
        choices = {"": "请选择", **{key: item.words for key, item in self._types.items()}}
        choice = self.add_choice("type", "申请类型", choices)
        self.condition = label("一件工单只有一个申请，只选一类。", "second", wrap=True)
        choice.parentWidget().layout().addWidget(self.condition)
        choice.currentIndexChanged.connect(self._explain)
        self.size_to(600)
        self.resize(self.width(), max(self.height(), shell.theme.px(300)))

    def submit(self) -> None:
        """Creates the application."""
        kind = self._types.get(self.values()["type"])
        if kind is None:
            self.show_refused(Refused("请选择申请类型", field="type"))
            return
        self.send(exclusion_acts.create, self._open, ticket_id=self._ticket_id, major=kind.major, minor=kind.minor)

    def _open(self, outcome: Outcome[int]) -> None:
        self._opened(outcome.result)

    def _explain(self) -> None:
        kind = self._types.get(self.values()["type"])
        if kind is None:
            self.condition.setText("一件工单只有一个申请，只选一类。")
            return
        wanted = "、".join(item.kind for item in kind.evidence) or "不要求"
        self.condition.setText(f"适用：{kind.condition}\n材料：{wanted}")

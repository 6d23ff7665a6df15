"""The forms of bulk acts: what is asked above, a preview of every ticket below; only what was shown is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QTimer

from app.base.changes import Outcome
from app.base.errors import Refused
from app.desk.event import bulk
from app.desk.event.bulk import Plan
from app.desk.event.rows import EventView
from app.rules.event.texts import PLACES
from app.ui.event.words import PLAN_COLUMNS
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label
from app.ui.kit.table.model import RowsModel
from app.ui.kit.table.view import RowsView

_LATER_MS = 300
_DRAFT = "您好，您反映的“{标题}”（{编号}）已收悉。{口径}"


class PlanForm(FormDialog):
    """Reads the plan again as a person types; Ctrl+Enter does what the preview shows, all in one transaction."""

    def __init__(self, shell: Shell, title: str, view: EventView, ids: Sequence[int], *, main: str, key: str) -> None:
        scope = f"选中的 {len(ids)} 件" if ids else f"全部 {view.row.tickets:,} 件"
        super().__init__(shell, title, about=f"{view.row.title} · {scope}", draft_key=key, main=main)
        self._event_id = view.row.id
        self._ids = tuple(ids)
        self._plan: Plan | None = None
        self._planned: dict[str, Any] = {}
        self.summary = label("", "block", wrap=True)
        self.model = RowsModel(PLAN_COLUMNS, lambda row: row.ticket_id, shell.now, self)
        self.preview = RowsView(shell, self.model, f"{title}预览")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self.read_plan)
        self.touched.connect(self._later.start)

    def asked(self) -> dict[str, Any]:
        """What the plan is made from."""
        raise NotImplementedError

    def planner(self) -> Callable[..., Plan]:
        """What makes the plan."""
        raise NotImplementedError

    def doer(self) -> Callable[..., Outcome[Any]]:
        """What carries it out."""
        raise NotImplementedError

    def read_plan(self) -> None:
        """Reads what would be done with what is asked now."""
        self._later.stop()
        asked = self.asked()
        self._planned, self._plan = asked, None
        if not all(str(asked[name]).strip() for name in self.needed()):
            self.summary.setText("填写后，这里逐件预览；确认前什么都不会改动。")
            self.preview.show_rows([])
            return
        self.shell.gateway.read(
            self.planner(),
            self._show_plan,
            key=("event-plan", id(self)),
            on_refused=self._show_no_plan,
            event_id=self._event_id,
            ticket_ids=self._ids,
            **asked,
        )

    def needed(self) -> tuple[str, ...]:
        """The fields without which there is nothing to preview."""
        raise NotImplementedError

    def submit(self) -> None:
        """Does what the preview shows; what was typed since is previewed first."""
        if self.asked() != self._planned or self._plan is None:
            self.read_plan()
            if self._plan is None:
                missing = next((name for name in self.needed() if not str(self.asked()[name]).strip()), "")
                if missing:
                    self.show_refused(Refused("请先填写", field=missing))
                return
        if self._plan is not None and not self._plan.ids:
            self.show_refused(Refused("没有可以改动的工单，请看每件的原因"))
            return
        if self._plan is not None:
            self.send(self.doer(), event_id=self._event_id, ticket_ids=self._plan.ids, **self.asked())

    def finish_layout(self) -> None:
        """Puts the preview below the fields."""
        self.preview.setMinimumHeight(self.shell.theme.px(280))
        self._column.insertWidget(self._column.indexOf(self.error), self.summary)
        self._column.insertWidget(self._column.indexOf(self.error), self.preview, 1)
        self.read_plan()
        self.size_to(900, 600)

    def _show_plan(self, plan: Plan) -> None:
        self.clear_errors()
        self._plan = plan
        left = len(plan.rows) - len(plan.ids)
        more = f"，{left:,} 件不改动（原因见各行）" if left else ""
        self.summary.setText(f"将改动 {len(plan.ids):,} 件{more}。一次完成，可撤回。")
        self.preview.show_rows(plan.rows)

    def _show_no_plan(self, refused: Refused) -> None:
        self._plan = None
        self.preview.show_rows([])
        self.summary.setText("")
        self.show_refused(refused)


class DispatchForm(PlanForm):
    """Dispatches the tickets of an event to one unit."""

    def __init__(self, shell: Shell, view: EventView, ids: Sequence[int]) -> None:
        super().__init__(shell, "批量派单", view, ids, main="派单", key="")
        self.add_line("unit", "承办单位")
        self.add_line("office", "科室或专班", hint="可不填")
        self.add_line("note", "说明", hint="写入每件工单的时间线，可不填")
        self.finish_layout()

    def needed(self) -> tuple[str, ...]:
        """The unit."""
        return ("unit",)

    def asked(self) -> dict[str, Any]:
        """Unit and office; the note changes nothing of the plan."""
        values = self.values()
        return {"unit": values["unit"], "office": values["office"]}

    def planner(self) -> Callable[..., Plan]:
        """The plan of a dispatch."""
        return bulk.plan_dispatch

    def doer(self) -> Callable[..., Outcome[Any]]:
        """The dispatch."""
        return bulk.dispatch

    def send(
        self, use_case: Callable[..., Any], on_done: Callable[[Any], None] | None = None, **arguments: Any
    ) -> None:
        """Adds the note, which stands in the timeline of every ticket."""
        super().send(use_case, on_done, note=self.values()["note"], **arguments)


class DraftsForm(PlanForm):
    """Writes the draft of a reply for each ticket of an event."""

    def __init__(self, shell: Shell, view: EventView, ids: Sequence[int]) -> None:
        key = f"event-drafts:{view.row.id}"
        super().__init__(shell, "批量起草答复", view, ids, main="起草", key=key)
        places = "、".join(f"{{{one}}}" for one in PLACES)
        self.add_text("template", "答复", lines=4, text=_DRAFT, hint=f"{places} 逐件代入")
        self.form.addRow(label("只存为草稿；每件仍要核验、提交、由另一人审核。已写有答复的不覆盖。", "hint", wrap=True))
        self.finish_layout()

    def needed(self) -> tuple[str, ...]:
        """The text."""
        return ("template",)

    def asked(self) -> dict[str, Any]:
        """The text."""
        return {"template": self.values()["template"]}

    def planner(self) -> Callable[..., Plan]:
        """The plan of the drafts."""
        return bulk.plan_drafts

    def doer(self) -> Callable[..., Outcome[Any]]:
        """The drafts."""
        return bulk.write_drafts

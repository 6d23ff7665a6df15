"""The forms of tasks: a new one, a change, the end with its answer and evidence, a cancellation."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.base.errors import Refused
from app.desk.task import acts as task_acts
from app.desk.task.rows import TaskRow, Wanted
from app.rules.task.repeats import Repeat
from app.rules.task.tasks import FROM_DUTY_LOG, TaskKind
from app.ui.frame.shell import Shell
from app.ui.kit.forms import typed_hours
from app.ui.kit.forms.answer_field import AnswerField
from app.ui.kit.forms.attachments_field import add_attachments
from app.ui.kit.forms.fields import write_field
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.words import full_deadline
from app.ui.task.words import origin_words

_ONCE = "once"
_SKIP = "skip"


class TaskForm(FormDialog):
    """Asks for a task: kind by digit, what, whom, until when, where from, how it comes again, files."""

    def __init__(self, shell: Shell, row: TaskRow | None = None) -> None:
        title, key = ("新任务", "task") if row is None else ("修改任务", f"task-edit:{row.id}")
        main = "登记" if row is None else "保存修改"
        about = "" if row is None else f"任务 {row.id} · {row.title}"
        super().__init__(shell, title, about=about, draft_key=key, main=main)
        self._row = row
        kinds = {kind.value: kind.word for kind in TaskKind}
        self.kinds = AnswerField(self, "kind", "类别", kinds, hint="按数字键选择", then="title")
        self.add_text("title", "任务内容", lines=2, hint="要办什么事")
        self.add_line("who", "交给谁", hint="姓名或单位，可不填")
        self.add_line("due_at", "何时前办结", hint="18:00、明天 9:00、11-30 18:00；可不填")
        repeats = {_ONCE: "不重复", **{one.value: one.word for one in Repeat}}
        self.add_choice("repeat", "重复", repeats, value=_ONCE)
        self.add_line("origin", "来源", hint="文件名、会议、指导单，可不填")
        self.files = add_attachments(self, "files", "材料")
        if row is None:
            write_field(self.fields["kind"], TaskKind.AD_HOC.value)
        else:
            self._fill(row)
        self.size_to(600)

    def take_keyboard(self) -> None:
        """Begins with the digits; a task that is changed with its text."""
        if self._row is None:
            self.kinds.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.fields["title"].setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Adds or changes it."""
        try:
            wanted = self._wanted()
        except Refused as refused:
            self.show_refused(refused)
            return
        files = tuple(self.files.paths())
        if self._row is None:
            self.send(task_acts.add, wanted=wanted, files=files)
        else:
            self.send(task_acts.edit, task_id=self._row.id, wanted=wanted, files=files, version=self._row.version)

    def _wanted(self) -> Wanted:
        values, row = self.values(), self._row
        if not values["kind"]:
            raise Refused("请按 1–5 选择类别", field="kind")
        left = row is not None and row.due_at is not None and values["due_at"] == full_deadline(row.due_at)
        due_at = row.due_at if left and row is not None else typed_hours.ahead(self, "due_at")
        repeat = None if values["repeat"] == _ONCE else Repeat(values["repeat"])
        origin = values["origin"]
        if row is not None and row.origin.startswith(FROM_DUTY_LOG):
            origin = row.origin
        return Wanted(TaskKind(values["kind"]), values["title"], values["who"], due_at, origin, repeat)

    def _fill(self, row: TaskRow) -> None:
        texts = {
            "kind": row.kind.value,
            "title": row.title,
            "who": row.who,
            "due_at": full_deadline(row.due_at) if row.due_at is not None else "",
            "repeat": row.repeat.value if row.repeat is not None else _ONCE,
            "origin": origin_words(row),
        }
        for name, text in texts.items():
            write_field(self.fields[name], text)
        self.fields["origin"].setEnabled(not row.origin.startswith(FROM_DUTY_LOG))


class FinishForm(FormDialog):
    """Asks for the answer and the evidence of a task that is done."""

    def __init__(self, shell: Shell, row: TaskRow) -> None:
        again = f"\n重复任务（{row.repeats}）：办结后自动生成下一次。" if row.repeats else ""
        super().__init__(
            shell,
            "任务办结",
            about=f"任务 {row.id} · {row.title}{again}",
            draft_key=f"task-finish:{row.id}",
            main="办结",
        )
        self._row = row
        self.add_text("answer", "办理结果", lines=3, text=row.answer, hint="怎样办的，结果如何")
        self.files = add_attachments(self, "files", "材料")
        self.size_to(560)

    def submit(self) -> None:
        """Ends it."""
        self.send(
            task_acts.finish,
            task_id=self._row.id,
            answer=self.values()["answer"],
            files=tuple(self.files.paths()),
            version=self._row.version,
        )


class CancelForm(FormDialog):
    """Asks why a task is cancelled; of a row, whether only this one is."""

    def __init__(self, shell: Shell, row: TaskRow) -> None:
        about = f"任务 {row.id} · {row.title}"
        super().__init__(shell, "取消任务", about=about, draft_key=f"task-cancel:{row.id}", main="取消任务")
        self._row = row
        self.add_text("reason", "原因", lines=2, hint="为什么不办了")
        if row.repeats:
            choices = {_SKIP: "只取消这一次，下一次照常", _ONCE: "以后都不再重复"}
            self.add_choice("again", "重复", choices, value=_SKIP)
        self.size_to(480)

    def submit(self) -> None:
        """Cancels it."""
        values = self.values()
        self.send(
            task_acts.cancel,
            task_id=self._row.id,
            reason=values["reason"],
            skip=values.get("again") == _SKIP,
            version=self._row.version,
        )

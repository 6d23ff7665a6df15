"""The forms of duties: a statement about what was not done, the record of a monthly duty, the evidence package."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.base.changes import Outcome
from app.base.clock import to_local
from app.base.errors import Refused
from app.base.people import Person
from app.desk.obligation import acts as obligation_acts
from app.desk.obligation.acts import Said
from app.desk.obligation.rows import DutyRow, EntryRow
from app.desk.shared.context import Desk
from app.reports.obligation.package import Package, make_package
from app.rules.obligation.service import Month, month_at
from app.rules.obligation.standing import Matter
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_past
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.kit.forms.attachments_field import add_attachments
from app.ui.kit.forms.form import FormDialog


class StatementForm(FormDialog):
    """A statement about one thing that was not done, with its evidence; it is kept as a draft while it is typed."""

    def __init__(self, shell: Shell, row: DutyRow, matter: Matter) -> None:
        about = f"{row.duty.title} · {matter.name} · {matter.reason}\n如实写明经过、原因和改进；附上日志、草稿等证据。"
        key = f"duty-statement:{row.duty.id}:{matter.key}"
        super().__init__(shell, "情况说明", about=about, draft_key=key, main="存入")
        self._duty, self._matter = row.duty.id, matter
        before = row.statement_of(matter.key)
        text = "" if before is None else before.text
        self.add_text("text", "情况说明", lines=5, text=text, hint="发生了什么、为什么、怎样改")
        self.files = add_attachments(self, "files", "证据")
        self.size_to(640)

    def submit(self) -> None:
        """Enters it."""
        self.send(
            obligation_acts.state,
            duty=self._duty,
            month=month_at(self._matter.at).text,
            about=self._matter.key,
            said=Said(self._matter.name, self.values()["text"]),
            files=tuple(self.files.paths()),
        )


class RecordForm(FormDialog):
    """Records that a duty of the month was done, with its paper."""

    def __init__(self, shell: Shell, row: DutyRow, month: Month) -> None:
        about = f"{row.duty.title} · {month.words}\n附上记录或材料；存入后这项义务本月算做到。"
        key = f"duty-record:{row.duty.id}:{month.text}"
        super().__init__(shell, "履约登记", about=about, draft_key=key, main="登记")
        self._duty, self._month = row.duty.id, month.text
        self.add_line("title", "名称", hint="例如 某科室现场指导、预付卡条例解读")
        self.add_line(
            "done_at", "何时完成", text=f"{to_local(shell.now()):%m-%d %H:%M}", hint="11-20 15:00、昨天 15:00"
        )
        self.add_text("text", "说明", lines=3, hint="地点、对象、内容，可不填")
        self.files = add_attachments(self, "files", "材料")
        self.size_to(620)

    def submit(self) -> None:
        """Records it."""
        values = self.values()
        try:
            at = read_past(values["done_at"], self.shell.now())
        except BadTime as error:
            self.show_refused(Refused(str(error), field="done_at"))
            return
        self.send(
            obligation_acts.record,
            duty=self._duty,
            month=self._month,
            said=Said(values["title"], values["text"], at),
            files=tuple(self.files.paths()),
        )


class WithdrawForm(FormDialog):
    """Takes an entry back that was made by mistake, with the reason."""

    def __init__(self, shell: Shell, row: DutyRow, entry: EntryRow) -> None:
        about = f"{row.duty.title} · {entry.kind.word}：{entry.title}\n{entry.text}".strip()
        super().__init__(shell, "撤回登记", about=about, draft_key=f"duty-withdraw:{entry.id}", main="撤回")
        self._entry = entry
        self.add_line("note", "撤回原因", hint="如：写错了月份；原文留在台账里，可再登记")
        self.size_to(620)

    def submit(self) -> None:
        """Takes it back."""
        self.send(
            obligation_acts.withdraw,
            entry_id=self._entry.id,
            note=self.values()["note"],
            version=self._entry.version,
        )


class PackageForm(ExportForm):
    """Makes the evidence package of a month in one go; Esc stops it and nothing remains."""

    ending_of_name = ".zip"
    kind_of_file = "压缩包 (*.zip)"

    def __init__(self, shell: Shell, month: Month, number: str) -> None:
        running = shell.now() < month.end
        about = "履约情况（Word，正式版面）、清单（Excel）和压缩包：报表、证据、校验值。同一文件夹里写三个文件。"
        if running:
            about += f"\n{month.words}还没有结束，写出的是草稿，不编号。"
        elif number:
            about += f"\n本月证据包已制作：{number}。原样再写一份；数字有变要重做时选“另作更正”。"
        else:
            about += "\n编号并冻结全部数字；以后再写同一份，数字不变。"
        super().__init__(shell, f"{month.words}证据包", about=about)
        self._month = month
        if number and not running:
            self.add_choice("again", "怎样制作", {"": f"原样再写 {number}", "yes": "另作更正，另编新号"})
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """履约证据包2026-11.zip"""
        return f"履约证据包{self._month.text}.zip"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Makes it."""
        job = self.job
        extra = {} if job is None else {"progress": job.note, "cancelled": job.is_stopped}
        return write_package, {"month": self._month.text, "again": bool(self.values().get("again")), **extra}

    def summary(self, outcome: Outcome[Package]) -> tuple[str, Sequence[str]]:
        """What was made."""
        head, _, rest = outcome.message.partition("；")
        return head, (rest,) if rest else ()


def write_package(
    desk: Desk,
    *,
    person: Person,
    path: Path,
    replace: bool,
    month: str,
    again: bool,
    progress: Callable[[int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Outcome[Package]:
    """Makes the package beside the chosen archive, under its name."""
    return make_package(
        desk,
        person=person,
        month=month,
        path=path.parent,
        replace=replace,
        again=again,
        stem=path.stem,
        progress=progress,
        cancelled=cancelled,
    )

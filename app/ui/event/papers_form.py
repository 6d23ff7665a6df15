"""The forms of an event's papers: a report in one act, the closing paper that ends the event, one written again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.base.changes import Outcome
from app.desk.event.rows import EventPaperRecord, EventView
from app.reports import event as report
from app.rules.event.states import EventPaper
from app.ui.event.words import counts_words, paper_words
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm


class _PaperForm(ExportForm):
    """Writes a .docx on the official page."""

    ending_of_name = ".docx"
    kind_of_file = "Word 文档 (*.docx)"

    def __init__(self, shell: Shell, title: str, view: EventView, about: str, main: str = "写快报") -> None:
        super().__init__(shell, title, about=f"{view.row.title} · {counts_words(view)}\n{about}")
        self._view = view
        self.main.setAccessibleName(main)
        self.decide_by_enter()

    def progress_words(self, done: int) -> str:
        """That it is being written."""
        return "正在写文书并核对…"

    def summary(self, outcome: Outcome[EventPaperRecord]) -> tuple[str, Sequence[str]]:
        """Which paper was written, with its hash."""
        return outcome.message, (f"校验码 {outcome.result.sha256[:16]}，已存入登记库，可随时再写一份",)


class BulletinForm(_PaperForm):
    """Writes the next report: every figure stands ready, a person may add to the situation."""

    def __init__(self, shell: Shell, view: EventView) -> None:
        super().__init__(shell, "快报", view, "数字、趋势、进展、口径、告知情况自动写好；编号并存档。")
        self.add_text("note", "补充", lines=3, hint="现场情况、需协调事项，可不填")
        self.add_place()
        self.size_to(WIDTH)

    def take_keyboard(self) -> None:
        """Begins with the main button, so that Enter writes the report at once."""
        self.main.setFocus()

    def file_name(self) -> str:
        """悦某健身_快报_第2期.docx."""
        number = 1 + sum(one.kind is EventPaper.BULLETIN for one in self._view.papers)
        return report.file_name(self._view.row.title, EventPaper.BULLETIN, number)

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """The report."""
        return report.write_bulletin, {"event_id": self._view.row.id, "note": self.values()["note"]}


class EndForm(_PaperForm):
    """Ends an event with its closing paper."""

    def __init__(self, shell: Shell, view: EventView) -> None:
        still = (
            f"还有 {view.row.open:,} 件未办结，结束后照常办理，不再显示口径。" if view.row.open else "工单均已办结。"
        )
        super().__init__(shell, "结束群体事件", view, f"{still}结案报告和结束一次完成；以后可重开。", "结束")
        self.add_text("result", "处置结果", lines=4, hint="怎样处置，结果如何")
        self.add_place()
        self.size_to(WIDTH)

    def summary(self, outcome: Outcome[EventPaperRecord]) -> tuple[str, Sequence[str]]:
        """Which paper was written, and that the end can be taken back."""
        words, more = super().summary(outcome)
        return words, (*more, "结束可撤回：关闭后按 Ctrl+Z")

    def file_name(self) -> str:
        """悦某健身_结案报告.docx."""
        return report.file_name(self._view.row.title, EventPaper.CLOSING, 1)

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """The end."""
        return report.end_event, {"event_id": self._view.row.id, "result": self.values()["result"]}


class AgainForm(_PaperForm):
    """Writes a kept paper once more."""

    def __init__(self, shell: Shell, view: EventView, paper: EventPaperRecord) -> None:
        super().__init__(shell, f"再写一份{paper_words(paper)}", view, f"{paper.file}，与当时完全一样。", "再写一份")
        self._paper = paper
        self.add_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """Its name."""
        return self._paper.file

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """The paper as it was kept."""
        return report.write_again, {"event_id": self._view.row.id, "paper_id": self._paper.id}

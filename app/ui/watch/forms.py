"""The dialogs of the watch: count seen, cause of a miss, the list to reconcile, keeping ours, an outage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication

from app.base.digits import only_digits
from app.base.errors import Refused
from app.desk.watch import acts as watch_acts
from app.desk.watch import decisions, outages
from app.desk.watch import rounds as watch_rounds
from app.desk.watch.rows import DifferenceRow, OutageRecord, RoundRecord
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_past
from app.ui.frame.shell import Shell
from app.ui.kit.file_dialogs import file_dialog
from app.ui.kit.forms.fields import put_beside
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.watch.words import kind_words

_LONGEST_CLIP = 400_000
_TIME_HINT = "例如 0310、03:10、昨天 23:50、11-24 9:00"
MEANWHILE = (
    "新派工单由区中心电话告知：记下编号、标题、诉求人电话、派单时间，写在纸质登记表上。",
    "紧急工单接到电话即处置，签收时间以接电话的时间为准，请对方记下。",
    "平台恢复后，按登记表补签收、补联系，再对账一次。",
)
PHONE_WORDS = (
    "您好，商务局值守台。平台自 {since} 起无法使用，现按电话登记派单。"
    "请告知：编号、标题、诉求人电话、派单时间、紧急程度。我台收到后即算签收，请您记下时间。恢复后我们会在平台补录并核对，谢谢。"
)


class CountForm(FormDialog):
    """How many tickets were seen on the platform."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, "登记看到的件数", about="平台上现有几件待接收？看到的请随后导入或粘贴收进来。", main="登记"
        )
        self.add_line("seen", "看到的件数", hint="0")
        self.size_to(420)

    def submit(self) -> None:
        """Notes the look."""
        typed = self.values()["seen"].strip()
        if not only_digits(typed, at_most=5):
            self.show_refused(Refused("请填写件数", field="seen"))
            return
        self.send(watch_acts.look, seen=int(typed))


class CauseForm(FormDialog):
    """Why the last missed round was missed."""

    def __init__(self, shell: Shell, missed: RoundRecord) -> None:
        super().__init__(shell, "登记漏看原因", about=f"漏看 {watch_rounds.round_words(missed)}", main="登记")
        self._due_at = missed.due_at
        self.add_text("cause", "漏看原因", lines=3, text=missed.cause, hint="例如：接待来访群众，06:46 补看")
        self.size_to(480)

    def submit(self) -> None:
        """Writes the cause."""
        self.send(watch_rounds.give_cause, due_at=self._due_at, **self.values())


class ReconcileForm(FormDialog):
    """The platform's list: a file, or pasted rows, numbers or counts; the clipboard is offered at once."""

    def __init__(self, shell: Shell, done: Callable[[Any], None]) -> None:
        about = (
            "选择平台导出的文件，或粘贴清单：导出的各行、只有编号也可以，或“状态、数量”两栏。只核对，不改动任何工单。"
        )
        super().__init__(shell, "对账", about=about, main="核对")
        self._done = done
        text = copied_list()
        self.add_text("text", "粘贴的清单", lines=8, text=text, hint="在平台上全选复制，再按 Ctrl+V")
        self._path = self.add_line("path", "或选择文件", hint="平台导出的 .xlsx .xls .csv")
        self.choose = KeyButton(shell.theme, "选择文件…　Alt+A")
        self.choose.setAccessibleName("选择文件")
        self.choose.setShortcut("Alt+A")
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._ask)
        put_beside(self._path, self.choose)
        self.size_to(640)

    def submit(self) -> None:
        """Compares the list; a file comes before pasted text."""
        values = self.values()
        path = values["path"].strip()
        if not path and not values["text"].strip():
            self.show_refused(Refused("请粘贴清单，或选择文件", field="text"))
            return
        chosen = {"path": Path(path)} if path else {"text": values["text"]}
        self.send(watch_acts.reconcile, self._done, **chosen)

    def _ask(self) -> None:
        dialog = file_dialog(self, "选择平台清单", kinds="表格 (*.xlsx *.xls *.csv *.tsv *.txt);;所有文件 (*)")
        dialog.fileSelected.connect(self._path.setText)
        dialog.open()


def copied_list() -> str:
    """The list that another program put into the clipboard; what the desk itself copied, as a text to urge, is none."""
    clipboard = QGuiApplication.clipboard()
    text = "" if clipboard.ownsClipboard() else clipboard.text()
    return text if len(text) <= _LONGEST_CLIP and looks_like_list(text) else ""


class KeepForm(FormDialog):
    """Keeps what the register says, with the reason."""

    def __init__(self, shell: Shell, row: DifferenceRow) -> None:
        about = f"{row.number} · {kind_words(row)}：平台 {row.there}，本台 {row.here}"
        super().__init__(shell, "保留本台", about=about, main="保留")
        self._id = row.id
        self.add_text("note", "原因", lines=3, hint="例如：电话获批延期，平台尚未更新")
        self.size_to(480)

    def submit(self) -> None:
        """Keeps ours."""
        self.send(decisions.keep, difference_id=self._id, **self.values())


class OutageForm(FormDialog):
    """An outage of the platform: since when, until when unless it lasts, what, who was told, a picture."""

    def __init__(self, shell: Shell, before: OutageRecord | None = None) -> None:
        title = "登记平台故障" if before is None else "补充平台故障"
        super().__init__(shell, title, about="截图并告知区中心后登记；仍未恢复的，恢复时间不填。", main="登记")
        self._before = before
        if before is None:
            self.add_line("since", "开始时间", hint=_TIME_HINT)
            self.add_line("until", "恢复时间", hint="仍未恢复可不填")
        self.add_line("what", "情况", text="" if before is None else before.what, hint="例如：登录页打不开")
        self.add_line(
            "told", "告知了谁", text="" if before is None else before.told, hint="例如：区中心夜班陈某，03:15"
        )
        self._proof = self.add_line("proof", "凭证", hint="截图或照片，最大 20 MB")
        self.choose = KeyButton(shell.theme, "选择截图…　Alt+A")
        self.choose.setAccessibleName("选择截图")
        self.choose.setShortcut("Alt+A")
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._ask)
        put_beside(self._proof, self.choose)
        self.size_to(560)

    def submit(self) -> None:
        """Enters the outage, or completes it."""
        values = self.values()
        proof = values.pop("proof").strip()
        more = {**values, "proof": Path(proof) if proof else None}
        if self._before is not None:
            self.send(outages.complete, outage_id=self._before.id, **more)
            return
        since, until = (self._time(name) for name in ("since", "until"))
        if since is False or until is False:
            return
        if since is None:
            self.show_refused(Refused("请填写开始时间", field="since"))
            return
        self.send(outages.enter, **{**more, "since": since, "until": until})

    def _time(self, name: str) -> datetime | bool | None:
        """The typed time, None for an empty field; False when it was refused."""
        try:
            return read_past(self.values()[name], self.shell.now())
        except BadTime as error:
            self.show_refused(Refused(str(error), field=name))
            return False

    def _ask(self) -> None:
        dialog = file_dialog(self, "选择凭证", kinds="图片和文档 (*.png *.jpg *.jpeg *.bmp *.pdf *.docx);;所有文件 (*)")
        dialog.fileSelected.connect(self._proof.setText)
        dialog.open()


def looks_like_list(text: str) -> bool:
    """Whether a text may be a list of tickets or counts; only then it is offered, and it is never kept."""
    head = text[:4000]
    return ("状态" in head and "数量" in head) or "编号" in head or sum(sign.isdigit() for sign in head) >= 12

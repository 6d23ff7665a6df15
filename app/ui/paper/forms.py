"""The forms of papers: make a draft, issue, the changed numbers of an edited file, the schedule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem

from app.base.changes import Outcome
from app.base.errors import Refused
from app.desk.due import schedules as paper_schedules
from app.desk.paper import drop_back
from app.desk.paper.rows import ChangeRecord, Compared, PaperName, PaperRow
from app.desk.paper.steps import Steps
from app.rules.figures.fields import CALIBER_WORDS, Caliber
from app.rules.paper.kinds import FORMS, PaperKind
from app.rules.paper.states import Verdict
from app.ui.frame.shell import Shell
from app.ui.kit.exports.form import WIDTH, ExportForm
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label
from app.ui.kit.tooltips import set_tip
from app.ui.paper import running
from app.ui.paper.words import CHANGE_LOOKS, period_hint

_ENDINGS = {".docx": "Word 文档 (.docx)，可改稿", ".xlsx": "Excel 工作簿 (.xlsx)", ".pdf": "PDF (.pdf)"}
_HEADINGS = ("改动", "哪个数", "草稿", "改稿", "台账", "处理")


class PaperPlace(ExportForm):
    """A form that writes a paper; the folder is that of the papers."""

    ending_of_name = ".docx"
    kind_of_file = "报表 (*.docx *.xlsx *.pdf)"

    def add_paper_place(self) -> None:
        """Adds the place, in the folder of the papers."""
        self.add_place()
        self.shell.gateway.read(running.papers_folder, self._take_folder, key="export-folder")

    def progress_words(self, done: int) -> str:
        """What is said while a paper is made."""
        return f"正在统计，已完成 {done} 步；写好后逐个核对数字…"

    def steps(self) -> Steps:
        """The steps of the work that has begun; Esc stops them."""
        return Steps() if self.job is None else Steps(self.job.note, self.job.is_stopped)

    def summary(self, outcome: Outcome[Any]) -> tuple[str, Sequence[str]]:
        """What was written."""
        head, _, rest = outcome.message.partition("；")
        return head, (rest,) if rest else ()

    def _said(self) -> str:
        return str(self.values()["path"])


class MakeForm(PaperPlace):
    """Makes a draft of any kind and period; of an issued paper, a file of the same digits."""

    def __init__(self, shell: Shell, row: PaperRow | None) -> None:
        title = "编写报表" if row is None or row.paper is None else "另存报表"
        super().__init__(shell, title, about="数字、表格、图都由登记算出；文字可在 WPS 里改，改完放回核对。")
        self.main.setText(f"{title[:2]}　回车")
        self.main.setAccessibleName(title[:2])
        kinds = {str(kind): form.words for kind, form in FORMS.items()}
        self._name = PaperName(PaperKind.DAILY, "") if row is None else row.name
        self.add_choice("kind", "报表", kinds, value=str(self._name.kind))
        self.add_line("period", "统计期", text=self._name.period, hint="month:2026-11、assess:2026-11、day:2026-11-10")
        self._covers = label("", "second")
        self.form.addRow("", self._covers)
        calibers = {str(one): words for one, words in CALIBER_WORDS.items()}
        self.add_choice("caliber", "口径", calibers, value=str(self._name.caliber))
        self.add_line("about", "专题关于", text=self._name.about, hint="只有专题填写，例如 category2=预付卡")
        self.add_choice(
            "catch_up", "补编", {"": "否", "yes": "是，签约以前月份"}, value="yes" if self._name.catch_up else ""
        )
        form = self.add_choice("form", "写成", _ENDINGS, value=".docx")
        self.add_paper_place()
        form.currentIndexChanged.connect(self._take_form)
        for name in ("kind", "period", "caliber", "catch_up"):
            self._follow(name)
        self._rename(None)
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """月报_assess-2026-11.docx"""
        values = self.values()
        words = FORMS[PaperKind(values["kind"])].words
        subject = values["about"].partition("=")[2].strip()
        parts = [words, subject, values["period"].strip().replace(":", "-").replace("..", "至")]
        parts += ["补编"] if values["catch_up"] else []
        return "_".join(filter(None, parts)).replace("/", "-") + self.ending_of_name

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Writes the draft."""
        values = self.values()
        name = PaperName(
            PaperKind(values["kind"]),
            values["period"].strip(),
            Caliber(values["caliber"]),
            values["about"].strip(),
            bool(values["catch_up"]),
        )
        return running.write_draft, {"name": name, "steps": self.steps()}

    def _follow(self, name: str) -> None:
        field: Any = self.fields[name]
        changed = field.textChanged if hasattr(field, "textChanged") else field.currentIndexChanged
        changed.connect(self._rename)

    def _rename(self, _value: object) -> None:
        self._covers.setText(period_hint(self.values()["period"]))
        self.offer_name()

    def _take_form(self, _place: int) -> None:
        self.ending_of_name = self.values()["form"]
        self.offer_name()


class IssueForm(PaperPlace):
    """Issues a paper: as the register stands, or an edited file as it was decided."""

    def __init__(self, shell: Shell, row: PaperRow, compared: Compared | None) -> None:
        again = row.paper is not None
        told = "编号，冻结全部数字和文件，写入日志；以后再写同一份，数字不变。"
        if again:
            told = f"已签发 {row.paper.number if row.paper else ''}。更正稿另编新号，写明代替哪一份；原来的一份保留。"
        super().__init__(shell, f"签发更正稿：{row.words}" if again else f"签发：{row.words}", about=told)
        self.main.setText(f"{'签发更正稿' if again else '签发'}　Ctrl+回车")
        self.main.setAccessibleName("签发")
        self._row, self._again = row, again
        self._compared = None if again else compared
        if self._compared is not None:
            said = f"按放回的改稿 {self._compared.comparison.file} 签发"
            self._column.insertWidget(2, label(said, "second", wrap=True))
        self.add_paper_place()
        self.size_to(WIDTH)

    def file_name(self) -> str:
        """月报 11 月_签发.docx"""
        return f"{self._row.words.replace(' ', '')}_{'更正稿' if self._again else '签发'}{self.ending_of_name}"

    def use_case(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        """Issues it."""
        if self._compared is not None:
            return running.write_edited, {"comparison_id": self._compared.comparison.id, "steps": self.steps()}
        return running.write_issue, {"name": self._row.name, "again": self._again, "steps": self.steps()}


class ChangesForm(FormDialog):
    """The numbers that an edited file changed; each is put back or kept with a word, by key."""

    def __init__(self, shell: Shell, compared: Compared) -> None:
        about = f"{compared.comparison.file} · {len(compared.changes)} 个数与草稿或台账不同"
        super().__init__(shell, "改动的数", about=about, main="关闭")
        self._draft = compared.draft.id
        self.changes: tuple[ChangeRecord, ...] = ()
        self.table = QTableWidget(0, len(_HEADINGS))
        self.table.setAccessibleName("改动的数")
        self.table.setHorizontalHeaderLabels(list(_HEADINGS))
        self.table.verticalHeader().hide()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(shell.theme.px(260))
        self.context = label("", "block", wrap=True, selectable=True)
        self._column.insertWidget(2, self.table, 1)
        self._column.insertWidget(3, self.context)
        self.add_line("word", "理由", hint="保留改动时填写，例如：按区里通报口径")
        row = QHBoxLayout()
        self.keep = self._button("保留改动　Alt+K", "Alt+K", self._keep)
        self.correct = self._button("按台账改回　Alt+R", "Alt+R", self._correct)
        for button in (self.correct, self.keep):
            row.addWidget(button)
        row.addStretch(1)
        self._column.insertLayout(4, row)
        self.table.itemSelectionChanged.connect(self._show_context)
        self._show(compared)
        self.size_to(860, 520)

    def take_keyboard(self) -> None:
        """Begins in the table."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Closes the form: each number was saved when it was decided."""
        self.finish()

    def _button(self, words: str, key: str, act: Callable[[], None]) -> KeyButton:
        button = KeyButton(self.shell.theme, words)
        button.setAccessibleName(words.partition("　")[0])
        button.setShortcut(key)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _chosen(self) -> ChangeRecord | None:
        place = self.table.currentRow()
        return self.changes[place] if 0 <= place < len(self.changes) else None

    def _keep(self) -> None:
        self._decide(Verdict.KEPT)

    def _correct(self) -> None:
        self._decide(Verdict.CORRECTED)

    def _decide(self, verdict: Verdict) -> None:
        change = self._chosen()
        if change is None:
            self.show_refused(Refused("请先选择一个数"))
            return
        self.clear_errors()
        self.shell.gateway.submit(
            drop_back.decide,
            on_done=self._decided,
            on_refused=self.show_refused,
            person=self.shell.person,
            change_id=change.id,
            verdict=verdict,
            word=self.values()["word"],
            version=change.version,
        )

    def _decided(self, _outcome: Outcome[None]) -> None:
        self.shell.gateway.read(drop_back.last_compared, self._show, key="paper-changes", draft_id=self._draft)

    def _show(self, compared: Compared | None) -> None:
        place = max(self.table.currentRow(), 0)
        self.changes = () if compared is None else compared.changes
        self.table.setRowCount(len(self.changes))
        for row, one in enumerate(self.changes):
            done = one.verdict.word if one.verdict is Verdict.OPEN else f"{one.verdict.word} {one.word}".strip()
            name = one.name or one.context
            cells = (one.change.word, name, one.drafted or "—", one.stands or "—", one.register or "—", done)
            for at, text in enumerate(cells):
                item = QTableWidgetItem(text)
                set_tip(item, text)
                self.table.setItem(row, at, item)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        waiting = [at for at, one in enumerate(self.changes) if one.verdict is Verdict.OPEN]
        following = next((at for at in waiting if at >= place), waiting[0] if waiting else place)
        if self.changes:
            self.table.selectRow(min(following, len(self.changes) - 1))
        self._show_context()

    def _show_context(self) -> None:
        change = self._chosen()
        self.context.setText("" if change is None else f"{change.change.word}：{change.context}")
        for button in (self.keep, self.correct):
            button.setEnabled(change is not None)
        if change is not None:
            self.correct.setEnabled(CHANGE_LOOKS[change.change][1] not in {"trash-2", "plus"})


class ScheduleForm(FormDialog):
    """The lines of the schedule, in force from a day on."""

    def __init__(self, shell: Shell, lines: tuple[date, str]) -> None:
        about = (
            "一行一种：月报 每月1日 18:00；统计期不同的写在后面（考核期），遇休息日顺延的写“顺延”。\n"
            "补编 月报 month:2026-09 2026-12-31 24:00；改期 2026-10-01 2026-10-09；提醒 到期前 1 小时、到期时。"
        )
        super().__init__(shell, "报送时限", about=about, main="保存")
        self.add_text("lines", "报送时限", lines=14, text=lines[1])
        self.add_line("since", "自哪天起", text=shell.now().astimezone().date().isoformat(), hint="2026-12-01")
        self.size_to(620)

    def submit(self) -> None:
        """Saves them."""
        values = self.values()
        try:
            since = date.fromisoformat(values["since"].strip())
        except ValueError:
            self.show_refused(Refused("请写成 2026-12-01", field="since"))
            return
        self.send(paper_schedules.save_schedule, since=since, lines=values["lines"])

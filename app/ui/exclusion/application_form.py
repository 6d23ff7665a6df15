"""The application for one ticket: its fields at the left, the live check at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QSplitter, QVBoxLayout, QWidget

from app.base.changes import Change
from app.desk.exclusion import acts as exclusion_acts
from app.desk.exclusion import check as exclusion_check
from app.desk.exclusion import reads as exclusion_reads
from app.desk.exclusion.rows import ExclusionDetail
from app.rules.exclusion.catalogue import ExclusionType
from app.rules.exclusion.check_facts import CheckReport
from app.rules.exclusion.moves import WRITABLE, ApplicationFields, ExclusionFlag
from app.ui.exclusion.answer_form import AnswerForm
from app.ui.exclusion.check_list import CheckPane
from app.ui.exclusion.evidence_list import EvidenceList
from app.ui.exclusion.flag_boxes import FlagBoxes
from app.ui.exclusion.words import state_words
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import label

CHECK_AFTER_MS = 400


class ApplicationForm(FormDialog):
    """Edits an application; files and answers are saved at once, texts when it is saved."""

    def __init__(self, shell: Shell, detail: ExclusionDetail) -> None:
        row = detail.row
        about = f"{row.ticket_number} · {row.ticket_title}\n按 {row.month} 目录审核 · {state_words(row)}"
        super().__init__(shell, "不纳入考核申请", about=about, draft_key=f"exclusion:{row.id}", main="保存并提交")
        self.detail = detail
        self.last_form: AnswerForm | None = None
        self._id, self._version = row.id, row.version
        self._kept = _texts_of(detail)
        self.check = CheckPane(shell)
        self.evidence = EvidenceList(shell, row.id)
        self.condition = label("", "second", wrap=True)
        self._build()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(CHECK_AFTER_MS)
        self._wait.timeout.connect(self.look)
        self.touched.connect(self._wait.start)
        shell.gateway.changed.connect(self._take_changes)
        self._show_detail(detail)
        self.size_to(1240, 680)

    def take_keyboard(self) -> None:
        """Focuses the first text: the type was chosen as the application began."""
        self.fields["statement"].setFocus(Qt.FocusReason.OtherFocusReason)

    def entered(self) -> ApplicationFields:
        """The fields of the form, as the register takes them."""
        values = self.values()
        major, _, minor = values["type"].partition("/")
        flags = values["flags"].split(",")
        return {
            "major": major,
            "minor": minor,
            "statement": values["statement"],
            "process": values["process"],
            "basis": values["basis"],
            "platform_name": values["platform_name"],
            "excluded": ExclusionFlag.EXCLUDED in flags,
            "parked": ExclusionFlag.PARKED in flags,
            "off_volume": ExclusionFlag.OFF_VOLUME in flags,
        }

    def look(self) -> None:
        """Checks the current fields without saving them."""
        self.shell.gateway.read(
            exclusion_check.check,
            self._take_report,
            key="exclusion-check",
            exclusion_id=self._id,
            fields=self.entered(),
        )

    def submit(self) -> None:
        """Saves and submits it in one step; when a hard rule stops it, the form stays unchanged."""
        self._keep(submit=True)

    def save(self) -> None:
        """Saves it as a draft and closes."""
        self._keep(submit=False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes without waiting for a running check."""
        self._wait.stop()
        super().closeEvent(event)

    def _keep(self, *, submit: bool) -> None:
        self.send(
            exclusion_acts.save, exclusion_id=self._id, version=self._version, fields=self.entered(), submit=submit
        )

    def _take_changes(self, changes: Change) -> None:
        if changes & Change.EXCLUSIONS and self.isVisible():
            self.shell.gateway.read(
                exclusion_reads.detail, self._show_detail, key=f"exclusion-form:{self._id}", exclusion_id=self._id
            )

    def _show_detail(self, detail: ExclusionDetail) -> None:
        """Shows new files and answers; typed texts and a conflict with another writer stay."""
        self.detail = detail
        if _texts_of(detail) == self._kept:
            self._version = detail.row.version
        self._show_type()
        self.look()

    def _take_report(self, report: CheckReport) -> None:
        self.check.show_report(report, writable=self.detail.row.state in WRITABLE)

    def _kind(self) -> ExclusionType | None:
        major, _, minor = self.values()["type"].partition("/")
        return self.detail.catalogue.find(major, minor)

    def _show_type(self) -> None:
        kind = self._kind()
        needs_name = kind is not None and kind.needs_platform_name
        self.form.setRowVisible(
            self.fields["platform_name"].parentWidget(), needs_name or bool(self.values()["platform_name"].strip())
        )
        self.condition.setText(f"适用：{kind.condition}" if kind is not None else "这个类型不在该月目录里")
        writable = self.detail.row.state in WRITABLE
        self.evidence.show_files(self.detail.files, kind, writable=writable)
        self.main.setEnabled(writable)
        self.only_save.setEnabled(writable)

    def _answer(self, rule: str) -> None:
        report = self.check.report
        line = next((item for item in report.lines if item.rule == rule), None) if report is not None else None
        if line is not None:
            self.last_form = AnswerForm(self.shell, self._id, line)
            self.last_form.open_form()

    def _take_log(self, text: str) -> None:
        field = self.fields["process"]
        before = self.values()["process"].rstrip()
        fresh = [line for line in text.splitlines() if line not in before]
        if fresh:
            field.setPlainText("\n".join([*filter(None, [before]), *fresh]))  # type: ignore[union-attr]  # several lines
        else:
            self.shell.say("没有新的联系记录", "amber")

    def _ask_log(self) -> None:
        self.shell.gateway.read(
            exclusion_reads.contact_log, self._take_log, key="exclusion-log", ticket_id=self.detail.row.ticket_id
        )

    def _build(self) -> None:
        row, catalogue = self.detail.row, self.detail.catalogue
        choices = {f"{item.major}/{item.minor}": item.words for item in catalogue.types}
        kind = self.add_choice("type", "申请类型", choices, value=f"{row.major}/{row.minor}")
        kind.currentIndexChanged.connect(self._show_type)
        kind.parentWidget().layout().addWidget(self.condition)
        flags = self.add_line("flags", "申请结果", text=",".join(row.flags))
        self.flags = FlagBoxes(flags)
        self.stand_in("flags", self.flags)
        self.add_line("platform_name", "网络平台名称", text=row.platform_name, hint="写平台的全称")
        self.add_text("statement", "情况说明", lines=4, text=self.detail.statement, hint="事实、经过、理由")
        process = self.add_text("process", "办理过程", lines=3, text=self.detail.process, hint="何时做了什么")
        log = KeyButton(self.shell.theme, "取联系记录　Alt+L")
        log.setAccessibleName("把联系记录写进办理过程")
        log.setShortcut("Alt+L")
        log.setAutoDefault(False)
        log.setProperty("filter", True)
        log.clicked.connect(self._ask_log)
        log.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        process.parentWidget().layout().addWidget(log)
        self.add_text("basis", "申请依据", lines=2, text=self.detail.basis, hint="法规、文件或目录的条目")
        self.form.addRow(label("证据材料", "second"), self.evidence)
        self.check.answer_requested.connect(self._answer)
        self._add_save()
        self._put_check_beside()

    def _add_save(self) -> None:
        self.only_save = KeyButton(self.shell.theme, "只保存　Ctrl+S")
        self.only_save.setAccessibleName("只保存，不提交")
        self.only_save.setAutoDefault(False)
        self.only_save.clicked.connect(self.save)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        self.buttons.insertWidget(1, self.only_save)

    def _put_check_beside(self) -> None:
        taken = self.outer.takeAt(0)
        written = taken.widget()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(written)
        split.addWidget(box)
        split.addWidget(self.check)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([700, 460])
        self.outer.insertWidget(0, split, 1)


def _texts_of(detail: ExclusionDetail) -> ApplicationFields:
    row = detail.row
    return {
        "major": row.major,
        "minor": row.minor,
        "statement": detail.statement,
        "process": detail.process,
        "basis": detail.basis,
        "platform_name": row.platform_name,
        "excluded": ExclusionFlag.EXCLUDED in row.flags,
        "parked": ExclusionFlag.PARKED in row.flags,
        "off_volume": ExclusionFlag.OFF_VOLUME in row.flags,
    }

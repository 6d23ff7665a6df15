"""The reply form: the platform's fields at the left, basis and result with the marks of the check at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
)

from app.base.errors import Refused
from app.desk.reply import acts as reply_acts
from app.desk.reply import rows as reply_rows
from app.desk.reply.rows import CheckedMark, ReplySheet
from app.rules.reply.check import Mark
from app.rules.reply.form import RESULT, FieldKind, ReplyField, reply_fields
from app.rules.reply.states import REPLY_STATE_WORDS, ReplyState, is_writable
from app.rules.ticket.states import TicketStatus
from app.ui.frame.shell import Shell
from app.ui.kit.forms.attachments_field import add_attachments
from app.ui.kit.forms.fields import Field, write_field
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.key_button import KeyButton
from app.ui.kit.labels import ElidedLabel, ScrollBody, chip, label
from app.ui.kit.tooltips import set_tip
from app.ui.reply.conflict import ConflictPane
from app.ui.reply.copying import CopyKeys, copy_key
from app.ui.reply.marks import MarkList, sum_words

CHECK_AFTER_MS = 350
_BIG = {"basis": 2, RESULT: 6}
_WIDE, _TALL, _LEFT, _DEMAND = 1240, 690, 460, 66
_READABLE, _CONFLICT = 420, 130


class ReplyForm(FormDialog):
    """Edits the reply of a ticket, or shows a passed one to copy. The check follows the typing."""

    def __init__(self, shell: Shell, sheet: ReplySheet) -> None:
        self.sheet = sheet
        self.writes = is_writable(sheet.state) and sheet.status in {TicketStatus.HANDLING, TicketStatus.TO_REVIEW}
        self.submits = self.writes and sheet.status is TicketStatus.HANDLING
        self.version = sheet.version
        self.overruled = dict(sheet.overruled)
        self.marks: tuple[CheckedMark, ...] = ()
        self._forms: dict[str, QFormLayout] = {}
        main = "提交审核" if self.submits else "保存" if self.writes else "记为已发出"
        about = f"{sheet.number} · {sheet.title}"
        draft = f"reply:{sheet.ticket_id}" if self.writes else ""
        super().__init__(shell, "办理答复", about=about, draft_key=draft, main=main)
        self._fill()
        self._checking = QTimer(self)
        self._checking.setSingleShot(True)
        self._checking.setInterval(CHECK_AFTER_MS)
        self._checking.timeout.connect(self.check)
        self.touched.connect(self._note_change)
        self.copying = CopyKeys(self, self.values)
        self.copying.message.connect(self.saved.setText)
        self._bind()
        self._show_marks(sheet.marks)
        room = self.screen().availableGeometry()
        px = shell.theme.px
        self.resize(min(px(_WIDE), room.width() - 40), min(px(_TALL), room.height() - 60))

    def take_keyboard(self) -> None:
        """Focuses the result, which is edited most."""
        self.fields[RESULT].setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Submits the reply for review; saves one under review; marks a passed one as sent."""
        if self.writes:
            self._save(submit=self.submits)
        elif self.sheet.state is ReplyState.PASSED:
            self.send(reply_acts.mark_sent, ticket_id=self.sheet.ticket_id)

    def keep(self) -> None:
        """Saves without submitting."""
        if self.writes:
            self._save(submit=False)

    def show_refused(self, refused: Refused) -> None:
        """Shows the differing fields of a conflict, and any other refusal at its field."""
        if isinstance(refused, reply_acts.ReplyConflict):
            self._wait_for_answer(False)
            self.version = refused.version
            advice = "别人刚保存过这份答复。逐项看过，需要时用对方的，再按 Ctrl+回车；您写的都还在。"
            self.conflict.show_differences(refused.differences, advice)
            self._differences.show()
            return
        super().show_refused(refused)

    def done(self, result: int) -> None:
        """Stops the check."""
        self._checking.stop()
        super().done(result)

    def check(self) -> None:
        """Requests the marks of the current texts."""
        self.shell.gateway.read(
            reply_rows.check,
            self._show_marks,
            key=("reply-marks", id(self)),
            on_refused=lambda _refused: None,
            ticket_id=self.sheet.ticket_id,
            fields=self.values(),
            overruled=dict(self.overruled),
        )

    def _save(self, *, submit: bool) -> None:
        self.send(
            reply_acts.save,
            ticket_id=self.sheet.ticket_id,
            fields=self.values(),
            version=self.version,
            overruled=dict(self.overruled),
            submit=submit,
        )

    def _note_change(self) -> None:
        self._show_wanted_fields()
        self._checking.start()

    def _show_marks(self, marks: tuple[CheckedMark, ...]) -> None:
        self.marks = marks
        self.sum.setText(sum_words(marks))
        self.mark_list.show_marks(marks)

    def _overrule(self, key: str, reason: str) -> None:
        self.overruled[key] = reason
        self.fields[RESULT].setFocus(Qt.FocusReason.OtherFocusReason)
        self.check()

    def _lead_to(self, mark: Mark) -> None:
        """Focuses the field of a mark and selects the words that it is about."""
        field = self.fields.get(mark.field)
        if field is None:
            return
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, QPlainTextEdit) and mark.words:
            place = field.toPlainText().find(mark.words)
            cursor = field.textCursor()
            cursor.setPosition(max(0, place))
            cursor.setPosition(max(0, place) + (len(mark.words) if place >= 0 else 0), cursor.MoveMode.KeepAnchor)
            field.setTextCursor(cursor)

    def _show_wanted_fields(self) -> None:
        values = self.values()
        for field in reply_fields():
            box = self.fields[field.name].parentWidget()
            form = self._forms[field.name]
            if form.isRowVisible(box) != field.is_asked(values):
                form.setRowVisible(box, field.is_asked(values))

    def _fill(self) -> None:
        for place, field in enumerate(reply_fields(), start=1):
            self.form = self._texts if field.kind is FieldKind.TEXT else self._lines
            self._forms[field.name] = self.form
            made = self._field(field)
            key = copy_key(place)
            set_tip(made, f"{key} 复制这一项" if key else "Ctrl+0 逐项复制")
            heading = self.form.labelForField(made.parentWidget())
            if isinstance(heading, type(self.sum)):
                heading.setText(f"{place}　{field.words}" + ("　*" if field.needed else ""))
            write_field(made, self.sheet.fields.get(field.name, ""))
            if not self.writes:
                _lock(made)
        self._show_wanted_fields()

    def _field(self, field: ReplyField) -> Field:
        if field.kind is FieldKind.CHOICE:
            return self.add_choice(field.name, field.words, {"": "", **{option: option for option in field.options}})
        if field.kind is FieldKind.FILES:
            add_attachments(self, field.name, field.words).setEnabled(self.writes)
            return self.fields[field.name]
        if field.kind is FieldKind.TEXT:
            return self.add_text(field.name, field.words, lines=_BIG.get(field.name, 2), hint=field.hint)
        return self.add_line(field.name, field.words, hint=field.hint)

    def _bind(self) -> None:
        self.mark_list.requested.connect(self._lead_to)
        self.mark_list.overruled.connect(self._overrule)
        self.conflict.taken.connect(self._take_theirs)
        QShortcut(QKeySequence("Ctrl+J"), self, self.mark_list.step)
        QShortcut(QKeySequence("Ctrl+G"), self, self.mark_list.ask_reason)
        copier = KeyButton(self.shell.theme, "复制下一项　Ctrl+0")
        copier.setAccessibleName("复制下一项")
        copier.clicked.connect(self.copying.copy_next)
        keeper = KeyButton(self.shell.theme, "只保存　Ctrl+S")
        keeper.setAccessibleName("只保存")
        keeper.clicked.connect(self.keep)
        QShortcut(QKeySequence("Ctrl+S"), self, self.keep)
        for place, button in enumerate((copier, keeper), start=1):
            button.setAutoDefault(False)
            self.buttons.insertWidget(place, button)
        keeper.setVisible(self.submits)
        self.main.setVisible(self.writes or self.sheet.state is ReplyState.PASSED)

    def _take_theirs(self, name: str, text: str) -> None:
        write_field(self.fields[name], text)

    def _lay_out(self, title: str, about: str) -> None:
        self._lines, self._texts = self.form, QFormLayout()
        self._texts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._texts.setSpacing(6)
        self.sum = label("", "strong")
        self.mark_list = MarkList()
        self.conflict = ConflictPane()
        left = _scrolled(self._lines)
        left.setMinimumWidth(self.shell.theme.px(_LEFT))
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(label("诉求", "heading"))
        right.addWidget(self._demand())
        self.error.setMinimumWidth(_READABLE)
        column = QVBoxLayout()
        column.addWidget(self.conflict)
        self._differences = _scrolled(column)
        self._differences.setFixedHeight(self.shell.theme.px(_CONFLICT))
        self._differences.hide()
        right.addWidget(self._differences)
        right.addLayout(self._texts)
        right.addWidget(self.error)
        right.addWidget(self.sum)
        right.addWidget(self.mark_list, 1)
        self._column = right
        halves = QHBoxLayout()
        halves.setSpacing(16)
        halves.addWidget(left, 0)
        halves.addLayout(right, 1)
        self.buttons.addWidget(self.saved, 1)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.main)
        self.outer = QVBoxLayout(self)
        self.outer.setContentsMargins(20, 14, 16, 12)
        self.outer.setSpacing(10)
        self.outer.addLayout(self._head(title, about))
        self.outer.addLayout(halves, 1)
        self.outer.addLayout(self.buttons)

    def _demand(self) -> QScrollArea:
        """The caller's words in four lines; longer ones scroll."""
        column = QVBoxLayout()
        column.addWidget(label(self.sheet.content or "（工单没有主要内容）", "second", wrap=True, selectable=True))
        area = _scrolled(column)
        area.setAccessibleName("诉求")
        area.setFixedHeight(self.shell.theme.px(_DEMAND))
        area.setMinimumWidth(_READABLE)
        return area

    def _head(self, title: str, about: str) -> QHBoxLayout:
        sheet, line = self.sheet, QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(label(title, "heading"))
        line.addWidget(ElidedLabel(about, "second"), 1)
        tone = "red" if sheet.state is ReplyState.SENT_BACK else "green" if not self.writes else "blue"
        words = REPLY_STATE_WORDS[sheet.state] + (f" · 第 {sheet.round} 轮" if sheet.round > 1 else "")
        line.addWidget(chip(words, tone))
        for back in sheet.sent_back[-1:]:
            text = "；".join(part for part in ("、".join(back.reasons), back.text) if part)
            line.addWidget(ElidedLabel(f"{back.who}退回：{text}", "second"), 1)
        return line

    def _grow(self) -> None:
        """Does nothing: the form already has room for every refusal."""


def _scrolled(form: QLayout) -> QScrollArea:
    body = ScrollBody()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, 0, 8, 0)
    column.addLayout(form)
    column.addStretch(1)
    scroll = QScrollArea()
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(body)
    return scroll


def _lock(field: Any) -> None:
    if isinstance(field, QComboBox):
        field.setEnabled(False)
    else:
        field.setReadOnly(True)

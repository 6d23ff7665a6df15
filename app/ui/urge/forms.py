"""The forms of urging: what the units answered, whom to reach instead, which units to urge now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.base.errors import Refused
from app.desk.urge import acts as urge_acts
from app.desk.urge import answers as urge_answers
from app.desk.urge.rows import UrgeBrief, UrgeRow, UrgeTicketRow
from app.rules.shared.times import BadTime
from app.rules.shared.typed_times import read_ahead
from app.rules.urge.steps import URGE_LEVEL_WORDS
from app.ui.frame.shell import Shell
from app.ui.kit.forms.answer_field import AnswerField
from app.ui.kit.forms.fields import write_field
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label
from app.ui.urge.words import QUICK_ANSWERS, ticket_words

_SHOWN_TICKETS = 6


class AnswerForm(FormDialog):
    """Records one answer for the ticked tickets of one or more rounds; with `promise` it asks by when."""

    def __init__(self, shell: Shell, rows: Sequence[UrgeRow], *, promise: bool) -> None:
        self._rows, self._promise = tuple(rows), promise
        units = "、".join(row.unit_words for row in rows)
        key = f"urge-answer:{rows[0].id}" if len(rows) == 1 else "urge-answers"
        main = "记录承诺" if promise else "记录答复"
        super().__init__(shell, main, about=units, draft_key=key, main=main)
        self.quick = AnswerField(
            self,
            "quick",
            "怎么说",
            {words: words for words in QUICK_ANSWERS},
            hint="按数字键选择",
            then="promised_at" if promise else "said",
        )
        self.add_text("said", "答复内容", lines=2, hint="如实记录；可先按数字键选用")
        self.add_line(
            "promised_at", "承诺几点前", hint="18:00、明天 9:00" if promise else "没有承诺可不填；18:00、明天 9:00"
        )
        self.add_line("answered_by", "谁答复的", text=rows[0].to_name if len(rows) == 1 else "", hint="可不填")
        self.tickets = _ticket_list(shell, rows)
        self._column.insertWidget(2, label("答复涉及的工单（空格去掉不涉及的）", "second"))
        self._column.insertWidget(3, self.tickets)
        self.quick.chosen.connect(self._take_quick)
        self.size_to(620)

    def take_keyboard(self) -> None:
        """Begins with the number keys."""
        self.quick.setFocus(Qt.FocusReason.OtherFocusReason)

    def ticked(self) -> list[int]:
        """The tickets that the answer is about."""
        items = [self.tickets.item(place) for place in range(self.tickets.count())]
        chosen = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        return [int(item.data(Qt.ItemDataRole.UserRole)) for item in chosen]

    def submit(self) -> None:
        """Records it."""
        values = self.values()
        try:
            promised = read_ahead(values["promised_at"], self.shell.now())
        except BadTime as error:
            self.show_refused(Refused(str(error), field="promised_at"))
            return
        if self._promise and promised is None:
            self.show_refused(Refused("请填写承诺的时间，例如 18:00", field="promised_at"))
            return
        self.send(
            urge_answers.answer,
            round_ids=[row.id for row in self._rows],
            ticket_ids=self.ticked(),
            said=values["said"],
            promised_at=promised,
            answered_by=values["answered_by"],
        )

    def _take_quick(self) -> None:
        words = self.values()["quick"]
        if words:
            write_field(self.fields["said"], words)


def _ticket_list(shell: Shell, rows: Sequence[UrgeRow]) -> QListWidget:
    """Every ticket that still waits, ticked; answered ones stand unticked."""
    made = QListWidget()
    made.setAccessibleName("答复涉及的工单")
    tickets: list[UrgeTicketRow] = [ticket for row in rows for ticket in row.tickets if ticket.is_live]
    for ticket in tickets:
        item = QListWidgetItem(f"{ticket.title}　{ticket_words(ticket, shell.now())}")
        item.setData(Qt.ItemDataRole.UserRole, ticket.ticket_id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked if ticket.answered_at else Qt.CheckState.Checked)
        made.addItem(item)
    lines = max(1, min(len(tickets), _SHOWN_TICKETS))
    made.setFixedHeight(shell.theme.px(30) * lines + 8)
    return made


class PersonForm(FormDialog):
    """Chooses another person for a round: from the directory by its list, or typed."""

    def __init__(self, shell: Shell, row: UrgeRow, brief: UrgeBrief) -> None:
        super().__init__(shell, "换人", about=f"{row.unit_words} · 现找 {row.to_name or '未填'}", main="改找此人")
        self._row = row
        self._people = {reach.name: reach for reach in brief.people}
        self.name = self.add_offered("name", "找谁")
        self.name.addItems(list(self._people))
        others = [name for name in self._people if name != row.to_name]
        self.name.setCurrentText(others[0] if others else row.to_name)
        self.why = label("", "second", wrap=True)
        self._column.addWidget(self.why)
        self.name.editTextChanged.connect(self._say_why)
        self._say_why(self.name.currentText())
        self.size_to(460)

    def submit(self) -> None:
        """Sends the round to this person."""
        name = self.values()["name"].strip()
        reach = self._people.get(name)
        phone, duty = (reach.phone, reach.duty) if reach is not None else ("", "")
        self.send(
            urge_acts.redirect,
            round_id=self._row.id,
            name=name,
            phone=phone,
            duty=duty,
            version=self._row.version,
        )

    def _say_why(self, name: str) -> None:
        reach = self._people.get(name.strip())
        if reach is None:
            self.why.setText("通讯录里没有此人，只记姓名")
            return
        stands = f"替 {reach.stands_in_for}" if reach.stands_in_for else URGE_LEVEL_WORDS.get(reach.level, "上报对象")
        parts = (reach.duty, stands, f"按{reach.why}")
        self.why.setText(" · ".join(part for part in parts if part))


class ByHandForm(FormDialog):
    """Opens rounds at any moment: for the chosen units or for all, by how soon their tickets end."""

    def __init__(self, shell: Shell, units: Sequence[str]) -> None:
        whom = "、".join(unit or "尚未派单" for unit in units) if units else "全部单位"
        super().__init__(shell, "现在催办", about=f"{whom}：按单位各开一轮，文字备好后再发出。", main="开一轮")
        self._units = tuple(units)
        choices = {"0": "今日到期和已超期的", "2": "三日内到期的", "36500": "全部在办的"}
        self.scope = AnswerField(self, "within", "催哪些工单", choices, hint="按数字键选择", then="within")
        write_field(self.fields["within"], "0")
        self.decide_by_enter()
        self.size_to(480)

    def submit(self) -> None:
        """Opens the rounds."""
        days = int(self.values()["within"] or 0)
        self.send(urge_acts.open_by_hand, units=self._units, within_days=days)

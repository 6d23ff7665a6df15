"""The forms of the handover: the leaver signs, the comer takes over."""

from __future__ import annotations

from collections.abc import Sequence

from app.base.changes import Outcome
from app.base.people import Person
from app.desk.handover import acts
from app.desk.handover.rows import HandoverRecord, HandoverView
from app.rules.handover.spans import span_words
from app.ui.frame.shell import Shell
from app.ui.kit.forms.form import FormDialog
from app.ui.kit.labels import label


class SignForm(FormDialog):
    """Shows what is signed and by whom, and asks for what was unusual; Ctrl+Enter signs."""

    def __init__(self, shell: Shell, view: HandoverView) -> None:
        standing = view.standing
        super().__init__(
            shell,
            "交班签字",
            about=span_words(standing.span),
            draft_key=f"handover-sign:{int(standing.span.until.timestamp())}",
            main="签字",
        )
        words = f"交班人 {shell.person.name or '未登记'}　接班 {'、'.join(standing.following.people) or '未排班'}"
        self._column.insertWidget(2, label(words, "strong", wrap=True))
        counted = f"交接单共 {view.sheet.things:,} 项，签字后不再改动"
        if view.sheet.is_nothing:
            counted = "没有需要移交的事项，按零报告签字"
        self._column.insertWidget(3, label(counted, "second", wrap=True))
        if not view.sheet.compared_in_shift:
            self._column.insertWidget(
                4,
                label(
                    "本班还没有与平台对账。建议先按 Alt+Shift+P 对账；不对账也可签字，交接单会写明。",
                    "error",
                    wrap=True,
                ),
            )
        self.add_text("unusual", "不寻常的情况", lines=5, hint="写清情况，便于接班；没有就留空")
        self.size_to(600)

    def submit(self) -> None:
        """Signs."""
        self.send(acts.sign, unusual=self.values()["unusual"])


class TakeForm(FormDialog):
    """Asks who takes over; Enter signs."""

    def __init__(self, shell: Shell, record: HandoverRecord, offered: Sequence[str]) -> None:
        super().__init__(
            shell,
            "接班签字",
            about=f"{record.shift}　{record.signed_by}已签字",
            draft_key=f"handover-take:{record.id}",
            main="接班",
        )
        self._record = record
        names = [name for name in offered if name != record.signed_by]
        self.add_offered("name", "接班人", text=names[0] if names else "")
        self.offer("name", names)
        self.add_line("note", "意见", hint="双方核对无误可留空")
        words = "接班后由接班人值班；前一班确认、静音的提醒会再响，报警声音恢复。"
        self._column.insertWidget(2, label(words, "second", wrap=True))
        self.decide_by_enter()
        self.size_to(480)

    def submit(self) -> None:
        """Takes over."""
        values = self.values()
        self.send(
            acts.take_over,
            on_done=self._taken,
            handover_id=self._record.id,
            name=values["name"],
            note=values["note"],
            version=self._record.version,
        )

    def _taken(self, outcome: Outcome[Person]) -> None:
        self.shell.take_over(outcome.result)
